/** The ordered set against a sorted array, and its height against the bound of its kind. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { OrderedSet } from "../../../server/engine/rank/ordered.ts";

const compare = (a: number, b: number): number => a - b;

/** An item is added where it is missing and removed where it is there. */
function toggle(set: OrderedSet<number>, known: Set<number>, item: number): void {
  if (known.has(item)) set.remove(item);
  else set.add(item);
  if (!known.delete(item)) known.add(item);
}

describe("ordered set", () => {
  it("holds what was added and not removed, in order, at every moment", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(40), { maxLength: 200 }), (items) => {
        const set = new OrderedSet<number>(compare);
        const known = new Set<number>();
        for (const item of items) {
          toggle(set, known, item);
          assert.deepEqual([...set], [...known].sort(compare));
          assert.equal(set.size, known.size);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("compares about log n items for each that is added or removed, also where they come in order", () => {
    const many = 4096;
    let looks = 0;
    const set = new OrderedSet<number>((a, b) => {
      looks++;
      return a - b;
    });
    // An AVL tree of n items is at most 1.45 log2(n + 2) high.
    const most = Math.ceil(1.45 * Math.log2(many + 2));
    for (let item = 0; item < many; item++) set.add(item);
    assert.ok(looks <= many * most, `${looks} looks to add ${many}`);
    looks = 0;
    for (let item = 0; item < many; item += 2) set.remove(item);
    assert.ok(looks <= many * most, `${looks} looks to remove ${many / 2}`);
    assert.equal(set.size, many / 2);
  });

  it("gives the first few without going through the others", () => {
    let looks = 0;
    const set = new OrderedSet<number>((a, b) => {
      looks++;
      return a - b;
    });
    for (const item of [5, 3, 8, 1, 4]) set.add(item);
    looks = 0;
    const first: number[] = [];
    for (const item of set) {
      first.push(item);
      if (first.length === 2) break;
    }
    assert.deepEqual(first, [1, 3]);
    assert.equal(looks, 0);
  });
});
