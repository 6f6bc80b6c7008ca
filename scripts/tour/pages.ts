/**
 * What the pages of docs/tour tell their reader to do, in order: files to write and commands to run, each with what it prints.
 * Invariant: the pages are the only place where this stands; the pictures and the test are made from it.
 *
 * A block ```` ```grove hunt/rules.grove ```` is that file. A block `sh` holds commands; a block `text` right behind it says what
 * they print, where a line `...` stands for any number of lines.
 */
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../paths.ts";

export type Step =
  | { readonly kind: "file"; readonly path: string; readonly text: string }
  | { readonly kind: "run"; readonly command: string; readonly prints: readonly string[] };

export type TourPage = { readonly name: string; readonly text: string; readonly steps: readonly Step[] };

export const tourFolder = join(root, "docs", "tour");

export function tourPages(): readonly TourPage[] {
  return globSync("[0-9]-*.md", { cwd: tourFolder })
    .sort()
    .map((name) => {
      const text = readFileSync(join(tourFolder, name), "utf8");
      return { name, text, steps: stepsOf(text) };
    });
}

const block = /^```(sh|grove [^\n]+)\n([^]*?)^```\n(?:\n```text\n([^]*?)^```\n)?/gm;

function stepsOf(text: string): readonly Step[] {
  return [...text.matchAll(block)].flatMap(([, head = "", body = "", prints = ""]): Step[] => {
    if (head !== "sh") return [{ kind: "file", path: head.slice("grove ".length), text: body }];
    const commands = body.trimEnd().split("\n");
    // What is printed is printed by the last command; those before it prepare it.
    return commands.map((command, i) => ({
      kind: "run",
      command,
      prints: i === commands.length - 1 && prints ? prints.trimEnd().split("\n") : [],
    }));
  });
}

/** The first line that is not printed where it should be; undefined if all are. */
export function missingLine(prints: readonly string[], output: string): string | undefined {
  const lines = output.split("\n").map((line) => line.trimEnd());
  let at = 0;
  let anywhere = false;
  for (const wanted of prints) {
    if (wanted.trim() === "...") {
      anywhere = true;
      continue;
    }
    const found = anywhere ? lines.indexOf(wanted.trimEnd(), at) : lines[at] === wanted.trimEnd() ? at : -1;
    if (found < 0) return wanted;
    at = found + 1;
    anywhere = false;
  }
  return undefined;
}
