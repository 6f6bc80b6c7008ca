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
    assert.deepEqual([true, false, null].map((holds) => call("points", holds, 30)), [30, 0, 0]);
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

  it("of numbers", () => {
    assert.equal(call("abs", -2), 2);
    assert.deepEqual(
      [2.5, -2.5, 2.4].map((value) => call("round", value)),
      [3, -3, 2],
    );
  });
});
