import assert from "node:assert/strict";
import { folderOf } from "../kit/folder.ts";
import { grove } from "../kit/grove.ts";

const RULES = `source app from application {
  files "app.log"
  format text
  time timestamp
  template 1 "{_when} {user} failed"
}
rule failed { severity low  by user  when app where template == 1 }
`;
const given = 'given app "2026-06-14T15:16:01Z <&ann> failed"';

describe("grove test --junit", () => {
  it("is XML with a suite for each rule file, and a failure with what was found instead", () => {
    const folder = folderOf({
      "app.grove": RULES,
      "tests/a.grove": `test "one & two" { ${given} expect failed once }\ntest "three" { ${given} expect no failed }\n`,
    });
    const { code, stdout } = grove("test", folder, "--junit");
    assert.equal(code, 1);
    assert.equal(
      stdout,
      `<?xml version="1.0" encoding="UTF-8"?>
<testsuites name="grove test">
  <testsuite name="tests/a.grove" tests="2" failures="1" errors="0">
    <testcase classname="tests/a.grove" name="one &amp; two" file="tests/a.grove"/>
    <testcase classname="tests/a.grove" name="three" file="tests/a.grove">
      <failure message="expected no detection of failed, found 1 detection" type="test-failed">tests/a.grove:2:63: error[test-failed]: expected no detection of failed, found 1 detection
    found failed  2026-06-14T15:16:01.000000Z  user &lt;&amp;ann&gt;</failure>
    </testcase>
  </testsuite>
</testsuites>
`,
    );
  });

  it("has the errors of the rules, for what has one was not tested", () => {
    const broken = `rule broken { severity low  when nothing }\ntest "x" { ${given} expect failed }\n`;
    const { code, stdout } = grove("test", folderOf({ "app.grove": RULES + broken }), "--junit");
    assert.equal(code, 2);
    assert.match(stdout, /<testsuite name="grove check" tests="1" failures="0" errors="1">/);
    assert.match(
      stdout,
      /<error message="[^"]*nothing[^"]*" type="unknown-name">app\.grove:8:\d+: error\[unknown-name\]<\/error>/,
    );
  });

  it("is not mixed with JSON", () => {
    const { code, stderr } = grove("test", folderOf({ "app.grove": RULES }), "--junit", "--json");
    assert.equal(code, 2);
    assert.match(stderr, /--json and --junit both write to stdout; give one of them/);
  });
});
