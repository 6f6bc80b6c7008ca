import { deepEqual } from "node:assert/strict";
import fc from "fast-check";
import type { Wait } from "../../../server/engine/detect/state.ts";
import { popWait, pushWait } from "../../../server/engine/detect/wait.ts";

const wait = (time: number, rule = 0, key: Wait["key"] = [], completing = 0, pattern = 0): Wait => ({
  time,
  rule,
  id: "",
  key,
  completing,
  pattern,
});

function drained(waits: readonly Wait[]): readonly Wait[] {
  const heap: Wait[] = [];
  for (const each of waits) pushWait(heap, each);
  return waits.map(() => popWait(heap));
}

describe("deadlines", () => {
  it("come by time, rule, key with numbers first, place of the completing item, inner patterns first", () => {
    const inOrder = [
      wait(1, 1),
      wait(2, 0, ["a"]),
      wait(2, 1, [5]),
      wait(2, 1, ["5"], 3),
      wait(2, 1, ["5"], 4, 0),
      wait(2, 1, ["5"], 4, 1),
      wait(3),
    ];
    deepEqual(drained([...inOrder].reverse()), inOrder);
  });

  it("come sorted, whatever the order in which they were set", () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 50 })), (times) => {
        const sorted = times.toSorted((a, b) => a - b);
        deepEqual(
          drained(times.map((time) => wait(time))).map(({ time }) => time),
          sorted,
        );
      }),
    );
  });
});
