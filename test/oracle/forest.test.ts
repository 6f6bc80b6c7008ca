/**
 * Engine = oracle, on random forests over random records. `ORACLE_CASES` sets how many; `ORACLE_SEED` where they start.
 */
import { deepEqual, ok } from "node:assert/strict";
import fc from "fast-check";
import { randomCase } from "./random.ts";
import { runEngine } from "./engine.ts";
import { detect } from "./oracle.ts";

const CASES = Number(process.env["ORACLE_CASES"] ?? 3000);
const SEED = Number(process.env["ORACLE_SEED"] ?? 1);

describe("engine and oracle", function () {
  this.timeout(0);

  it(`agree on ${CASES} random forests, most of which detect something`, () => {
    let detecting = 0;
    fc.assert(
      fc.property(fc.gen(), (generate) => {
        const { program, records } = randomCase((below) => generate(fc.nat, { max: below - 1 }));
        const expected = detect(program, records);
        deepEqual(runEngine(program, records), expected);
        if (expected.length > 0) detecting++;
      }),
      { numRuns: CASES, seed: SEED, endOnFailure: true },
    );
    ok(detecting * 2 >= CASES, `only ${detecting} of ${CASES} cases detect something`);
  });
});
