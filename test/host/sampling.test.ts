import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { setImmediate } from "node:timers/promises";
import { sampleNow } from "../../server/host/sample.ts";
import { startSampling } from "../../server/host/sampling.ts";
import { Model } from "../../server/model/workspace.ts";
import { failed, folderOf, SSHD } from "../kit/folder.ts";

const LINES = Array.from({ length: 40 }, (_, index) => failed(index, `203.0.113.${index % 3}`)).join("\n");

function programOf(text = SSHD) {
  const model = new Model();
  model.set("a.grove", text);
  return model.analysis().program;
}

describe("a look into the logs in a thread of its own", function () {
  this.timeout(20_000);

  it("finds what is found without a thread", async () => {
    const root = folderOf({ "a.log": `${LINES}\n` });
    const facts = await startSampling(root, programOf()).facts;
    assert.deepEqual(facts, sampleNow(root, programOf()));
    assert.equal(facts?.["sshd"]?.records, 40);
  });

  it("leaves its caller free: what is due at once goes on before there is an answer", async () => {
    const root = folderOf({ "a.log": `${LINES}\n` });
    let settled = false;
    const facts = startSampling(root, programOf()).facts.then(() => (settled = true));
    await setImmediate();
    assert.equal(settled, false);
    assert.equal(await facts, true);
  });

  it("has no answer once it was stopped", async () => {
    const root = folderOf({ "a.log": `${LINES}\n` });
    const sampling = startSampling(root, programOf());
    sampling.stop();
    assert.equal(await sampling.facts, null);
  });

  it("says what went wrong", async () => {
    const root = folderOf({});
    rmSync(root, { recursive: true });
    await assert.rejects(startSampling(root, programOf()).facts, /ENOENT/);
  });

  it("takes along the lists and tables that a source reads, and no others", async () => {
    const text = `${SSHD.replace("map {", "only user in people\n  map {")}
list people = ["root"]
list others = ["admin"]
`;
    const root = folderOf({ "a.log": `${LINES}\n${failed(50, "203.0.113.1", "admin")}\n` });
    const facts = await startSampling(root, programOf(text)).facts;
    assert.deepEqual(facts?.["sshd"]?.fields["user"]?.values, [["root", 40]]);
  });

  it("has nothing to do where there is no source", async () => {
    const { facts } = startSampling("/nowhere", programOf("list a = []"));
    assert.deepEqual(await facts, {});
  });
});
