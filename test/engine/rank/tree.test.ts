/** The tree against sorting all keys from scratch, after every single update. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { RankTree, type Placing } from "../../../server/engine/rank/tree.ts";

const LEVELS = 3;
/** Few numbers, so that equal ranks and equal values are common. */
const placing = fc
  .record({
    name: fc.constantFrom("a", "b", "c", "d", "e", "f", "g", "h"),
    counts: fc.array(fc.nat(2), { minLength: LEVELS, maxLength: LEVELS }),
    value: fc.nat(2),
  })
  .map(({ name, counts, value }): Placing => ({ id: name, key: [name], counts, value }));

/** Written from the meaning: the first level that differs, then the second value, then the key. */
function fromScratch(placings: Iterable<Placing>): readonly string[] {
  return [...placings]
    .sort((a, b) => {
      for (let level = 0; level < LEVELS; level++)
        if (a.counts[level] !== b.counts[level]) return b.counts[level]! - a.counts[level]!;
      if (a.value !== b.value) return b.value - a.value;
      return a.id < b.id ? -1 : 1;
    })
    .map(({ id, counts, value }) => `${id} ${counts} ${value}`);
}

const inOrder = (tree: RankTree): readonly string[] =>
  [...tree].flatMap(({ placings }) => [...placings].map(({ id, counts, value }) => `${id} ${counts} ${value}`));

describe("risk ranking tree", () => {
  it("is what sorting from scratch gives, after each of any new and changed keys", () => {
    fc.assert(
      fc.property(fc.array(placing, { maxLength: 80 }), (updates) => {
        const tree = new RankTree();
        const latest = new Map<string, Placing>();
        for (const update of updates) {
          tree.put(update);
          latest.set(update.id, update);
          assert.deepEqual(inOrder(tree), fromScratch(latest.values()));
        }
      }),
      { numRuns: 200 },
    );
  });

  it("has a group for each first rank that some key has, and no other", () => {
    fc.assert(
      fc.property(fc.array(placing, { maxLength: 60 }), (updates) => {
        const tree = new RankTree();
        const latest = new Map<string, Placing>();
        for (const update of updates) {
          tree.put(update);
          latest.set(update.id, update);
        }
        const ranks = new Set([...latest.values()].map(({ counts }) => String(counts)));
        assert.equal(tree.groups, ranks.size);
        assert.equal(tree.keys, latest.size);
        assert.deepEqual(new Set([...tree].map(({ counts }) => String(counts))), ranks);
      }),
    );
  });
});
