import assert from "node:assert/strict";
import fc from "fast-check";
import type { Pattern } from "../../../../server/engine/detect/route/automaton.ts";
import { Grams } from "../../../../server/engine/detect/route/grams.ts";

const pattern = (text: string, at: Pattern["at"] = "anywhere"): Pattern => ({ text, at });

/** What is found of the patterns that can be found so, and all of those. */
function found(patterns: readonly Pattern[], text: string): { readonly found: Set<number>; readonly of: Set<number> } {
  const grams = new Grams(patterns);
  const indexes = new Set<number>();
  grams.find(text, (index) => indexes.add(index));
  return { found: indexes, of: new Set([...patterns.keys()].filter((index) => !grams.left.includes(index))) };
}

function standsIn({ text: part, at }: Pattern, text: string): boolean {
  if (at === "start") return text.startsWith(part);
  return at === "end" ? text.endsWith(part) : text.includes(part);
}

describe("the index of four units", () => {
  it("finds what stands where its anchor says", () => {
    const patterns = [pattern("\\cmd.exe", "end"), pattern("c:\\win", "start"), pattern("ows\\"), pattern("cmd.exe ")];
    assert.deepEqual(found(patterns, "c:\\windows\\cmd.exe").found, new Set([0, 1, 2]));
    assert.deepEqual(found(patterns, "d:\\cmd.exe c:\\win").found, new Set([3]));
  });

  it("leaves to others what is too short, and what too many are like", () => {
    const short = [pattern("abc"), pattern(""), pattern("abcd")];
    assert.deepEqual(new Grams(short).left, [0, 1]);
    // They differ behind `aaaa` only in how often it comes.
    const alike = Array.from({ length: 100 }, (_, index) => pattern("a".repeat(4 + index)));
    assert.equal(new Grams(alike).left.length, 84);
  });

  it("finds long ones wherever they stand, in texts of any length and alphabet", () => {
    const patterns = [pattern("mimik"), pattern("mimikatz", "end"), pattern("powershell")];
    for (let before = 0; before < 4; before++) {
      const front = "-".repeat(before);
      assert.deepEqual(found(patterns, `${front}mimikatz`).found, new Set([0, 1]));
      assert.deepEqual(found(patterns, `${front}ä mimi mimikat`).found, new Set([0]));
      assert.deepEqual(found(patterns, `${front.repeat(5000)}powershell -e mimikatz`).found, new Set([0, 1, 2]));
    }
  });

  for (const minLength of [0, 5])
    it(`finds exactly what one search for each finds, of patterns of ${minLength} units or more`, () => {
      const plain = fc.constantFrom("a", "b", "/", "A");
      const any = fc.oneof(plain, fc.constantFrom("ä", "\u{1f600}"));
      const text = fc.oneof(...[plain, any].map((unit) => fc.string({ unit, minLength, maxLength: 12 })));
      const at = fc.constantFrom<Pattern["at"]>("anywhere", "start", "end");
      fc.assert(
        fc.property(fc.array(fc.record({ text, at }), { maxLength: 40 }), text, text, (patterns, a, b) => {
          // Half of the texts have a pattern in them.
          for (const value of [a + b, a + (patterns[0]?.text ?? "") + b]) {
            const { found: indexes, of } = found(patterns, value);
            const expected = [...of].filter((index) => standsIn(patterns[index]!, value));
            assert.deepEqual([...indexes].sort(byNumber), expected.sort(byNumber));
          }
        }),
        { numRuns: 300 },
      );
    });
});

const byNumber = (a: number, b: number): number => a - b;
