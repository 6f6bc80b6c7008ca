import assert from "node:assert/strict";
import fc from "fast-check";
import { LatenessStatistics } from "../../../server/engine/order/lateness.ts";
import { Silences } from "../../../server/engine/order/silence.ts";
import { arrivalWords, durationLiteral } from "../../../server/engine/order/words.ts";
import { day, hour, minute, second } from "../../kit/records.ts";

function summary(values: readonly number[]) {
  const statistics = new LatenessStatistics();
  for (const value of values) statistics.add(value);
  return statistics.summary();
}

describe("how late records came", () => {
  it("is nothing if all came in order", () => {
    assert.deepEqual(summary([0, 0, 0]), { all: 0, most: 0, lost: 0 });
  });

  it("tells the largest from what 99.9% needed", () => {
    const records = [...Array<number>(9990).fill(0), ...Array<number>(9).fill(45 * second), 90 * second];
    assert.deepEqual(summary(records), { all: 90 * second, most: 0, lost: 0 });
    assert.deepEqual(summary([...records, 45 * second]), { all: 90 * second, most: 45 * second, lost: 0 });
  });

  it("leaves out of both what no lateness keeps", () => {
    assert.deepEqual(summary([0, 7, Infinity]), { all: 7, most: 7, lost: 1 });
  });

  it("proposes what keeps as many, and is at most a 32nd too much", () => {
    const lateness = fc.oneof(fc.nat(100), fc.nat(10 * second), fc.nat(3 * day));
    fc.assert(
      fc.property(fc.array(lateness, { minLength: 1, maxLength: 60 }), (values) => {
        const { all, most } = summary(values);
        const sorted = [...values].sort((a, b) => a - b);
        assert.equal(all, sorted.at(-1));
        const least = sorted[Math.ceil(values.length * 0.999) - 1]!;
        assert.ok(most >= least && most <= least * (1 + 1 / 32), `${most} for ${least}`);
        assert.ok(values.includes(most));
      }),
    );
  });
});

describe("silence", () => {
  it("is counted in all, and the ten longest are kept in the order of time", () => {
    const silences = new Silences();
    for (let i = 1; i <= 12; i++) silences.add(i * hour, i * hour + ((i * 5) % 13) * minute);
    const { count, total, longest } = silences.summary();
    assert.equal(count, 12);
    assert.equal(total, 78 * minute); // 5 i modulo 13 is each of 1 to 12 once
    assert.deepEqual(
      longest.map(([from, to]) => (to - from) / minute),
      [5, 10, 7, 12, 4, 9, 6, 11, 3, 8],
    );
  });
});

describe("a proposed lateness", () => {
  for (const [micros, text] of [
    [1, "1ms"],
    [1500, "2ms"],
    [45 * second, "45s"],
    [61.2 * second, "62s"],
    [90 * second, "90s"],
    [2 * minute, "2m"],
    [hour + second, "61m"],
    [day + hour, "25h"],
    [2 * day, "2d"],
  ] as const)
    it(`of ${micros} us is written ${text}`, () => assert.equal(durationLiteral(micros), text));

  it("is not made where all came in order", () => {
    const records = { in: 1, released: 1, late: 0, unparsed: 0, filtered: 0, duplicate: 0, ahead: 0 };
    const nothing = { latenesses: { all: 0, most: 0, lost: 0 }, silence: { count: 0, total: 0, longest: [] } };
    assert.deepEqual(arrivalWords({ records, ...nothing }), []);
  });
});
