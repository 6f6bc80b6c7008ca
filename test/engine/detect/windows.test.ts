/** The windows of a key: whatever comes, leaves and expires, each slot reads as a plain list would. */
import { deepEqual, equal } from "node:assert/strict";
import fc from "fast-check";
import { PlainEntry } from "../../../server/engine/detect/entry.ts";
import { SlotWindows } from "../../../server/engine/detect/windows.ts";
import { SECOND, timeline } from "../../oracle/build.ts";

const BASE = 3;
const slot = fc.nat(3).map((index) => BASE + index);
const act = fc.oneof(
  fc.record({ kind: fc.constant("append" as const), slot }),
  fc.record({ kind: fc.constant("remove" as const), slot, at: fc.nat(40) }),
  fc.record({ kind: fc.constant("expire" as const), seconds: fc.nat(40) }),
);

const entryAt = (at: number): PlainEntry => new PlainEntry(at, timeline(`a${at}`)[0]!, 0);

describe("the windows of a key", () => {
  it("hold by slot what came and did not leave, in order, however much that is", () => {
    fc.assert(
      fc.property(fc.array(act, { maxLength: 40 }), (acts) => {
        const windows = new SlotWindows(BASE);
        const expected = new Map([0, 1, 2, 3].map((index) => [BASE + index, [] as number[]]));
        for (const [at, each] of acts.entries()) {
          if (each.kind === "append") {
            windows.append(each.slot, entryAt(at));
            expected.get(each.slot)!.push(at);
          } else if (each.kind === "remove") {
            windows.remove(each.slot, each.at);
            expected.set(
              each.slot,
              expected.get(each.slot)!.filter((other) => other !== each.at),
            );
          } else {
            const gone: (readonly [number, number])[] = [];
            windows.expire(each.seconds * SECOND, (of, entry) => gone.push([of, entry.at]));
            const old = [...expected].flatMap(([of, ats]) =>
              ats.filter((other) => other < each.seconds).map((other) => [of, other] as const),
            );
            deepEqual(gone, old);
            for (const [of, ats] of expected)
              expected.set(
                of,
                ats.filter((other) => other >= each.seconds),
              );
          }
          for (const [of, ats] of expected) {
            const { entries, head } = windows.get(of);
            deepEqual(
              entries.slice(head).map((entry) => entry.at),
              ats,
            );
            equal(windows.size(of), ats.length);
          }
          deepEqual(
            [...windows.held()].map(([of]) => of),
            [...expected].filter(([, ats]) => ats.length > 0).map(([of]) => of),
          );
        }
      }),
    );
  });
});
