import assert from "node:assert/strict";
import fc from "fast-check";
import { Merge } from "../../../server/engine/order/merge.ts";
import type { Arrival } from "../../../server/engine/order/arrival.ts";

const filtered = (at: number, source: string, offset: number): Arrival => ({ at, offset, kind: "filtered", source });

/** Gives each file's arrivals in pieces of this size when the merge asks for them. */
function merged(files: readonly (readonly Arrival[])[], piece: number): string[] {
  const merge = new Merge(files.map((_, index) => `${index}.log`));
  const given = files.map(() => 0);
  const result: string[] = [];
  for (;;) {
    const next = merge.next();
    if (next.kind === "end") return result;
    if (next.kind === "arrival") {
      const source = next.arrival.kind === "filtered" ? next.arrival.source : "";
      result.push(`${next.arrival.at} ${source} ${next.file} ${next.arrival.offset}`);
    } else {
      const from = given[next.file]!;
      given[next.file] = from + piece;
      merge.push(next.file, files[next.file]!.slice(from, from + piece));
      if (from + piece >= files[next.file]!.length) merge.end(next.file);
    }
  }
}

describe("merging files", () => {
  it("goes by arrival, then source, then path", () => {
    const files = [
      [filtered(1, "b", 0), filtered(3, "b", 5)],
      [filtered(1, "a", 0), filtered(3, "b", 9)],
      [filtered(2, "a", 0)],
    ];
    assert.deepEqual(merged(files, 10), ["1 a 1 0", "1 b 0 0", "2 a 2 0", "3 b 0 5", "3 b 1 9"]);
  });

  it("of no file, and of empty files, is nothing", () => {
    assert.deepEqual(merged([], 1), []);
    assert.deepEqual(merged([[], []], 1), []);
  });

  it("does not depend on how the files were read", () => {
    const file = fc
      .array(fc.tuple(fc.nat(5), fc.constantFrom("a", "b")), { maxLength: 8 })
      .map((list) => list.sort((x, y) => x[0] - y[0]).map(([at, source], index) => filtered(at, source, index)));
    fc.assert(
      fc.property(fc.array(file, { maxLength: 4 }), fc.integer({ min: 1, max: 4 }), (files, piece) => {
        const order = merged(files, piece);
        assert.deepEqual(order, merged(files, 100));
        assert.equal(order.length, files.flat().length);
      }),
    );
  });
});
