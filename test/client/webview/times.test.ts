/** Times of a zone, and spans of time in the query. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { Clock, DAY, iso } from "../../../client/webview/clock.ts";
import { parseTimes, writeTimes } from "../../../client/webview/times.ts";

const SECOND = 1_000_000;
const utc = (text: string): number => Date.parse(`${text}Z`) * 1000;
const UTC = new Clock("UTC");
const DAY_0 = utc("2026-06-14T00:00:00");
const spanOf = (text: string, clock = UTC, day: number | null = DAY_0): readonly number[] | undefined =>
  parseTimes(text, clock, day)?.span;

describe("a clock", () => {
  it("stands on another time where the zone changes, and comes back from it", () => {
    const berlin = new Clock("Europe/Berlin");
    // In 2026 the clocks go from 2:00 to 3:00 on 29 March and from 3:00 to 2:00 on 25 October.
    assert.equal(berlin.time(utc("2026-03-29T00:59:59")), "01:59:59");
    assert.equal(berlin.time(utc("2026-03-29T01:00:00")), "03:00:00");
    assert.equal(berlin.time(utc("2026-10-25T00:59:59")), "02:59:59");
    assert.equal(berlin.time(utc("2026-10-25T01:00:00")), "02:00:00");
    assert.equal(iso(berlin.wall(utc("2026-07-01T12:00:00.250"))), "2026-07-01T14:00:00.250");
  });

  it("finds the time of what it shows, in every zone", () => {
    const zones = fc.constantFrom("UTC", "Europe/Berlin", "Asia/Kolkata", "America/St_Johns", "Pacific/Apia");
    const times = fc.integer({ min: utc("1990-01-01T00:00:00"), max: utc("2035-01-01T00:00:00") });
    fc.assert(
      fc.property(zones, times, (zone, at) => {
        const clock = new Clock(zone);
        assert.equal(clock.wall(clock.at(clock.wall(at))), clock.wall(at));
      }),
    );
  });
});

describe("a span of time in the query", () => {
  it("is of the one day that there is, ends included", () => {
    assert.deepEqual(spanOf("13:52..15:50"), [utc("2026-06-14T13:52:00"), utc("2026-06-14T15:50:00")]);
    assert.deepEqual(spanOf("13:52:10.5..15:50:00"), [utc("2026-06-14T13:52:10.500"), utc("2026-06-14T15:50:00")]);
    assert.deepEqual(spanOf("13:52.."), [utc("2026-06-14T13:52:00"), Infinity]);
    assert.deepEqual(spanOf("..15:50"), [-Infinity, utc("2026-06-14T15:50:00")]);
  });

  it("is as wide as it is written where it is one moment", () => {
    assert.deepEqual(spanOf("13:52"), [utc("2026-06-14T13:52:00"), utc("2026-06-14T13:53:00") - 1]);
    assert.deepEqual(spanOf("2026-06-15"), [utc("2026-06-15T00:00:00"), utc("2026-06-16T00:00:00") - 1]);
    assert.deepEqual(spanOf("2026-06-15..2026-06-16"), [utc("2026-06-15T00:00:00"), utc("2026-06-17T00:00:00") - 1]);
  });

  it("takes the day of its beginning where its end has none, and reads the zone", () => {
    const shanghai = new Clock("Asia/Shanghai");
    assert.deepEqual(spanOf("2026-06-15t06:00..07:00", shanghai, null), [
      utc("2026-06-14T22:00:00"),
      utc("2026-06-14T23:00:00"),
    ]);
  });

  it("without a day is that part of every day, over midnight too", () => {
    const night = parseTimes("22:00..06:00", UTC, null)!;
    assert.equal(night.span, undefined);
    const holds = (text: string): boolean => night.holds({ time: utc(text) });
    assert.deepEqual(
      ["2026-06-14T23:00:00", "2026-06-20T05:59:00", "2026-06-20T06:01:00", "2026-06-14T21:00:00"].map(holds),
      [true, true, false, false],
    );
  });

  it("that is no span, or not yet, is none", () => {
    for (const text of ["", "..", "1", "13:", "13:99", "2026-13-01", "a..b", "1:00..2:00..3:00"])
      assert.equal(parseTimes(text, UTC, DAY_0), null, text);
  });

  it("is read as what was written, rounded outwards", () => {
    const length = fc.integer({ min: 1_000, max: 12 * 3600 * SECOND });
    const start = fc.integer({ min: DAY_0, max: DAY_0 + DAY / 2 - 60 * SECOND });
    fc.assert(
      fc.property(start, length, fc.boolean(), (from, long, dated) => {
        const to = Math.min(from + long, DAY_0 + DAY - 60 * SECOND);
        const [first, last] = spanOf(writeTimes(from, to, UTC, dated), UTC, dated ? null : DAY_0)!;
        assert.ok(first! <= from && last! >= to);
        assert.ok(from - first! < 60 * SECOND && last! - to < 60 * SECOND);
      }),
    );
  });

  it("has as many digits as its length needs", () => {
    const from = utc("2026-06-14T13:52:10.250");
    assert.equal(writeTimes(from, from + 3 * 3600 * SECOND, UTC, false), "13:52..16:53");
    assert.equal(writeTimes(from, from + 60 * SECOND, UTC, false), "13:52:10..13:53:11");
    assert.equal(writeTimes(from, from + SECOND, UTC, false), "13:52:10.250..13:52:11.250");
    assert.equal(writeTimes(from, from + DAY, UTC, true), "2026-06-14T13:52..2026-06-15T13:53");
  });
});
