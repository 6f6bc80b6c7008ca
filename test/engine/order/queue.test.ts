import assert from "node:assert/strict";
import fc from "fast-check";
import { comparePlaces, type LogRecord } from "../../../server/engine/item.ts";
import { PlaceQueue } from "../../../server/engine/order/queue.ts";
import { record } from "../../kit/records.ts";

const any = fc
  .record({ time: fc.nat(20), source: fc.constantFrom("s", "t"), position: fc.nat(1000) })
  .map(({ time, source, position }) => record(time, { source, position }));

describe("the queue", () => {
  it("gives records in the order of their places, whatever order they came in", () => {
    fc.assert(
      fc.property(fc.array(fc.option(any), { maxLength: 100 }), (steps) => {
        const queue = new PlaceQueue();
        const waiting: LogRecord[] = [];
        for (const step of steps) {
          if (step !== null) {
            queue.push(step);
            waiting.push(step);
            waiting.sort(comparePlaces);
          } else {
            const first = waiting.shift();
            assert.equal(queue.peek() === undefined, first === undefined);
            if (first !== undefined) assert.equal(comparePlaces(queue.pop()!, first), 0);
          }
          assert.equal(queue.size, waiting.length);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("grows, also when it does not begin at its start", () => {
    const queue = new PlaceQueue();
    for (let time = 0; time < 600; time++) queue.push(record(time));
    for (let time = 0; time < 500; time++) assert.equal(queue.pop()?.time, time);
    for (let time = 600; time < 5000; time++) queue.push(record(time));
    for (let time = 500; time < 5000; time++) assert.equal(queue.pop()?.time, time);
    assert.equal(queue.pop(), undefined);
  });
});
