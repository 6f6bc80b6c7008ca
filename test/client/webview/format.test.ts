/** How the panel writes times, spans, values and hostile text. */
import assert from "node:assert/strict";
import { Clock } from "../../../client/webview/clock.ts";
import { counted, elapsed, fields, printable, span, value } from "../../../client/webview/format.ts";
import { duration } from "../../../server/engine/order/duration.ts";

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

  it("spans as rule files do, with two units, the smaller one only if there is something of it", () => {
    const written = [350_000, 52 * SECOND, 536 * SECOND, 7200 * SECOND, 7500 * SECOND, 273_600 * SECOND].map(span);
    assert.deepEqual(written, ["350ms", "52s", "8m 56s", "2h", "2h 5m", "3d 4h"]);
  });

  it("spans as the engine does, whatever their length", () => {
    for (const seconds of [1, 59, 60, 61, 3_599, 3_600, 3_660, 86_399, 86_400, 90_000, 31_535_999, 40_000_000])
      assert.equal(span(seconds * SECOND), duration(seconds * SECOND));
  });

  it("the length of a replay with a tenth of a second", () => {
    assert.deepEqual([2140, 59_900, 90_000].map(elapsed), ["2.1s", "59.9s", "1m 30s"]);
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
