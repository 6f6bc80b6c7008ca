/** Many random cases in engine and oracle: where they differ, and how many cases of each form detect something. */
import { deepEqual } from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { runEngine } from "./engine.ts";
import { formsOf } from "./forms.ts";
import { detect, type Outcome } from "./oracle.ts";
import { printCase } from "./print.ts";
import { randomCase, type Case } from "./random.ts";
import { shrink } from "./shrink.ts";

export interface Share {
  rules: number;
  detecting: number;
}

export interface Run {
  readonly cases: number;
  /** Cases in which some rule detects something. */
  detecting: number;
  /** By form, the rules that have it, and those of them that detect something. */
  readonly forms: Map<string, Share>;
}

/** Throws with the case, made small, where they differ. */
export function compareMany(seed: number, cases: number): Run {
  const run: Run = { cases, detecting: 0, forms: new Map<string, Share>() };
  fc.assert(
    fc.property(fc.gen(), (generate) => {
      const drawn = randomCase((below) => generate(natural(below)));
      take(run, drawn, compareOne(drawn));
    }),
    { numRuns: cases, seed, endOnFailure: true, reporter },
  );
  return run;
}

const naturals = new Map<number, () => fc.Arbitrary<number>>();

/** One arbitrary for each bound: finding it by its arguments would cost more than the engine. */
function natural(below: number): () => fc.Arbitrary<number> {
  const known = naturals.get(below);
  if (known !== undefined) return known;
  const made = (): fc.Arbitrary<number> => fc.nat({ max: below - 1 });
  naturals.set(below, made);
  return made;
}

/** Says the case alone: what was drawn for it says nothing. */
function reporter({
  failed,
  seed,
  errorInstance,
}: Pick<fc.RunDetails<never>, "failed" | "seed" | "errorInstance">): void {
  if (!failed) return;
  const said = errorInstance instanceof Error ? (errorInstance.stack ?? errorInstance.message) : String(errorInstance);
  throw new Error(`seed ${seed}: ${said}`);
}

function compareOne(drawn: Case): readonly Outcome[] {
  const expected = detect(drawn.program, drawn.records);
  const actual = engine(drawn);
  if (isDeepStrictEqual(actual, expected)) return expected;
  const crashed = actual instanceof Error;
  const small = shrink(drawn, (candidate) => {
    const other = engine(candidate);
    return (
      other instanceof Error === crashed && !isDeepStrictEqual(other, detect(candidate.program, candidate.records))
    );
  });
  deepEqual(
    engine(small),
    detect(small.program, small.records),
    `engine (+) and oracle (-) differ on\n${printCase(small)}`,
  );
  throw new Error(`engine and oracle differ by chance on\n${printCase(small)}`);
}

function engine({ program, records }: Case): readonly Outcome[] | Error {
  try {
    return runEngine(program, records);
  } catch (error) {
    return error as Error;
  }
}

function take(run: Run, { program }: Case, outcomes: readonly Outcome[]): void {
  if (outcomes.length > 0) run.detecting++;
  const detecting = new Set(outcomes.map(({ rule }) => rule));
  for (const rule of program.rules)
    for (const form of formsOf(rule)) {
      const share = run.forms.get(form) ?? { rules: 0, detecting: 0 };
      run.forms.set(form, share);
      share.rules++;
      if (detecting.has(rule.name)) share.detecting++;
    }
}

/** One line for each form, by name. */
export function printShares({ forms, detecting, cases }: Run): string {
  const lines = [...forms].sort(([a], [b]) => (a < b ? -1 : 1));
  const percent = (part: number, whole: number): string => `${Math.round((100 * part) / whole)}%`;
  return [
    `${cases} cases, ${percent(detecting, cases)} detect something; by form, the rules that have it:`,
    ...lines.map(([form, share]) => `  ${form}: ${share.rules}, ${percent(share.detecting, share.rules)} detect`),
  ].join("\n");
}
