/**
 * Lines that more than one source would take. Invariant: looks at the heads of a few files, whatever their number and size;
 * says it at both sources, the one that has the lines and the one that never sees them.
 */
import path from "node:path";
import { Normalizer } from "../engine/normalize/normalize.ts";
import type { ReplayFile } from "../engine/replay.ts";
import type { Program } from "../model/program.ts";
import { readHead } from "./bytes.ts";
import type { Note } from "./notes.ts";

const HEAD = 32 * 1024;
/** Files of the same sources that are looked at. */
const MOST_FILES = 4;

interface Claim {
  readonly owner: string;
  readonly loser: string;
  /** The first file with such lines, and of how many of its lines that is. */
  readonly file: string;
  readonly both: number;
  readonly lines: number;
}

export function sayClaims(root: string, program: Program, files: readonly ReplayFile[]): Note[] {
  const looked = new Map<string, number>();
  const claims = new Map<string, Claim>();
  for (const file of files) {
    if (file.sources.length < 2) continue;
    const sources = file.sources.join(" ");
    const before = looked.get(sources) ?? 0;
    looked.set(sources, before + 1);
    if (before >= MOST_FILES) continue;
    for (const claim of claimsOf(root, program, file)) {
      const pair = `${claim.owner} ${claim.loser}`;
      if (!claims.has(pair)) claims.set(pair, claim);
    }
  }
  return [...claims.values()].flatMap((claim) => notesOf(claim, program));
}

function claimsOf(root: string, program: Program, file: ReplayFile): readonly Claim[] {
  const normalizer = new Normalizer(program);
  const alone = file.sources.map((name) => ({ name, lines: normalizer.file(file.path, [name]) }));
  const splitter = normalizer.file(file.path, file.sources).splitter();
  const lines = [...splitter.push(readHead(path.join(root, file.path), HEAD)), ...splitter.end()];
  const counts = new Map<string, { owner: string; loser: string; both: number }>();
  for (const line of lines) {
    const [owner, ...losers] = alone.filter((source) => source.lines.normalize(line).kind === "record");
    for (const { name: loser } of losers) {
      const pair = `${owner!.name} ${loser}`;
      const known = counts.get(pair) ?? { owner: owner!.name, loser, both: 0 };
      known.both++;
      counts.set(pair, known);
    }
  }
  return [...counts.values()].map((count) => ({ ...count, file: file.path, lines: lines.length }));
}

function notesOf({ owner, loser, file, both, lines }: Claim, { sources }: Program): readonly Note[] {
  const at = (name: string): Note["at"] => sources.find((source) => source.name === name)?.location;
  const why = `a line belongs to one source, and ${owner} comes first by name`;
  const advice = "Part them with `only` or with narrower `files`";
  return [
    {
      severity: "warning",
      message:
        `Source ${loser} does not get ${both} of the first ${lines} lines of ${file}, though it reads them: source ${owner} has ` +
        `them, for ${why}. ${advice}.`,
      ...located(at(loser)),
    },
    {
      severity: "information",
      message: `Source ${owner} has lines of ${file} that source ${loser} reads too: ${why}. ${advice}.`,
      ...located(at(owner)),
    },
  ];
}

const located = (at: Note["at"]): Pick<Note, "at"> => (at === undefined ? {} : { at });
