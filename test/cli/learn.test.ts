import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { folderOf } from "../kit/folder.ts";
import { grove } from "../kit/grove.ts";

const LOG = [1, 2, 3, 4, 5, 6]
  .map((n) => `2026-06-14T15:16:0${n}Z gate: refused badge ${n * 111} at 10.0.0.7`)
  .join("\n");

describe("grove learn", () => {
  it("prints a source and a rule that check, and that fire on the log", () => {
    const folder = folderOf({ "logs/gate.log": LOG });
    const { code, stdout, stderr } = grove("learn", "logs/gate.log", folder);
    assert.equal(code, 0, stderr);
    assert.match(stderr, /^6 of the first 6 lines are records/);
    fs.writeFileSync(path.join(folder, "gate.grove"), stdout);
    assert.equal(grove("check", folder).code, 0);
    const found = grove("replay", folder, "--json").objects.filter(({ kind }) => kind === "detection");
    assert.ok(found.length > 0);
  });

  it("gives the draft as one object", () => {
    const { objects } = grove("learn", "logs/gate.log", folderOf({ "logs/gate.log": LOG }), "--json");
    assert.equal(objects.length, 1);
    const [draft] = objects;
    assert.deepEqual([draft!["kind"], draft!["name"], draft!["lines"], draft!["records"]], ["draft", "gate", 6, 6]);
  });

  it("takes a name that the folder's rules leave free", () => {
    const rules = 'source gate from application {\n  files "x.log"\n  format text\n  time timestamp\n}\n';
    const { stdout } = grove("learn", "logs/gate.log", folderOf({ "logs/gate.log": LOG, "a.grove": rules }));
    assert.match(stdout, /^source gate_2 from /);
  });

  it("says which source reads the log already, for the second one by name would get no line", () => {
    const rules = 'source gate from application {\n  files "logs/*.log"\n  format text\n  time timestamp\n}\n';
    const { stdout } = grove("learn", "logs/gate.log", folderOf({ "logs/gate.log": LOG, "a.grove": rules }));
    assert.match(stdout, /^\/\/ gate reads this log already, .*: keep one\.\nsource gate_2 from /);
  });

  it("says what is wrong, and what to do", () => {
    const folder = folderOf({ "empty.log": "", "out.txt": "hello\n" });
    for (const [args, message] of [
      [["empty.log", folder], /empty\.log gives no source: it is empty\. Choose a log/],
      [["out.txt", folder], /no line of it begins with a time/],
      [["none.log", folder], /there is no file none\.log/],
      [["/etc/hostname", folder], /outside the workspace folder .*: copy it there, or give a folder that holds it/],
      [[], /learn needs a log file: grove learn logs\/auth\.log/],
    ] as const) {
      const { code, stderr, stdout } = grove("learn", ...args);
      assert.equal(code, 2);
      assert.match(stderr, message);
      assert.equal(stdout, "");
    }
  });
});
