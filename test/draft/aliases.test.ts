/** Unified fields of logs that name their fields themselves. */
import assert from "node:assert/strict";
import { check } from "../../server/checks/index.ts";
import { Model } from "../../server/model/workspace.ts";
import { learn, NOTHING, raises, textOf } from "./learn.ts";

/** As an intrusion detection system writes them: five alerts about one address. */
const ALERTS = [1, 2, 3, 4, 5, 6].map((n) =>
  JSON.stringify({
    timestamp: `2026-06-14T15:16:0${n}Z`,
    ...{ src_ip: n < 6 ? "203.0.113.9" : "203.0.113.8", dest_ip: `192.0.2.${n}`, host: "ids1" },
    category: n < 6 ? "web attack" : "web attack, tried",
  }),
);

describe("a draft of a log that names its fields", () => {
  it("sets the unified fields from those that are called otherwise, and counts by them", () => {
    const drafted = learn(ALERTS);
    assert.match(drafted.source, /map \{\n {4}ip {13}= src_ip\n {4}destination\.ip = dest_ip\n {4}device {9}= host\n/);
    assert.match(drafted.rule, /by {7}ip\n/);
    assert.ok(raises(drafted, ALERTS));
  });

  it("declares what only these logs tell, so that it checks without them", () => {
    const drafted = learn(ALERTS);
    assert.match(
      drafted.source,
      /^field src_ip: +ip\nfield dest_ip: +ip\nfield host: +string\nfield category: +string\n\nsource /,
    );
    const model = new Model();
    model.set("draft.grove", textOf(drafted));
    assert.deepEqual(check(model.analysis()), []);
  });

  it("makes an address of a field that is a text elsewhere, and passes over records that have none", () => {
    const line = (n: number, address: string): string =>
      JSON.stringify({ time: `2026-06-14T15:16:0${n}Z`, ...(n < 9 ? { source: { address } } : { src_ip: address }) });
    for (const [lines, entry] of [
      [[line(1, "10.0.0.1"), line(2, "10.0.0.2")], /ip = ip\(source\.address\)\n/],
      [[line(9, ""), line(9, "-"), line(9, "10.0.0.1")], /^field src_ip: ip\n.*ip = src_ip\n/s],
    ] as const) {
      const drafted = learn(lines);
      assert.match(drafted.source, entry);
      const model = new Model();
      model.set("draft.grove", textOf(drafted));
      assert.deepEqual(check(model.analysis()), []);
    }
  });

  it("declares nothing again that the folder has declared", () => {
    const fields = new Set(["src_ip", "host"]);
    const text = ALERTS.join("\n");
    const drafted = learn([text], "logs/app.log", { ...NOTHING, fields });
    assert.match(drafted.source, /^field dest_ip: +ip\nfield category: +string\n\nsource /);
  });

  it("leaves alone what has its name already, and addresses that are none", () => {
    const lines = [1, 2, 3].map((n) =>
      JSON.stringify({
        time: `2026-06-14T15:16:0${n}Z`,
        "source.ip": "203.0.113.9",
        src_ip: "10.0.0.1",
        client: `c${n}`,
      }),
    );
    assert.doesNotMatch(learn(lines).source, /map/);
  });
});
