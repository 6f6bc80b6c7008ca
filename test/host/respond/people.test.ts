/** What a person is asked: before anything is called, and on the way. */
import assert from "node:assert/strict";
import { plannedCalls, type PlannedCall } from "../../../server/engine/respond/planned.ts";
import type { Program } from "../../../server/model/program.ts";
import { programOf } from "../../engine/respond/kit.ts";
import { ECHO, live, scripts, stepsOf } from "./kit.ts";

describe("a person who is asked", () => {
  const program = (): Program =>
    programOf(`action echo(text: string) { exec ["./echo.sh", text] }
      playbook p { on seen  sure: approve "Block " + user + "?" by "soc" { echo("yes " + user) } else { echo("no") } }`);

  it("decides which way is taken", async () => {
    const root = scripts({ "echo.sh": ECHO });
    const asked: string[] = [];
    const runs = await live(root, program(), [{ fields: { user: "ann" } }], {
      ask: ({ text, by }) => {
        asked.push(`${text} ${by.join()}`);
        return Promise.resolve({ approved: true, by: "bob" });
      },
    });
    assert.deepEqual(asked, ["Block ann? soc"]);
    assert.deepEqual(stepsOf(runs[0]!), ["sure: done", "echo: done: exit code 0", "echo: untaken"]);
    const [refused] = await live(root, program(), [{ fields: { user: "ann" } }]);
    assert.deepEqual(stepsOf(refused!), ["sure: refused", "echo: untaken", "echo: done: exit code 0"]);
  });
});

describe("what playbooks may call", () => {
  it("is listed once for each playbook, with what is computed left open", () => {
    const program =
      programOf(`action block(address: ip, user: string) { http POST "https://fw.example:8443/api/" + user + "/x" json { address } }
      action run(x: string) { exec ["/usr/bin/logger", "-t", x] }
      playbook p { on seen  block(ip, user)  if true { run("x") }  on failure { run("y") } }
      playbook q { on seen  run("x") }`);
    const expected: readonly PlannedCall[] = [
      {
        playbook: "p",
        action: "block",
        kind: "http",
        line: "POST https://fw.example:8443/api/…/x",
        target: "https://fw.example:8443",
      },
      { playbook: "p", action: "run", kind: "exec", line: "/usr/bin/logger -t …", target: "/usr/bin/logger" },
      { playbook: "q", action: "run", kind: "exec", line: "/usr/bin/logger -t …", target: "/usr/bin/logger" },
    ];
    assert.deepEqual(plannedCalls(program), expected);
  });
});
