import assert from "node:assert/strict";
import { Watermark } from "../../../server/engine/order/watermark.ts";

/** Sources by name: lateness and idle. Times are small numbers. */
function watermark(
  sources: Readonly<Record<string, readonly [lateness: number, idle?: number]>>,
  period = 0,
): Watermark {
  return new Watermark(
    Object.entries(sources).map(([name, [lateness, idle]]) => ({ name, lateness, idle: idle ?? null })),
    period,
  );
}

/** A record arrives at its own time, or at `now`; the watermark afterwards. */
function arrive(mark: Watermark, source: string, time: number, now = time): number {
  mark.arrive(source, time, now);
  mark.advance(now);
  return mark.value;
}

describe("the watermark", () => {
  it("is the newest time less the lateness, and never goes back", () => {
    const mark = watermark({ s: [10] });
    assert.deepEqual(
      [100, 95, 120].map((time) => arrive(mark, "s", time, 120)),
      [90, 90, 110],
    );
  });

  it("is the least of the sources' bounds, and waits for a source never seen", () => {
    const mark = watermark({ a: [10], b: [20] });
    assert.equal(arrive(mark, "a", 100), -Infinity);
    assert.equal(arrive(mark, "b", 101), 81);
    assert.equal(arrive(mark, "a", 200), 81);
    assert.equal(arrive(mark, "b", 205), 185);
  });

  it("takes an idle source to go on as system time does", () => {
    const mark = watermark({ a: [0], b: [5, 30] });
    arrive(mark, "b", 100);
    assert.equal(arrive(mark, "a", 129), 95);
    assert.equal(arrive(mark, "a", 130), 125);
    assert.equal(arrive(mark, "a", 150), 145);
  });

  it("does not wait for a source never seen once `idle` has passed", () => {
    const mark = watermark({ a: [0], b: [0, 30] });
    assert.equal(arrive(mark, "a", 100), -Infinity);
    assert.equal(arrive(mark, "a", 129), -Infinity);
    assert.equal(arrive(mark, "a", 130), 130);
  });

  it("does not wait for an ended source, and is infinite when all have ended", () => {
    const mark = watermark({ a: [0], b: [0] });
    arrive(mark, "a", 100);
    mark.end("b", 0);
    mark.advance(100);
    assert.equal(mark.value, 100);
    mark.end("a", 0);
    mark.advance(100);
    assert.equal(mark.value, Infinity);
  });

  it("is not above system time while a source may still begin", () => {
    const mark = watermark({ a: [0], b: [0, 30] });
    arrive(mark, "a", 100);
    mark.end("a", 0);
    mark.advance(140);
    assert.equal(mark.value, 140);
  });

  it("is determined once a period", () => {
    const mark = watermark({ a: [0] }, 10);
    assert.deepEqual(
      [100, 105, 109, 110, 119].map((time) => arrive(mark, "a", time)),
      [100, 100, 100, 110, 110],
    );
  });
});

describe("a record is late", () => {
  it("if it lies below its own source's bound, and says how far behind it was", () => {
    const mark = watermark({ s: [30] });
    assert.equal(mark.arrive("s", 100, 100).late, false);
    assert.deepEqual(mark.arrive("s", 70, 100), { late: false, behind: 30, bound: 70, needed: 30 });
    assert.deepEqual(mark.arrive("s", 69, 100), { late: true, behind: 31, bound: 70, needed: 31 });
  });

  it("whatever other sources did", () => {
    const mark = watermark({ slow: [50], fast: [0] });
    mark.arrive("slow", 100, 100);
    for (let time = 100; time < 200; time += 10) arrive(mark, "fast", time);
    assert.equal(mark.arrive("slow", 60, 200).late, false);
  });

  it("however seldom the watermark is determined", () => {
    const mark = watermark({ s: [0] }, 1000);
    mark.arrive("s", 100, 100);
    assert.equal(mark.arrive("s", 99, 100).late, true);
  });

  it("if its source was presumed to have gone on", () => {
    const mark = watermark({ s: [5, 30] });
    mark.arrive("s", 100, 100);
    assert.deepEqual(mark.arrive("s", 120, 160), { late: true, behind: 0, bound: 155, needed: 40 });
  });

  it("not if it is the first of a source that was waited for", () => {
    const mark = watermark({ a: [0], b: [0] });
    arrive(mark, "a", 100);
    assert.equal(mark.arrive("b", 10, 110).late, false);
  });

  it("if it is the first of a source that was no longer waited for, and its place has been released", () => {
    const mark = watermark({ a: [0], b: [0, 30] });
    arrive(mark, "a", 100);
    arrive(mark, "a", 150);
    assert.equal(mark.arrive("b", 149, 160).late, true);
    const other = watermark({ a: [0], b: [0, 30] });
    arrive(other, "a", 100);
    arrive(other, "a", 150);
    assert.equal(other.arrive("b", 150, 160).late, false);
  });
});
