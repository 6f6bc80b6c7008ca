import assert from "node:assert/strict";
import { once } from "node:events";
import { run, runQuietly, startGroup } from "../../scripts/processes.ts";

const node = process.execPath;

/** A parent whose child writes a line and waits for ever, as it does; `stubborn`: both ignore polite signals. */
function family(stubborn: boolean): string {
  const wait = `${stubborn ? "process.on('SIGTERM', () => {});" : ""} setInterval(() => {}, 1000);`;
  const child = `${wait} console.log("ready");`;
  return `${wait} require("node:child_process").spawn(process.execPath, ["-e", ${JSON.stringify(child)}], { stdio: "inherit" });`;
}

describe("processes", () => {
  for (const stubborn of [false, true]) {
    it(`a group ends with its grandchildren${stubborn ? ", also those that ignore polite signals" : ""}`, async () => {
      const group = startGroup(node, ["-e", family(stubborn)], process.env);
      // Both hold the other end of this pipe; it ends when the last of them has.
      const allEnded = once(group.child.stderr.resume(), "end");
      await once(group.child.stdout, "data");
      await group.stop(200);
      await allEnded;
    });
  }

  it("a stopped group leaves no listener behind", async () => {
    const before = process.listenerCount("SIGTERM") + process.listenerCount("exit");
    const group = startGroup(node, ["-e", "setInterval(() => {}, 1000)"], process.env);
    await group.stop();
    assert.equal(process.listenerCount("SIGTERM") + process.listenerCount("exit"), before);
  });

  it("a program's exit code is the result", async () => {
    assert.equal(await run(node, ["-e", "process.exit(3)"]), 3);
  });

  it("what a failing quiet program wrote is in the error", async () => {
    await assert.rejects(
      runQuietly(node, ["-e", "console.error('no disk'); process.exit(3)"]),
      /exit code 3:\nno disk$/,
    );
  });
});
