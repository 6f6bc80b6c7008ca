import assert from "node:assert/strict";
import fc from "fast-check";
import { Automaton, type Pattern } from "../../../../server/engine/detect/route/automaton.ts";

const text = (most: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom("a", "b", "c", "é", "\u{1F600}"), minLength: 1, maxLength: most });
const pattern: fc.Arbitrary<Pattern> = fc.record({
  text: text(4),
  at: fc.constantFrom("start" as const, "end" as const, "anywhere" as const, "whole" as const),
});

function stands({ text: part, at }: Pattern, all: string): boolean {
  if (at === "start") return all.startsWith(part);
  if (at === "end") return all.endsWith(part);
  return at === "whole" ? all === part : all.includes(part);
}

describe("the automaton of texts", () => {
  it("finds what stands where its anchor says", () => {
    const automaton = new Automaton([
      { text: "he", at: "anywhere" },
      { text: "she", at: "start" },
      { text: "hers", at: "end" },
    ]);
    const found = new Set<number>();
    automaton.find("ushers", (index) => found.add(index));
    assert.deepEqual([...found].sort(), [0, 2]);
  });

  it("finds exactly what one search for each finds", () => {
    fc.assert(
      fc.property(fc.array(pattern, { maxLength: 12 }), text(20), (patterns, all) => {
        const found = new Set<number>();
        new Automaton(patterns).find(all, (index) => found.add(index));
        const expected = patterns.flatMap((each, index) => (stands(each, all) ? [index] : []));
        assert.deepEqual(
          [...found].sort((a, b) => a - b),
          expected,
        );
      }),
      { numRuns: 500 },
    );
  });

  it("goes on where the rows of next nodes end", () => {
    const units = Array.from({ length: 3000 }, (_, index) => String.fromCharCode(0x4e00 + index));
    const patterns = units.map((unit, index): Pattern => ({
      text: `${unit}${units[(index * 7) % 3000]!}${unit}`,
      at: "anywhere",
    }));
    const found = new Set<number>();
    const all = `x${patterns[2999]!.text.slice(0, 2)}${patterns[17]!.text}`;
    new Automaton(patterns).find(all, (index) => found.add(index));
    assert.deepEqual([...found], [17]);
  });
});
