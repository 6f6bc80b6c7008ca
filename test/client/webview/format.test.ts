/** How the panel writes times, spans, values and hostile text. */
import assert from "node:assert/strict";
import { Clock } from "../../../client/webview/clock.ts";
import { counted, elapsed, fields, printable, span, value } from "../../../client/webview/format.ts";

const SECOND = 1_000_000;
/** 2026-06-14T15:46:10.200Z */
const AT = Date.UTC(2026, 5, 14, 15, 46, 10, 200) * 1000;

describe("how the panel writes", () => {
  it("times in the zone of the workspace", () => {
    assert.equal(new Clock("UTC").time(AT), "15:46:10");
    assert.equal(new Clock("Asia/Shanghai").dated(AT), "14 Jun 23:46:10");
    assert.equal(new Clock("Asia/Shanghai").dated(AT + 3600 * SECOND), "15 Jun 00:46:10");
  });

  it("times before 1970, and of an unknown zone as UTC", () => {
    assert.equal(new Clock("UTC").dated(-SECOND), "31 Dec 23:59:59");
    assert.equal(new Clock("Middle/Earth").time(AT), "15:46:10");
  });

  it("spans with two units, the smaller one padded", () => {
    const written = [350_000, 52 * SECOND, 536 * SECOND, 7500 * SECOND, 273_600 * SECOND].map(span);
    assert.deepEqual(written, ["350 ms", "52 s", "8 m 56 s", "2 h 05 m", "3 d 04 h"]);
  });

  it("the length of a replay with a tenth of a second", () => {
    assert.deepEqual([2140, 59_900, 90_000].map(elapsed), ["2.1 s", "59.9 s", "1 m 30 s"]);
  });

  it("numbers with thousands commas, and their noun", () => {
    assert.equal(value(1_482_113), "1,482,113");
    assert.equal(counted(1, "record"), "1 record");
    assert.equal(counted(2400, "record"), "2,400 records");
  });

  it("missing values, lists and fields", () => {
    assert.equal(value(null), "-");
    assert.equal(value(["jump1", "db1"]), "jump1, db1");
    const emitted: [string, string | number][] = [
      ["ip", "203.0.113.47"],
      ["rows", 1500],
    ];
    assert.equal(fields(emitted), "ip=203.0.113.47 rows=1,500");
  });

  it("what cannot be seen as one character that can", () => {
    const hostile = "a\u0000b\rc\u202ed\u200be\u007f";
    assert.equal(printable(hostile), "a\u2400b\u240dc\ufffdd\ufffde\ufffd");
    assert.equal(printable(hostile).length, hostile.length);
    assert.equal(printable("José 北京 plain"), "José 北京 plain");
  });
});
