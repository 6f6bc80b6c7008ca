/** Scripts that take long say what they take instead of beginning, when they are asked or are given what they do not know. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import path from "node:path";

const root = path.join(import.meta.dirname, "../..");

function run(script: string, argument: string) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, argument], { cwd: root, encoding: "utf8" });
  return { status, stdout, stderr };
}

describe("the usage of scripts", function () {
  this.timeout(60_000);

  for (const [script, usage, wrong] of [
    ["scripts/screenshots.ts", /^Usage: npm run screenshots -- .*\n$/, "--nowhere"],
    ["test/bench/panel.ts", /^Usage: node test\/bench\/panel\.ts \[rows\].*\n$/, "many"],
  ] as const)
    it(`${script} --help is one line, and ${wrong} ends with it`, () => {
      const help = run(script, "--help");
      assert.match(help.stdout, usage);
      assert.deepEqual({ status: help.status, stderr: help.stderr }, { status: 0, stderr: "" });
      const refused = run(script, wrong);
      assert.equal(refused.status, 2);
      assert.ok(`${refused.stdout}${refused.stderr}`.endsWith(help.stdout));
      assert.doesNotMatch(refused.stderr, /\n {4}at /);
    });
});
