/** A source of JSON lines whose rules know its fields from nothing but the logs. */
import assert from "node:assert/strict";
import { folderOf } from "../kit/folder.ts";
import { grove } from "../kit/grove.ts";

const source = `source ids from security_device {
  files "logs/*.json"
  format json
  time ts
  only event_type == "alert"
  map { ip = src_ip  user = who.name }
}
`;
const line = (second: number, severity: number): string =>
  JSON.stringify({
    ts: `2026-01-01T00:00:0${second}Z`,
    event_type: "alert",
    src_ip: "10.0.0.1",
    alert: { severity },
    who: { name: "Bob" },
  });
const logs = `${line(1, 1)}\n${line(2, 3)}\n${JSON.stringify({ ts: "2026-01-01T00:00:03Z", event_type: "flow" })}\n`;

describe("a source of JSON lines", () => {
  it("reads in `only` and `map` what the logs have, addresses as addresses", () => {
    const rules = `${source}rule r { severity high  by ip  when ids where alert.severity > 2 and src_ip in 10.0.0.0/8 }\n`;
    const { code, stdout, stderr } = grove("replay", folderOf({ "a.grove": rules, "logs/a.json": logs }));
    assert.equal(code, 0, stderr);
    assert.match(stdout, /high {6}r {2}ip 10\.0\.0\.1\n/);
    assert.match(stdout, /3 lines = 2 released \+ 1 filtered\n {2}r {2}1\n/);
  });

  it("has no field that neither its logs nor the common schema have", () => {
    const rules = `${source}rule r { severity high  by ip  when ids where alert.sverity > 2 }\n`;
    const { code, stdout } = grove("check", folderOf({ "a.grove": rules, "logs/a.json": logs }));
    assert.equal(code, 1);
    assert.match(stdout, /error\[unknown-field\]: `ids` has no field `alert\.sverity`/);
  });

  it("is asked for any field where its lines have more than are listed", () => {
    const names = (count: number): string =>
      JSON.stringify({
        ts: 1767225601,
        ...Object.fromEntries(Array.from({ length: count }, (_, at) => [`k${at}`, at])),
      });
    const rules = `source wide from security_device { files "logs/*.json"  format json  time ts }
event last = wide where k1499 == 1499 or k59999 == 59999
rule r { severity high  by k2  when last }
`;
    for (const count of [1500, 60_000]) {
      const { code, stdout, stderr } = grove(
        "replay",
        folderOf({ "a.grove": rules, "logs/a.json": `${names(count)}\n` }),
      );
      assert.equal(code, 0, stdout + stderr);
      assert.match(stdout, /high {6}r {2}k2 2\n/);
    }
  });
});
