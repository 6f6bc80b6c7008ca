/** `grove check`: what is found, how often one mistake is told, and what the logs add to it. */
import assert from "node:assert/strict";
import path from "node:path";
import { accepted, failed, folderOf, GUESSED, SSHD } from "../kit/folder.ts";
import { grove } from "../kit/grove.ts";

const attack = [failed(1), failed(2), accepted(3)].join("\n") + "\n";

describe("grove check", () => {
  it("is content with sound rules", () => {
    const { code, stdout } = grove("check", folderOf({ "a.grove": SSHD + GUESSED }));
    assert.equal(code, 0);
    assert.match(stdout, /1 rule file, 1 source, 1 rule, 0 tests/);
  });

  it("wants the folder of a rule file, for its files are one", () => {
    const file = path.join(folderOf({ "a.grove": SSHD }), "a.grove");
    const { code, stderr } = grove("check", file);
    assert.equal(code, 2);
    assert.ok(stderr.includes(`give that: ${path.dirname(file)}`), stderr);
  });

  it("puts errors on stdout as file:line:column and exits with 1", () => {
    const { code, stdout } = grove("check", folderOf({ "a.grove": "event a = b" }));
    assert.equal(code, 1);
    assert.match(stdout, /^a\.grove:1:11: error\[unknown-name\]: /m);
  });

  it("says once what is left out because of one mistake, with how often", () => {
    const root = folderOf({ "a.grove": `${SSHD.replace("syslog", "sislog")}${GUESSED}` });
    const { stdout } = grove("check", root);
    const left = stdout.split("\n").filter((line) => line.includes("[broken-dependency]"));
    const { objects } = grove("check", root, "--json");
    const all = objects.filter((each) => each["code"] === "broken-dependency");
    const ofSource = all.filter(({ message }) => String(message).includes("`sshd`"));
    assert.ok(ofSource.length > 1, stdout);
    assert.equal(left.length, new Set(all.map(({ message }) => message)).size);
    assert.ok(
      left[0]!.endsWith(` So in ${ofSource.length - 1} more place${ofSource.length === 2 ? "" : "s"}.`),
      left[0],
    );
  });

  it("gives the same as JSON", () => {
    const { code, objects } = grove("check", folderOf({ "a.grove": "\nevent a = b" }), "--json");
    assert.equal(code, 1);
    const { kind, severity, file, line, column, endColumn } = objects.find((each) => each["code"] === "unknown-name")!;
    assert.deepEqual(
      { kind, severity, file, line, column, endColumn },
      { kind: "diagnostic", severity: "error", file: "a.grove", line: 2, column: 11, endColumn: 12 },
    );
  });
});

describe("grove check --logs", () => {
  const root = folderOf({
    "a.grove": SSHD + GUESSED,
    "auth.log": `no time in here\n${attack}`,
    "b.grove": 'source gone from application {\n  files  "gone/*.log"\n  format text\n  time   timestamp\n}\n',
  });

  it("says what the logs do not have or cannot give; a warning is no fault", () => {
    const { code, stdout } = grove("check", "--logs", root);
    assert.equal(code, 0, stdout);
    assert.match(stdout, /^b\.grove:2:\d+: warning\[no-files\]: .*`gone\/\*\.log`/m);
    assert.match(stdout, /^a\.grove:\d+:\d+: \w+\[unparsed-lines\]: 1 of \d+ lines .*auth\.log:1: no time in here/m);
  });

  it("is what is asked for: without it no log is looked at", () => {
    assert.doesNotMatch(grove("check", root).stdout, /no-files|unparsed-lines/);
  });
});
