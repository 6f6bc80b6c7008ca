/** Playbooks on the command line: simulated by default, for real with --live --yes and not without. */
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { accepted, failed, folderOf, GUESSED, SSHD } from "../kit/folder.ts";
import { grove } from "../kit/grove.ts";

const RESPONSE = `
action block(address: ip) {
  exec     ["./block.sh", address]
  once per address
  simulate takes 2s returns { ticket = "SIM" }
}
action tell(text: string) { exec ["./block.sh", text]  simulate takes 1s }
playbook contain {
  on guessed where severity >= high
  done: block(ip)
  tell(user)
  after done { tell("ticket " + done.ticket) }
}
`;

function workspace(): string {
  const root = folderOf({
    "rules.grove": SSHD + GUESSED + RESPONSE,
    "auth.log": `${[failed(1), failed(2), accepted(3)].join("\n")}\n`,
    "block.sh": '#!/bin/sh\necho "$1" >> called\necho \'{"ticket":"T-1"}\'\n',
  });
  fs.chmodSync(path.join(root, "block.sh"), 0o755);
  return root;
}

const called = (root: string): string => {
  const file = path.join(root, "called");
  return fs.existsSync(file) ? fs.readFileSync(file, "utf8") : "";
};

describe("grove replay with playbooks", () => {
  it("simulates them and says so", () => {
    const root = workspace();
    const { code, stdout } = grove("replay", root);
    assert.equal(code, 0);
    assert.match(stdout, /1 playbook run, simulated: nothing left this machine\n/);
    assert.match(
      stdout,
      /09:00:03 {2}contain {2}guessed 203\.0\.113\.9 {2}done in 3s, one after the other 4s, 3 steps\n/,
    );
    assert.match(stdout, /contain: 1 run, 3 calls\n/);
    assert.equal(called(root), "");
  });

  it("writes each run as JSON, and the sums into the summary", () => {
    const { objects } = grove("replay", workspace(), "--json");
    const run = objects.find(({ kind }) => kind === "run")!;
    const detection = objects.find(({ kind }) => kind === "detection")!;
    assert.equal(run["raised"], "2026-06-14T09:00:03.000000Z");
    assert.deepEqual([run["took"], run["serial"], run["result"], run["mode"]], [3, 4, "done", "simulated"]);
    assert.deepEqual((run["on"] as Record<string, unknown>)["id"], detection["id"]);
    const steps = run["steps"] as readonly Record<string, unknown>[];
    assert.deepEqual(
      steps.map(({ title, begin, took, waited }) => [title, begin, took, waited]),
      [
        ["block(203.0.113.9)", 0, 2, []],
        ['tell("root")', 0, 1, []],
        ['tell("ticket SIM")', 2, 1, [0]],
      ],
    );
    const sums = { runs: 1, done: 1, failed: 0, stopped: 0, calls: 3, saved: 0, retries: 0 };
    assert.deepEqual(objects.at(-1)!["playbooks"], { contain: sums });
  });

  it("--live lists what would be called, and stops at that", () => {
    const root = workspace();
    const { code, stderr, stdout } = grove("replay", root, "--live");
    assert.equal(code, 2);
    assert.match(stderr, /With --yes these playbooks would call, .*\n {2}contain {2}\.\/block\.sh …\n/);
    assert.match(stdout, /simulated: nothing left this machine/);
    assert.equal(called(root), "");
  });

  it("--live --yes calls", () => {
    const root = workspace();
    const { code, objects } = grove("replay", root, "--live", "--yes", "--json");
    assert.equal(code, 0);
    const run = objects.find(({ kind }) => kind === "run")!;
    assert.deepEqual([run["mode"], run["result"]], ["live", "done"]);
    assert.deepEqual(called(root).trim().split("\n").sort(), ["203.0.113.9", "root", "ticket T-1"]);
    const { contain } = objects.at(-1)!["playbooks"] as Record<string, Record<string, number>>;
    assert.deepEqual([contain!["runs"], contain!["done"], contain!["calls"]], [1, 1, 3]);
  });

  it("--live --yes calls nothing from rule files with an error", () => {
    const root = workspace();
    fs.writeFileSync(path.join(root, "broken.grove"), "rule half {");
    const { code, stderr, stdout } = grove("replay", root, "--live", "--yes");
    assert.equal(code, 2);
    assert.match(
      stderr,
      /broken\.grove:1:\d+: error\[syntax\].*\nerror: nothing was called: while an error stands in the rule files/s,
    );
    assert.equal(stdout + called(root), "");
  });

  it("--yes alone, and --live without a playbook, are usage errors", () => {
    const root = workspace();
    assert.match(grove("replay", root, "--yes").stderr, /without --live there is nothing to agree to/);
    fs.writeFileSync(path.join(root, "rules.grove"), SSHD + GUESSED);
    const { code, stderr } = grove("replay", root, "--live", "--yes");
    assert.equal(code, 2);
    assert.match(stderr, /there is none that could run/);
  });
});
