import assert from "node:assert/strict";
import { Schema } from "../../../server/engine/item.ts";
import { NormalizedRecord } from "../../../server/engine/normalize/record.ts";
import { FileArrivals, type Arrival } from "../../../server/engine/order/arrival.ts";
import { day, hour, minute, second } from "../../kit/records.ts";

function timed(time: number, line: number, source = "s"): NormalizedRecord {
  const schema = new Schema(0, source, "source", []);
  const own = { number: line, offset: line * 10, ending: "\n", latin1: false } as const;
  const record = new NormalizedRecord(schema, [], { header: [], message: "" }, "a.log", own, []);
  record.happen(time);
  return record;
}

const at = (offset: number) => ({ offset, text: "" });

/** Times of a file's lines, null for a line without one: what arrives, as `line@arrival` or `line!kind`. */
function arrive(times: readonly (number | null | readonly [number, string])[], ahead = day): string[] {
  const file = new FileArrivals(() => ahead);
  const out: Arrival[] = [];
  times.forEach((entry, index) => {
    const line = index + 1;
    if (entry === null) file.push({ kind: "unparsed", line, source: "s", reason: "empty line" }, at(line * 10), out);
    else {
      const [time, source] = typeof entry === "number" ? [entry, "s"] : entry;
      file.push({ kind: "record", record: timed(time, line, source) }, at(line * 10), out);
    }
  });
  file.end(out);
  return out.map((arrival) => {
    if (arrival.kind === "record") return `${arrival.record.line}@${arrival.record.arrived / second}`;
    if (arrival.kind === "filtered") return "filtered";
    return `${arrival.kind === "ahead" ? arrival.record.line : arrival.line}!${arrival.kind}`;
  });
}

describe("arrival", () => {
  it("is the largest time so far", () => {
    assert.deepEqual(arrive([1, 3, 2, 5].map((time) => time * second)), ["1@1", "2@3", "3@3", "4@5"]);
  });

  it("of the first record waits for the second, and then comes with it", () => {
    const file = new FileArrivals(() => day);
    const out: Arrival[] = [];
    file.push({ kind: "record", record: timed(second, 1) }, at(0), out);
    assert.equal(out.length, 0);
    file.push({ kind: "record", record: timed(2 * second, 2) }, at(10), out);
    assert.equal(out.length, 2);
  });

  it("of the only record comes at the end of the file", () => {
    assert.deepEqual(arrive([7 * second]), ["1@7"]);
  });

  it("of a line without a time is that of the line before", () => {
    const file = new FileArrivals(() => day);
    const out: Arrival[] = [];
    file.push({ kind: "record", record: timed(second, 1) }, at(0), out);
    file.push({ kind: "record", record: timed(9 * second, 2) }, at(10), out);
    file.push({ kind: "unparsed", line: 3, source: "s", reason: "empty line" }, at(20), out);
    assert.equal(out[2]?.at, 9 * second);
  });

  it("writes when it was, and how long after the record, into the record", () => {
    const file = new FileArrivals(() => day);
    const out: Arrival[] = [];
    [10, 7].forEach((time, index) =>
      file.push({ kind: "record", record: timed(time * second, index + 1) }, at(index), out),
    );
    assert.deepEqual(
      out.map((arrival) => (arrival.kind === "record" ? arrival.record.arrived - arrival.record.time : null)),
      [0, 3 * second],
    );
  });
});

describe("a record ahead of its source", () => {
  const wrong = 70 * 365 * day;

  it("is set aside, and reported if the next one disagrees", () => {
    assert.deepEqual(arrive([1 * hour, 2 * hour, wrong, 3 * hour]), ["1@3600", "2@7200", "3!ahead", "4@10800"]);
  });

  it("is reported if nothing comes after it", () => {
    assert.deepEqual(arrive([1 * hour, 2 * hour, wrong]), ["1@3600", "2@7200", "3!ahead"]);
  });

  it("arrives if the next one agrees: the log has a gap", () => {
    const gap = [1 * hour, 2 * hour, 10 * day, 10 * day + minute];
    assert.deepEqual(arrive(gap), [
      "1@3600",
      "2@7200",
      `3@${(10 * day) / second}`,
      `4@${(10 * day + minute) / second}`,
    ]);
  });

  it("is judged by its own source; others go on meanwhile", () => {
    assert.deepEqual(arrive([hour, 2 * hour, wrong, [3 * hour, "t"], [4 * hour, "t"], 5 * hour]), [
      "1@3600",
      "2@7200",
      "4@10800",
      "5@14400",
      "3!ahead",
      "6@18000",
    ]);
  });

  it("can be the first one", () => {
    assert.deepEqual(arrive([wrong, hour, 2 * hour]), ["1!ahead", "2@3600", "3@7200"]);
  });

  it("can be the first of its source, in front of what has arrived", () => {
    const times = [hour, 2 * hour, [wrong, "t"], [3 * hour, "t"], 3 * hour] as const;
    assert.deepEqual(arrive(times), ["1@3600", "2@7200", "3!ahead", "4@10800", "5@10800"]);
  });

  it("is not the only one of a source: it arrives when it came", () => {
    assert.deepEqual(arrive([hour, [hour, "t"], 2 * hour]), ["1@3600", "2@3600", "3@7200"]);
  });

  it("is not a first one that a wrong second one follows", () => {
    assert.deepEqual(arrive([hour, wrong, 2 * hour]), ["1@3600", "2!ahead", "3@7200"]);
  });

  it("is not one that is exactly as far as allowed", () => {
    assert.deepEqual(arrive([0, day]), ["1@0", "2@86400"]);
  });

  it("is not one of a source that writes seldom, if its file has come that far", () => {
    const times = [0, [12 * hour, "t"], [24 * hour, "t"], [36 * hour, "t"], 48 * hour] as const;
    assert.deepEqual(
      arrive(times),
      [0, 12, 24, 36, 48].map((hours, index) => `${index + 1}@${hours * 3600}`),
    );
  });

  it("arrives in the file's order, also where another source confirms it", () => {
    const times = [0, 10 * day, [10 * day + minute, "t"], [10 * day + 2 * minute, "t"]] as const;
    const later = (minutes: number): number => (10 * day + minutes * minute) / second;
    assert.deepEqual(arrive(times), ["1@0", `2@${later(0)}`, `3@${later(1)}`, `4@${later(2)}`]);
  });

  it("is confirmed by one that is further ahead still: no wrong clock goes on being right", () => {
    assert.deepEqual(arrive([0, 2 * day, 4 * day]), ["1@0", "2@172800", "3!ahead"]);
  });

  it("says how far ahead it was", () => {
    const file = new FileArrivals(() => day);
    const out: Arrival[] = [];
    [hour, 2 * hour, 2 * hour + 3 * day, 3 * hour].forEach((time, index) =>
      file.push({ kind: "record", record: timed(time, index + 1) }, at(index), out),
    );
    const ahead = out.find((arrival) => arrival.kind === "ahead");
    assert.ok(ahead);
    assert.equal(ahead.reason, "3d ahead of its source, and no record after it agrees; ahead is 1d");
  });
});
