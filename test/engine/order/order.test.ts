import assert from "node:assert/strict";
import fc from "fast-check";
import { comparePlaces, type LogRecord } from "../../../server/engine/item.ts";
import { duration } from "../../../server/engine/order/duration.ts";
import { Order } from "../../../server/engine/order/order.ts";
import type { SourceDefinition } from "../../../server/model/program.ts";
import { day, hour, minute, program, record, second, source } from "../../kit/records.ts";

interface Outcome {
  readonly released: readonly LogRecord[];
  readonly late: readonly LogRecord[];
  readonly reasons: readonly string[];
  readonly instants: readonly number[];
}

/** All records in this order of arrival; then all sources end. `beforeEnd`: how many had been released until then. */
function replay(sources: readonly SourceDefinition[], records: readonly LogRecord[], period = 0): Outcome {
  const order = new Order(program(sources, { period }));
  const released: LogRecord[] = [];
  const instants: number[] = [];
  const late: LogRecord[] = [];
  const reasons: string[] = [];
  const drain = (): void =>
    order.drain((instant, group) => {
      assert.ok(group.length > 0 && group.every(({ time }) => time === instant));
      instants.push(instant);
      released.push(...group);
    });
  for (const each of records) {
    const rejected = order.push(each);
    if (rejected !== null) {
      late.push(each);
      reasons.push(rejected.reason);
    }
    drain();
  }
  for (const { name } of sources) order.end(name, records.at(-1)?.arrived ?? 0);
  drain();
  assert.equal(order.waiting, 0);
  return { released, late, reasons, instants };
}

const times = (records: readonly LogRecord[]): number[] => records.map(({ time }) => time);

describe("ordering", function () {
  this.timeout(20_000);

  it("holds records back until the watermark has passed them, and hands them over instant by instant", () => {
    const order = new Order(program([source("s", { lateness: 10 })]));
    const released: number[][] = [];
    for (const [position, time] of [100, 98, 100, 109, 111].entries()) {
      assert.equal(order.push(record(time, { position, arrived: 120 })), null);
      order.drain((_, group) => released.push(times(group)));
    }
    assert.deepEqual(released, [[98], [100, 100]]);
    assert.equal(order.time, 101);
    assert.equal(order.waiting, 2);
  });

  it("says how late a record was, and what was allowed", () => {
    const sources = [source("s", { lateness: 30 * second })];
    const { late, reasons } = replay(sources, [
      record(hour),
      record(hour - 52 * second, { position: 1, arrived: hour }),
    ]);
    assert.deepEqual(times(late), [hour - 52 * second]);
    assert.deepEqual(reasons, ["52s behind, lateness is 30s"]);
  });

  it("says so when a record was late because its source had been silent", () => {
    const sources = [source("s", { lateness: 5 * second, idle: 30 * second })];
    const silent = [record(100 * second), record(120 * second, { position: 1, arrived: 160 * second })];
    assert.deepEqual(replay(sources, silent).reasons, [
      "35s behind the watermark, which had moved on while its source was silent",
    ]);
  });

  it("knows the largest lateness that it saw", () => {
    const order = new Order(program([source("s", { lateness: 5 })]));
    for (const [position, time] of [100, 97, 90, 99].entries()) order.push(record(time, { position, arrived: 100 }));
    assert.deepEqual(order.lateness("s"), { all: 10, most: 10, lost: 0 });
  });

  const sources = [source("s", { lateness: 5 }), source("t", { lateness: 2, idle: 7 })];
  const arriving = fc
    .array(fc.tuple(fc.nat(30), fc.constantFrom("s", "t"), fc.nat(8)), { maxLength: 40 })
    .map((list) => {
      let now = 0;
      return list.map(([base, name, delay], position) => {
        now = Math.max(now, base) + (delay === 0 ? 3 : 0);
        return record(Math.max(0, now - delay), { source: name, position, arrived: now });
      });
    });

  it("releases every record that is not late once, in the order of places", () => {
    fc.assert(
      fc.property(arriving, fc.nat(10), (records, period) => {
        const { released, late, instants } = replay(sources, records, period);
        assert.deepEqual(released, [...released].sort(comparePlaces));
        assert.deepEqual(new Set([...released, ...late]), new Set(records));
        assert.equal(released.length + late.length, records.length);
        assert.deepEqual(instants, [...new Set(times(released))]);
      }),
      { numRuns: 1000 },
    );
  });

  it("releases the same sequence for two orders of arrival with the same late records", () => {
    let compared = 0;
    const swaps = fc.array(fc.nat(38), { maxLength: 10 });
    fc.assert(
      fc.property(arriving, swaps, fc.nat(10), (records, places, period) => {
        const other = [...records];
        for (const place of places)
          if (place + 1 < other.length) [other[place], other[place + 1]] = [other[place + 1]!, other[place]!];
        // System time goes on; each record arrives when its turn has come.
        let now = 0;
        const again = other.map((each) => ({ ...each, arrived: (now = Math.max(now, each.arrived)) }));
        const one = replay(sources, records, period);
        const two = replay(sources, again, 0);
        const ids = (list: readonly LogRecord[]): number[] => list.map(({ position }) => position);
        if (ids(one.late).sort().join() !== ids(two.late).sort().join()) return;
        compared++;
        assert.deepEqual(ids(two.released), ids(one.released));
      }),
      { numRuns: 1000 },
    );
    assert.ok(compared > 200, `${compared} pairs compared`);
  });
});

describe("durations in words", () => {
  for (const [micros, text] of [
    [0, "0s"],
    [52 * second, "52s"],
    [90 * second, "1m 30s"],
    [2 * hour, "2h"],
    [hour + 3 * second, "1h"],
    [3 * day + 5 * minute, "3d"],
    [1500, "1ms 500us"],
    [-second, "-1s"],
    [Infinity, "for ever"],
  ] as const)
    it(`${micros} us are ${text}`, () => assert.equal(duration(micros), text));
});
