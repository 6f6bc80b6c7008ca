/** Programs that playbooks run: real processes. */
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { programOf } from "../../engine/respond/kit.ts";
import { ECHO, live, scripts, stepsOf } from "./kit.ts";

/** A process that nobody has waited for yet is as dead as one that is gone. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    const stat = `/proc/${pid}/stat`;
    return !fs.existsSync(stat) || !/\) Z /.test(fs.readFileSync(stat, "utf8"));
  } catch {
    return false;
  }
}

describe("programs that playbooks run", () => {
  it("get their arguments as they are, without a shell, and answer with fields", async () => {
    const root = scripts({ "echo.sh": ECHO });
    const program = programOf(`action echo(text: string, other: string) { exec ["./echo.sh", text, other] }
      playbook p { on seen
        one: echo(user, "$(touch pwned); x")
        two: echo(one.text + "!", one.text) }`);
    const [run] = await live(root, program, [{ fields: { user: "a b; exit 1" } }]);
    assert.deepEqual(stepsOf(run!), ["one: done: exit code 0", "two: done: exit code 0"]);
    assert.deepEqual(run!.steps[0]!.result, [
      ["text", "a b; exit 1"],
      ["deep.count", 2],
    ]);
    assert.deepEqual(run!.steps[1]!.result[0], ["text", "a b; exit 1!"]);
    assert.equal(fs.existsSync(path.join(root, "pwned")), false);
    assert.equal(run!.mode, "live");
  });

  it("see nothing of the environment but where programs are found", async () => {
    const root = scripts({ "env.sh": "#!/bin/sh\nenv | cut -d= -f1 | sort | tr '\\n' ' '\n" });
    const program = programOf('action show() { exec ["./env.sh"] }\nplaybook p { on seen  show() }');
    const [run] = await live(root, program, [{}]);
    const names = String(run!.steps[0]!.result[0]![1]).split(" ");
    // Those that a shell sets by itself aside.
    assert.deepEqual(
      names.filter((name) => !["PWD", "OLDPWD", "SHLVL", "_"].includes(name)),
      ["LANG", "PATH"],
    );
  });

  it("lie in the workspace folder, or were agreed to", async () => {
    const root = scripts({ "in.sh": "#!/bin/sh\n" });
    fs.symlinkSync("/bin/true", path.join(root, "link"));
    const program = programOf(`action inside() { exec ["in.sh"] }
      action linked() { exec ["./link"] }
      action up() { exec ["../true"] }
      action gone() { exec ["true"] }
      action absolute() { exec ["/bin/true"] }
      playbook p { on seen  inside()  linked()  up()  gone()  absolute() }`);
    const [agreed] = await live(root, program, [{}]);
    assert.deepEqual(
      agreed!.steps.map(({ outcome }) => outcome),
      ["done", "failed", "failed", "failed", "done"],
    );
    assert.match(agreed!.steps[1]!.reason!, /leads out of the workspace folder/);
    assert.match(agreed!.steps[3]!.reason!, /there is no program `true` in the workspace folder/);
    const [refused] = await live(root, program, [{}], { agreed: [] });
    assert.match(refused!.steps[4]!.reason!, /`\/bin\/true` was not among the programs that were agreed to/);
  });

  it("end with all that they started when their time is up; what they say is bounded", async () => {
    const root = scripts({
      "slow.sh": "#!/bin/sh\nsleep 60 &\necho $! > child.pid\nwait\n",
      "loud.sh": "#!/bin/sh\nhead -c 1000000 /dev/zero | tr '\\0' x\n",
      "bad.sh": "#!/bin/sh\necho 'no such host' >&2\nexit 3\n",
    });
    const program = programOf(`action slow() { exec ["./slow.sh"]  timeout 2s }
      action loud() { exec ["./loud.sh"] }
      action bad() { exec ["./bad.sh"]  retry 1 }
      playbook p { on seen  slow()  loud()  bad() }`);
    const [run] = await live(root, program, [{}]);
    const [slow, loud, bad] = run!.steps;
    assert.equal(slow!.reason, "no answer within 2s");
    const pid = Number(fs.readFileSync(path.join(root, "child.pid"), "utf8"));
    while (isAlive(pid)) await new Promise(setImmediate);
    assert.equal(String(loud!.result[0]![1]).length, 64 * 1024);
    assert.deepEqual(
      bad!.attempts.map(({ status }) => status),
      ["exit code 3: no such host", "exit code 3: no such host"],
    );
    // Half a second lies between two attempts.
    assert.ok(bad!.attempts[1]!.begin - bad!.attempts[0]!.end >= 490_000);
    assert.equal(run!.result, "failed");
  });

  it("have ended when they end, whatever they leave behind: nothing is run a second time", async () => {
    const stay = `#!/bin/sh\necho ran >> calls\nsleep 60 &\necho $! > left\necho '{"ticket":"T-1"}'\n`;
    const root = scripts({ "stay.sh": stay });
    const program = programOf(`action stay() { exec ["./stay.sh"] timeout 20s retry 1 }
      playbook p { on seen  s: stay() }`);
    const [run] = await live(root, program, [{ fields: {} }]);
    assert.deepEqual(stepsOf(run!), ["s: done: exit code 0"]);
    assert.deepEqual(run!.steps[0]!.result, [["ticket", "T-1"]]);
    assert.equal(fs.readFileSync(path.join(root, "calls"), "utf8"), "ran\n");
    // It goes with its group; the test's own time limit says that it did not.
    const pid = Number(fs.readFileSync(path.join(root, "left"), "utf8"));
    while (isAlive(pid)) await new Promise(setImmediate);
  });

  it("may kill their playbook's process: its runs end as stopped, others go on, and later ones find a new process", async () => {
    const root = scripts({ "kill.sh": "#!/bin/sh\nkill -9 $PPID\n", "echo.sh": ECHO });
    const program = programOf(`action crash() { exec ["./kill.sh"] }
      action echo(text: string) { exec ["./echo.sh", text] }
      playbook bad { on seen  crash() }
      playbook good { on seen  echo("x")  echo("y") }`);
    const given = ["1", "2", "3"].flatMap((id) => [
      { id: `bad ${id}`, playbook: "bad" },
      { id: `good ${id}`, playbook: "good" },
    ]);
    const runs = await live(root, program, given, { limits: { waiting: 100, running: 1 } });
    const results = runs.map(({ id, result }) => `${id} ${result}`).sort();
    const expected = ["1", "2", "3"].flatMap((id) => [`bad ${id} stopped`, `good ${id} done`]).sort();
    assert.deepEqual(results, expected);
    assert.match(runs.find(({ playbook }) => playbook === "bad")!.error!, /its process ended \(SIGKILL\)/);
  });

  it("run once per value across runs and playbooks", async () => {
    const root = scripts({ "count.sh": '#!/bin/sh\necho "$1" >> calls\n' });
    const program = programOf(`action count(x: string) { exec ["./count.sh", x]  once per x }
      playbook a { on seen  count(user) }
      playbook b { on seen  count(user)  count(user) }`);
    const given = ["1", "2"].flatMap((id) =>
      ["a", "b"].map((playbook) => ({ id: playbook + id, playbook, fields: { user: id } })),
    );
    const runs = await live(root, program, given);
    assert.deepEqual(
      runs.map(({ result }) => result),
      ["done", "done", "done", "done"],
    );
    assert.deepEqual(fs.readFileSync(path.join(root, "calls"), "utf8").trim().split("\n").sort(), ["1", "2"]);
  });
});
