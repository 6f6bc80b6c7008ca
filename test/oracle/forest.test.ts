/**
 * Engine = oracle, on random forests over random records. `ORACLE_CASES` sets how many; `ORACLE_SEED` where they start.
 * A case that fails is printed small; it belongs into `examples.test.ts`.
 */
import { deepEqual, ok } from "node:assert/strict";
import { compareMany, printShares } from "./compare.ts";

const CASES = Number(process.env["ORACLE_CASES"] ?? 20_000);
const SEED = Number(process.env["ORACLE_SEED"] ?? 1);

describe("engine and oracle", function () {
  this.timeout(0);

  it(`agree on ${CASES} random forests, most of which detect something`, () => {
    const run = compareMany(SEED, CASES);
    console.log(printShares(run));
    ok(run.detecting * 2 >= CASES, `only ${run.detecting} of ${CASES} cases detect something`);
    if (CASES < 20_000) return;
    const silent = [...run.forms].filter(([form, { detecting }]) => detecting < 3 && form !== "disabled");
    deepEqual(silent, [], "forms of which hardly any rule detects something");
  });
});
