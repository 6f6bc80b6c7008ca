import assert from "node:assert/strict";
import { FUNCTIONS } from "../../../server/engine/terms/functions.ts";
import { FUNCTIONS as TABLE } from "../../../server/model/functions.ts";
import type { Value } from "../../../server/model/program.ts";
import { day, hour } from "../../kit/records.ts";

const call = (name: string, ...values: Value[]): Value => FUNCTIONS[name]!(values);
/** 2026-06-14, a Sunday, 22:30:00 UTC. */
const evening = Date.UTC(2026, 5, 14, 22, 30) * 1000;

describe("functions", () => {
  it("are those of the model's table", () => {
    assert.deepEqual([...Object.keys(FUNCTIONS), "capture"].sort(), [...TABLE.keys()].sort());
  });

  it("of a missing value are missing", () => {
    const others = Object.keys(FUNCTIONS).filter((name) => name !== "points");
    for (const name of others) assert.equal(call(name, null, null, null), null, name);
  });

  it("of risk: points of what does not hold, or is missing, are none", () => {
    assert.deepEqual(
      [true, false, null].map((holds) => call("points", holds, 30)),
      [30, 0, 0],
    );
    assert.equal(call("points", true, null), null);
  });

  it("of text", () => {
    assert.equal(call("lower", "Root"), "root");
    assert.equal(call("upper", "Root"), "ROOT");
    assert.equal(call("trim", "  a b "), "a b");
    assert.equal(call("length", "a😀"), 2);
    assert.equal(call("replace", "a-b-c", "-", "$&"), "a$&b$&c");
    assert.equal(call("number", "0.5"), 0.5);
    assert.equal(call("number", "0x10"), null);
    assert.equal(call("ip", "::FFFF:1.2.3.4"), "1.2.3.4");
    assert.equal(call("ip", "host"), null);
  });

  it("of addresses", () => {
    assert.deepEqual(
      ["10.1.2.3", "127.0.0.1", "fe80::1", "8.8.8.8"].map((address) => call("private", address)),
      [true, true, true, false],
    );
  });

  it("of times, on the clock of the zone", () => {
    assert.equal(call("hour", evening, "UTC"), 22);
    assert.equal(call("hour", evening, "Asia/Shanghai"), 6);
    assert.equal(call("minute", evening, "Asia/Kolkata"), 0);
    assert.equal(call("date", evening, "Asia/Shanghai"), "2026-06-15");
    assert.equal(call("weekday", evening, "UTC"), 7);
    assert.equal(call("weekday", evening, "Asia/Shanghai"), 1);
    assert.deepEqual(
      ["year", "month", "day"].map((name) => call(name, evening, "UTC")),
      [2026, 6, 14],
    );
    assert.equal(call("hour", -hour, "UTC"), 23);
    assert.equal(call("date", -day, "UTC"), "1969-12-31");
    assert.equal(call("hour", evening, "No/Where"), null);
  });

  it("of hours of the week: the end is out, past midnight is the next day", () => {
    const at = (text: string, minutes: number, zone = "UTC") =>
      call("during", (Date.UTC(2026, 5, 12) + minutes * 60_000) * 1000, text, zone); // a Friday
    const office = "Mon-Fri 08:30-18:00";
    assert.deepEqual(
      [8 * 60 + 29, 8 * 60 + 30, 18 * 60 - 1, 18 * 60, 24 * 60 + 600].map((minutes) => at(office, minutes)),
      [false, true, true, false, false],
    );
    assert.deepEqual([at("Fri 22:00-06:00", 22 * 60), at("Fri 22:00-06:00", 24 * 60 + 359)], [true, true]);
    assert.deepEqual([at("Fri 22:00-06:00", 24 * 60 + 360), at("Fri 22:00-06:00", 60)], [false, false]);
    assert.deepEqual([at("Sat-Mon", 24 * 60), at("sat, sun", 600), at("Mon 1:00-2:00; Fri", 600)], [true, false, true]);
    assert.equal(at(office, 60, "Asia/Shanghai"), true);
    for (const wrong of ["", "Mon-Fri 8-18", "Someday", "25:00-26:00", "10:00-10:00", "Mon-Tue-Wed"])
      assert.equal(at(wrong, 600), null, wrong);
  });

  it("of texts written otherwise", () => {
    assert.deepEqual(call("windash", " -enc "), [" -enc ", " /enc ", " \u2013enc ", " \u2014enc ", " \u2015enc "]);
    assert.deepEqual(call("windash", "a-b"), ["a-b"]);
    assert.equal((call("windash", "-a /b") as readonly string[]).length, 25);
    assert.equal((call("windash", "-a -b -c -d") as readonly string[]).length, 5);
    // `http://` as Base64 is aHR0cDovLw==; behind one and two bytes its middle reads h0dHA6Ly and odHRwOi8v.
    assert.deepEqual(call("base64offset", "http://"), ["aHR0cDovL", "h0dHA6Ly", "odHRwOi8v"]);
    assert.deepEqual(call("base64offset", ""), []);
    assert.equal((call("base64offset", "a") as readonly string[]).includes(""), false);
    assert.equal(call("utf16le", "I\u20ac"), "I\u0000\u00ac\u0020");
  });

  it("base64offset finds its text at every offset", () => {
    for (const front of ["", "x", "xy", "xyz"])
      for (const behind of ["", "x", "xy"]) {
        const whole = btoa(`${front}powershell${behind}`);
        const found = (call("base64offset", "powershell") as readonly string[]).filter((part) => whole.includes(part));
        assert.equal(found.length, 1, whole);
      }
  });

  it("of hashes, by the test vectors of their standards", () => {
    assert.equal(call("md5", ""), "d41d8cd98f00b204e9800998ecf8427e");
    assert.equal(call("md5", "abc"), "900150983cd24fb0d6963f7d28e17f72");
    assert.equal(call("sha256", "abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    assert.equal(typeof call("sha256", "\ud800"), "string");
  });

  it("of unpredictability: bits per character", () => {
    assert.deepEqual(
      ["", "aaaa", "aabb", "abcd", "\u{1f600}\u{1f601}"].map((text) => call("entropy", text)),
      [0, 0, 1, 2, 1],
    );
  });

  it("of JSON texts", () => {
    const text =
      '{"user": {"name": "root"}, "a.b": 1, "roles": ["x", "y"], "items": [{"id": 1}, {}, {"id": 3}], "n": null}';
    const at = (path: string) => call("json", text, path);
    assert.deepEqual(["user.name", "a.b", "roles[1]", "items.id", "items[2].id"].map(at), ["root", 1, "y", [1, 3], 3]);
    assert.deepEqual(["user", "none", "n", "items[1].id", "roles[9]", "toString"].map(at), Array(6).fill(null));
    assert.deepEqual(at("roles"), ["x", "y"]);
    assert.equal(call("json", "no json", "a"), null);
    assert.equal(call("json", "[".repeat(100_000) + "]".repeat(100_000), "a"), null);
  });

  it("of lists and sizes", () => {
    assert.deepEqual(call("split", "a,b,", ","), ["a", "b", ""]);
    assert.deepEqual(call("split", "ab", ""), ["ab"]);
    assert.equal(call("log1p", 0), 0);
    assert.deepEqual([call("log1p", -1), call("log1p", -2)], [null, null]);
  });

  it("of numbers", () => {
    assert.equal(call("abs", -2), 2);
    assert.deepEqual(
      [2.5, -2.5, 2.4].map((value) => call("round", value)),
      [3, -3, 2],
    );
  });
});
