/**
 * How long a text takes to become a tree: CPU time of this thread, cold and warm, also as a multiple of `JSON.parse` of as
 * many characters, which says how fast the machine is. Prints, judges nothing.
 *
 *     node test/bench/parse.ts [--lines 5000] [--rounds 15]
 */
import { parseArgs } from "node:util";
import { lex } from "../../grammar/lexer.ts";
import { parse } from "../../grammar/parse.ts";
import { sample } from "../grammar/sample.ts";
import { forest } from "./forest.ts";

const { values } = parseArgs({
  options: { lines: { type: "string", default: "5000" }, rounds: { type: "string", default: "15" } },
});
const lines = Number(values.lines);
const rounds = Number(values.rounds);

/** Milliseconds. */
function spent(work: () => unknown): number {
  const before = process.threadCpuUsage();
  work();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}

/**
 * The median, and the least: what a quiet machine would need lies between. The system counts CPU time in ticks of some
 * milliseconds, so a round is several runs.
 */
function measured(work: () => unknown, runs = 5): readonly [number, number] {
  const round = (): number => {
    const together = spent(() => {
      for (let run = 0; run < runs; run++) work();
    });
    return together / runs;
  };
  const times = Array.from({ length: rounds }, round).sort((a, b) => a - b);
  return [times[rounds >> 1]!, times[0]!];
}

function jsonOf(length: number): string {
  const rows = Array.from({ length: length >> 6 }, (_, index) => ({
    name: `rule${index}`,
    keys: [index, "user"],
    on: true,
  }));
  return JSON.stringify(rows)
    .slice(0, length)
    .replace(/,\{[^}]*$/, "]");
}

function repeated(text: string): string {
  return text.repeat(Math.ceil(lines / text.split("\n").length));
}

const texts = { "rules of a team": forest(1, lines)[0]!.text, "every construct": repeated(sample) };

for (const [title, text] of Object.entries(texts)) {
  const cold = spent(() => parse(text));
  const tree = parse(text);
  if (tree.errors.length > 0) throw new Error(`the text has errors: ${tree.errors[0]!.message}`);
  const json = jsonOf(text.length);
  const [, unit] = measured(() => JSON.parse(json), 100);
  const show = (what: string, [median, least]: readonly [number, number]): void =>
    console.log(
      `  ${what.padEnd(32)} ${median.toFixed(1).padStart(7)} ms ${least.toFixed(1).padStart(7)} ms ${(least / unit).toFixed(0).padStart(5)} x JSON`,
    );
  let edits = 0;
  console.log(
    `${title}: ${text.split("\n").length} lines, ${lex(text).tokens.length} tokens; first parse ${cold.toFixed(0)} ms`,
  );
  console.log(`  ${"warm".padEnd(32)} ${"median".padStart(10)} ${"least".padStart(10)}`);
  show(
    "tokens",
    measured(() => lex(text)),
  );
  show(
    "tree",
    measured(() => parse(text)),
  );
  show(
    "tree after an edit at the end",
    measured(() => parse(`${text}\nevent more = e${edits++}`, tree)),
  );
  show(
    "tree after an edit at the start",
    measured(() => parse(`event more = e${edits++}\n${text}`, tree)),
  );
}
