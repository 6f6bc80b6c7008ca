import assert from "node:assert/strict";
import { chance } from "../../../server/engine/order/chance.ts";

describe("chance", () => {
  it("is the same for the same seed, and unlike for near ones", () => {
    const numbers = (seed: number): number[] => {
      const next = chance(seed);
      return Array.from({ length: 5 }, () => next());
    };
    assert.deepEqual(numbers(7), numbers(7));
    for (const seed of [0, 1, 8, 2 ** 32 - 1]) assert.notDeepEqual(numbers(seed), numbers(7));
  });

  it("is spread evenly from 0 up to 1, whatever the seed", () => {
    for (const seed of [0, 1, 7, 0xffff_ffff, 12_345]) {
      const next = chance(seed);
      const tenths = Array<number>(10).fill(0);
      for (let i = 0; i < 10_000; i++) tenths[Math.floor(next() * 10)]!++;
      for (const count of tenths) assert.ok(count > 850 && count < 1150, `seed ${seed}: ${tenths.join(" ")}`);
    }
  });
});
