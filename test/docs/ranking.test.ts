/** What docs/ranking.md says of the printed formula, counted. */
import assert from "node:assert/strict";

type Vector = readonly [dr: number, dp: number, dc: number, dC: number];

/** 0 where a difference is there, -1 where there is none. */
const on = (x: number): number => (x === 0 ? 0 : 1) ** 2 - 1;
const printed = ([dr, dp, dc, dC]: Vector): number => dr + on(dr) * (dp + on(dp)) * (dc + on(dc) * dC);
const mended = ([dr, dp, dc, dC]: Vector): number => dr + on(dr) * (dp + on(dp) * (dc + on(dc) * dC));
const inWords = (vector: Vector): number => vector.find((difference) => difference !== 0) ?? 0;
const turned = ([dr, dp, dc, dC]: Vector): Vector => [-dr, -dp, -dc, -dC];

const five = [-2, -1, 0, 1, 2];
const vectors = [-1, 0, 1].flatMap((dr) =>
  five.flatMap((dp) => five.flatMap((dc) => five.map((dC): Vector => [dr, dp, dc, dC]))),
);

const contradicts = (f: (vector: Vector) => number, vector: Vector): boolean => f(vector) + f(turned(vector)) !== 0;

describe("the formula that is printed for the first rank", () => {
  it("puts each of two keys above the other for 96 of 375 differences", () => {
    assert.equal(vectors.length, 375);
    assert.equal(vectors.filter((vector) => contradicts(printed, vector)).length, 96);
  });

  it("with one more parenthesis is an order, whose second and fourth level are turned round", () => {
    assert.ok(!vectors.some((vector) => contradicts(mended, vector)));
    for (const vector of vectors) {
      const level = vector.findIndex((difference) => difference !== 0);
      const sense = level === 1 || level === 3 ? -1 : 1;
      assert.equal(mended(vector) + 0, sense * inWords(vector) + 0);
    }
  });
});
