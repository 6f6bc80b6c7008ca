import assert from "node:assert/strict";
import fc from "fast-check";
import { Clock, type YearMemory } from "../../../server/engine/normalize/time.ts";
import { isoTime } from "../../../server/engine/normalize/json.ts";
import { parseTimePattern, TIME_DIRECTIVES } from "../../../server/model/timePattern.ts";

/** The instant as ISO text, or the reason why there is none. */
function read(text: string, format?: string, zone = "UTC", year: number | null = null): string {
  const clock = new Clock({ field: "when", year, zone, ...(format !== undefined && { format }) });
  const memory: YearMemory = { last: null, instant: null };
  const found = clock.read(text, memory);
  return typeof found === "string" ? found : isoTime(found);
}

describe("a time with a format", () => {
  for (const [format, text, instant] of [
    ["%d/%b/%Y:%H:%M:%S %z", "14/Jun/2026:15:16:01 +0200", "2026-06-14T13:16:01.000000Z"],
    ["%d/%m/%Y %H:%M:%S", "03/04/2026 10:00:00", "2026-04-03T10:00:00.000000Z"],
    ["%m/%d/%Y %I:%M:%S %p", "3/4/2026 12:05:09 AM", "2026-03-04T00:05:09.000000Z"],
    ["%m/%d/%Y %I:%M:%S %p", "3/4/2026 1:05:09 PM", "2026-03-04T13:05:09.000000Z"],
    ["%a %b %e %T.%f %Y", "Sun Jun  4 15:16:01.123456789 2026", "2026-06-04T15:16:01.123456Z"],
    ["%y%m%d %T", "260614 15:16:01", "2026-06-14T15:16:01.000000Z"],
    ["%F %R", "2026-06-14 15:16", "2026-06-14T15:16:00.000000Z"],
    ["%Y%m%dT%H%M%S%Z", "20260614T151601Z", "2026-06-14T15:16:01.000000Z"],
    ["epoch", "1781450161.25", "2026-06-14T15:16:01.250000Z"],
    ["epoch_ms", "1781450161250", "2026-06-14T15:16:01.250000Z"],
    ["epoch_us", "1781450161250001", "2026-06-14T15:16:01.250001Z"],
    ["epoch_ns", "1781450161250001000", "2026-06-14T15:16:01.250001Z"],
    ["/Date(%Q)/", "/Date(1781450161250)/", "2026-06-14T15:16:01.250000Z"],
  ] as const)
    it(`${format} reads ${text}`, () => assert.equal(read(text, format), instant));

  it("counts in the source's zone, of the source's year, where the text has none", () => {
    assert.equal(read("14.06. 15:16:01", "%d.%m. %T", "Europe/Berlin", 2026), "2026-06-14T13:16:01.000000Z");
  });

  it("must take the whole text and be a time that exists", () => {
    for (const text of ["31/02/2026 10:00:00", "03/04/2026 24:00:00", "03/04/2026 10:00:00 x", "", "3 April"])
      assert.equal(
        read(text, "%d/%m/%Y %H:%M:%S"),
        `no time in when: ${JSON.stringify(text)} is not written as \`%d/%m/%Y %H:%M:%S\``,
      );
  });

  it("never throws, whatever the text and the pattern are", () => {
    const sign = fc.constantFrom(...TIME_DIRECTIVES.map(({ sign: letter }) => `%${letter}`), "/", " ", ":");
    const pattern = fc.array(sign, { maxLength: 8 }).map((signs) => signs.join(""));
    const text = fc.oneof(fc.string(), fc.stringMatching(/^[\d/: .Z+-]{0,25}$/));
    fc.assert(fc.property(text, pattern, (each, format) => void read(each, format)));
  });
});

describe("a time format", () => {
  for (const [pattern, fault] of [
    ["%d/%m/%Y", "it does not say the hour"],
    ["%Y-%m %H:%M", "it does not say the day"],
    ["%d/%m/%Y %I:%M", "`%I` and `%p` belong together"],
    ["%d %d %m %H", "it says the day twice"],
    ["%F %T %x", "`%x` names nothing"],
    ["%F %T %", "`%` at its end names nothing"],
    ["%s %Y", "seconds since 1970 say it all, once"],
    ["%F %H %S", "it does not say the minute"],
  ] as const)
    it(`${pattern}: ${fault}`, () => assert.equal(parseTimePattern(pattern), fault));
});

describe("a date that reads two ways", () => {
  it("is never guessed", () => {
    assert.equal(
      read("03/04/2026 10:00:00"),
      'no time in when: "03/04/2026 10:00:00": 03/04/2026 reads two ways, with the day or with the month first, and is ' +
        'never guessed: write format "%d/%m/%Y %H:%M:%S" or format "%m/%d/%Y %H:%M:%S" in the source\'s `time` clause',
    );
  });

  it("is not guessed either where only one way is left", () => {
    assert.match(read("14/06/2026 3:00:00 PM"), /write format "%d\/%m\/%Y %I:%M:%S %p" in/);
    assert.match(read("06-14-26 15:00"), /write format "%m-%d-%y %H:%M" in/);
  });

  it("what is advised reads the text", () => {
    for (const text of [
      "14/06/2026 15:16:01",
      "14.06.2026 15:16",
      "14/Jun/2026:15:16:01.5 +0000",
      "14-06-26, 3:16 pm",
    ]) {
      const format = /format "([^"]+)"/.exec(read(text))?.[1];
      assert.match(read(text, format), /^2026-06-14T15:16/, text);
    }
  });
});

describe("a time as PowerShell writes it in JSON", () => {
  it("is milliseconds since 1970", () => assert.match(read("/Date(1781450161250)/"), /^2026-06-14T15:16:01\.25/));
});

describe("a time that cannot be", () => {
  for (const [text, fault] of [
    ["32/Jun/2026:15:16:01 +0200", "no such day: June 32"],
    ["14/Foo/2026:15:16:01 +0200", "no such month: Foo"],
    ["14/Jun/2026:15:16:01 +9900", "no such offset from UTC: +99:00"],
    ["2026-06-14T15:16:01.5+09:75", "no such offset from UTC: +09:75"],
    ["2026-06-14 15:61:01", "no such minute: 61"],
  ] as const)
    it(`${text}: ${fault}`, () => assert.equal(read(text), `${fault}, in when: ${JSON.stringify(text)}`));
});
