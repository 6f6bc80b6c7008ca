import assert from "node:assert/strict";
import { Clock, type YearMemory } from "../../../server/engine/normalize/time.ts";
import { isoTime } from "../../../server/engine/normalize/json.ts";

/** The lines of one file, each as ISO time or as the reason why it has none. */
function read(texts: readonly string[], { year = 2026 as number | null, zone = "UTC", skew = 0 } = {}): string[] {
  const clock = new Clock({ field: "timestamp", year, zone }, skew);
  const years: YearMemory = { last: null, instant: null };
  return texts.map((text) => {
    const time = clock.read(text, years);
    return typeof time === "number" ? isoTime(time).replace(".000000Z", "Z") : time;
  });
}

describe("timestamps", () => {
  for (const [text, expected] of [
    ["Dec 10 06:55:46", "2026-12-10T06:55:46Z"],
    ["Dec  1 06:55:46", "2026-12-01T06:55:46Z"],
    ["dec 01 06:55:46", "2026-12-01T06:55:46Z"],
    ["Dec 1 06:55:46.25", "2026-12-01T06:55:46.250000Z"],
    ["Dec 10 2019 06:55:46", "2019-12-10T06:55:46Z"],
    ["Dec 10 06:55:46 2019", "2019-12-10T06:55:46Z"],
    ["2019 Dec 10 06:55:46", "2019-12-10T06:55:46Z"],
    ["2026-06-14T15:16:01.123456+02:00", "2026-06-14T13:16:01.123456Z"],
    ["2026-06-14T15:16:01.1234567Z", "2026-06-14T15:16:01.123456Z"],
    ["2026-06-14 15:16:01,5", "2026-06-14T15:16:01.500000Z"],
    ["2026-06-14T15:16:01-0530", "2026-06-14T20:46:01Z"],
    ["2024-02-29T00:00:00Z", "2024-02-29T00:00:00Z"],
    ["1781450161.250000", "2026-06-14T15:16:01.250000Z"],
    ["Jun 30 23:59:60", "2026-07-01T00:00:00Z"],
  ] as const)
    it(`${text} is ${expected}`, () => assert.deepEqual(read([text]), [expected]));

  for (const text of [
    "",
    "Dec",
    "Dec 32 06:55:46",
    "Dec 0 06:55:46",
    "Feb 30 06:55:46",
    "Dez 10 06:55:46",
    "Dec 10 24:00:00",
    "Dec 10 06:55",
    "2026-13-01T00:00:00Z",
    "2026-06-14T15:16:01X",
    "Dec 10 06:55:46x",
    "1718377000",
  ])
    it(`${JSON.stringify(text)} is none`, () =>
      assert.match(read([text])[0]!, /^no (time|such (month|day|hour|minute|second): .+,) in timestamp: /));

  it("without a year need one from the source", () => {
    assert.match(read(["Dec 10 06:55:46"], { year: null })[0]!, /^no year: .* write `year` and a number$/);
    assert.deepEqual(read(["2026-06-14T15:16:01Z"], { year: null }), ["2026-06-14T15:16:01Z"]);
  });

  it("of years that microseconds cannot reach are refused", () => {
    assert.match(read(["9999-01-01T00:00:00Z"])[0]!, /^the year 9999 is out of reach/);
  });

  it("29 February needs a leap year", () => {
    assert.deepEqual(read(["Feb 29 00:00:00"]), ["no such day: 2026 has no 29 February"]);
    assert.deepEqual(read(["Feb 29 00:00:00"], { year: 2024 }), ["2024-02-29T00:00:00Z"]);
    assert.deepEqual(read(["Feb 29 00:00:00"], { year: 2000 }), ["2000-02-29T00:00:00Z"]);
    assert.deepEqual(read(["Feb 29 00:00:00"], { year: 2100 }), ["no such day: 2100 has no 29 February"]);
  });
});

describe("the year", () => {
  const years = (texts: readonly string[]): number[] =>
    read(texts.map((text) => `${text} 12:00:00`)).map((time) => Number(time.slice(0, 4)));

  it("is the given one in the first line, and one more when December is over", () => {
    assert.deepEqual(years(["Nov 30", "Dec 31", "Jan  1", "Feb  1"]), [2026, 2026, 2027, 2027]);
  });

  it("goes back again for a line of before New Year that came late", () => {
    assert.deepEqual(years(["Dec 31", "Jan  1", "Dec 31", "Jan  1"]), [2026, 2027, 2026, 2027]);
  });

  it("stays when lines are in disorder, or a host was silent for months", () => {
    assert.deepEqual(years(["Jun 14", "Jun 10", "Jun 14", "Mar  1", "Nov  1"]), [2026, 2026, 2026, 2026, 2026]);
  });

  it("goes on from year to year", () => {
    const quarters = ["Jan  1", "Apr  1", "Jul  1", "Oct  1"];
    assert.deepEqual(years([...quarters, ...quarters, ...quarters]), [
      ...Array(4).fill(2026),
      ...Array(4).fill(2027),
      ...Array(4).fill(2028),
    ]);
  });
});

describe("zones", () => {
  it("are those of the source, summer time included", () => {
    assert.deepEqual(read(["Jan 10 12:00:00", "Jul 10 12:00:00"], { zone: "Europe/Berlin" }), [
      "2026-01-10T11:00:00Z",
      "2026-07-10T10:00:00Z",
    ]);
    assert.deepEqual(read(["Jan 10 12:00:00"], { zone: "+05:30" }), ["2026-01-10T06:30:00Z"]);
  });

  it("of the timestamp itself come first", () => {
    assert.deepEqual(read(["2026-01-10T12:00:00+09:00"], { zone: "Europe/Berlin" }), ["2026-01-10T03:00:00Z"]);
  });

  it("a time that clocks show twice is the first of the two", () => {
    // Clocks go from 03:00 summer time back to 02:00 on 25 October 2026.
    assert.deepEqual(read(["Oct 25 01:59:59", "Oct 25 02:30:00", "Oct 25 03:00:00"], { zone: "Europe/Berlin" }), [
      "2026-10-24T23:59:59Z",
      "2026-10-25T00:30:00Z",
      "2026-10-25T02:00:00Z",
    ]);
  });

  it("a time that clocks show twice is the second one if the lines before say so", () => {
    const zone = "Europe/Berlin";
    assert.deepEqual(read(["Oct 25 02:59:59", "Oct 25 02:00:10", "Oct 25 02:40:00", "Oct 25 03:00:00"], { zone }), [
      "2026-10-25T00:59:59Z",
      "2026-10-25T01:00:10Z",
      "2026-10-25T01:40:00Z",
      "2026-10-25T02:00:00Z",
    ]);
    assert.equal(read(["Oct 25 02:30:00"], { zone })[0], "2026-10-25T00:30:00Z");
  });

  it("a time that clocks skip is read as if they had not", () => {
    // Clocks go from 02:00 to 03:00 on 29 March 2026.
    assert.deepEqual(read(["Mar 29 01:59:59", "Mar 29 02:30:00", "Mar 29 03:00:00"], { zone: "Europe/Berlin" }), [
      "2026-03-29T00:59:59Z",
      "2026-03-29T01:30:00Z",
      "2026-03-29T01:00:00Z",
    ]);
  });
});

describe("clocks that are wrong", () => {
  it("are put right by as much as they run fast or slow", () => {
    assert.deepEqual(read(["Jun 14 15:16:01"], { skew: 90_000_000 }), ["2026-06-14T15:14:31Z"]);
    assert.deepEqual(read(["Jun 14 15:16:01"], { skew: -5_000_000 }), ["2026-06-14T15:16:06Z"]);
  });

  it("are put right behind year and zone: what the lines say decides on those", () => {
    assert.deepEqual(read(["Dec 31 23:59:59", "Jan  1 00:00:01"], { skew: 90_000_000 }), [
      "2026-12-31T23:58:29Z",
      "2026-12-31T23:58:31Z",
    ]);
  });
});
