/** docs/playbooks.md: its playbook checks clean and runs as the page says. */
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { check } from "../../server/checks/index.ts";
import { analysisOf, SSHD } from "../kit/rules.ts";
import { simulate } from "../engine/respond/kit.ts";

const page = fs.readFileSync(path.join(import.meta.dirname, "..", "..", "docs", "playbooks.md"), "utf8");
const text = /```grove\n([^]*?)```/.exec(page)![1]!;
const RULE = "rule guessed_password { severity high  by ip, user  when login }";

describe("docs/playbooks.md", () => {
  const analysis = analysisOf([
    { path: "page.grove", text },
    { path: "rest.grove", text: SSHD + RULE },
  ]);

  it("has a playbook without a fault", () =>
    assert.deepEqual(
      check(analysis).filter(({ document }) => document === "page.grove"),
      [],
    ));

  it("runs it: what names nothing begins at once, what names something waits", () => {
    const [run] = simulate(analysis.program, [{ fields: { ip: "203.0.113.9", user: "m.chen" } }]);
    const [block, who, sure, disable, told] = run!.steps;
    assert.equal(run!.result, "done");
    assert.deepEqual([block!.begin, who!.begin], [0, 0]);
    assert.equal(sure!.begin, who!.end);
    assert.equal(sure!.title, "Disable Mei Chen?");
    assert.equal(disable!.begin, sure!.end);
    assert.equal(told!.begin, block!.end);
    assert.equal(told!.request!.line, './scripts/tell.sh soc "blocked: SIM-1"');
  });
});
