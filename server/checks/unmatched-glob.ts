/** A pattern of files that no file of the folder can match, however it is filled. */
import type { Declaration, StringLiteral } from "../../grammar/ast.ts";
import type { Fix } from "./diagnostic.ts";
import { ownCheck } from "./diagnostic.ts";
import type { Location } from "../model/program.ts";
import { replace } from "./words.ts";

export const unmatchedGlob = ownCheck(
  "unmatched-glob",
  "warning",
  "A pattern of files that can match none",
  function* (analysis) {
    for (const { uri: document, text, tree } of analysis.documents) {
      for (const literal of tree.declarations.flatMap(patternsOf)) {
        const { start, end } = literal;
        const fault = faultOf(literal, { document, start, end }, text.slice(start, end));
        if (fault !== null) yield { location: { document, start, end }, ...fault };
      }
    }
  },
);

function patternsOf(declaration: Declaration): readonly StringLiteral[] {
  if (declaration.kind === "source") return declaration.files;
  const learns = declaration.kind === "rule" || declaration.kind === "baseline";
  return learns && declaration.learn !== undefined ? [declaration.learn] : [];
}

const ABSOLUTE = /^(?:[/~]|[A-Za-z]:)/;

function faultOf(
  { value }: StringLiteral,
  location: Location,
  written: string,
): { readonly message: string; readonly fixes?: readonly Fix[] } | null {
  if (value.trim() === "")
    return { message: 'This pattern is empty, so no file is read for it. Write one such as `"logs/**/auth*.log"`.' };
  if (ABSOLUTE.test(value) || climbsOut(value)) {
    return {
      message: `\`${value}\` leads out of the workspace folder, where logs are not read, so it matches no file. Open the folder that holds the logs too, and write the path from there, for example \`"logs/**/*.log"\`.`,
    };
  }
  if (/\\[A-Za-z0-9_*]/.test(value)) {
    // In a raw string one backslash is one, in an escaped one two are.
    const fixed = written.replaceAll(written.startsWith("'") ? "\\" : "\\\\", "/");
    return {
      message: `Folders are parted by \`/\` on every system; a backslash makes the next character stand for itself, so \`${value}\` matches no file. Write \`/\`.`,
      fixes: [replace(location, written, fixed)],
    };
  }
  return null;
}

/** More of `..` than of folders to come back from. */
function climbsOut(glob: string): boolean {
  let depth = 0;
  for (const part of glob.split("/")) {
    if (part === "..") depth--;
    else if (part !== "." && part !== "") depth++;
    if (depth < 0) return true;
  }
  return false;
}
