import assert from "node:assert/strict";
import fc from "fast-check";
import { readFileSync } from "node:fs";
import { check, MOST } from "../../server/checks/index.ts";
import { Model } from "../../server/model/workspace.ts";

const sample = readFileSync(new URL("../../samples/ssh/ssh.grove", import.meta.url), "utf8");

describe("model", () => {
  it("parses only what changed", () => {
    const model = new Model();
    model.set("a.grove", "event a = b");
    model.set("b.grove", "event b = c");
    const before = model.analysis();
    model.set("b.grove", "event b = d");
    const after = model.analysis();
    assert.equal(after.document("a.grove"), before.document("a.grove"));
    assert.notEqual(after.document("b.grove"), before.document("b.grove"));
  });

  it("parses one text for a question about it, and the others when told to, or when they are needed", () => {
    const model = new Model();
    const names = ["a", "b", "c"];
    for (const name of names) model.set(`${name}.grove`, `event ${name} = sshd\n`);
    assert.equal(model.document("b.grove")?.tree.declarations.length, 1);
    let left = 1;
    assert.equal(
      model.parse(() => left-- > 0),
      false,
    );
    assert.equal(
      model.parse(() => true),
      true,
    );
    assert.equal(
      model.parse(() => false),
      true,
    );
    assert.deepEqual(
      model.analysis().names.declared.map(({ definition }) => definition?.name),
      names,
    );
  });

  it("uses of a text again what an earlier state had, also where nobody has read the states between", () => {
    const model = new Model();
    model.set("a.grove", "event a = sshd\n");
    const before = model.document("a.grove")!.tree.declarations[0];
    model.set("a.grove", "event a = sshd\nevent b");
    model.set("a.grove", "event a = sshd\nevent b = a\n");
    assert.equal(model.document("a.grove")!.tree.declarations[0], before);
  });

  it("analyzes only when something changed", () => {
    const model = new Model();
    model.set("a.grove", "event a = b");
    const first = model.analysis();
    model.set("a.grove", "event a = b");
    assert.equal(model.analysis(), first);
    model.remove("none.grove");
    assert.equal(model.analysis(), first);
    model.remove("a.grove");
    assert.deepEqual(model.analysis().documents, []);
  });

  it("treats an untitled document like a file", () => {
    const model = new Model();
    model.set("untitled:Untitled-1", sample);
    assert.equal(model.analysis().program.rules.length, 3);
  });

  it("knows the sample without a complaint", () => {
    const model = new Model();
    model.set("ssh.grove", sample);
    assert.deepEqual(check(model.analysis()), []);
  });

  it("shows the first of thousands of problems and counts the others", function () {
    this.timeout(20_000);
    const model = new Model();
    const rules = Array.from({ length: 5000 }, (_, i) => `rule r${i} { severity hihg when nowhere }`);
    model.set("bad.grove", rules.join("\n"));
    const found = check(model.analysis());
    assert.equal(found.length, MOST + 1);
    assert.match(found.at(-1)!.message, /9800 more problems/);
  });

  it("shows errors before warnings, however far down they stand", () => {
    const model = new Model();
    const scores = Array.from(
      { length: 300 },
      (_, at) => `score s${at} by rule of detection over 1h { measure n = count() }\n`,
    );
    model.set("a.grove", `${scores.join("")}event a = nowhere\n`);
    const found = check(model.analysis());
    assert.equal(found.filter(({ code }) => code === "unknown-name").length, 1);
    const [last] = found.slice(-1);
    assert.equal(last?.code, "too-many");
    assert.equal(last?.more?.length, Number(/^There are (\d+) more/.exec(last!.message)![1]));
  });

  it("never throws: the sample with a piece cut out, doubled or replaced", function () {
    this.timeout(30_000);
    const piece = fc.tuple(
      fc.nat(sample.length),
      fc.nat(60),
      fc.constantFrom("", "{", "}", "where", '"', "label:", "every", "detection", "("),
    );
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 4 }), (pieces) => {
        let text = sample;
        for (const [start, length, instead] of pieces)
          text = text.slice(0, start) + instead + text.slice(start + length);
        const model = new Model();
        model.set("a.grove", text);
        const analysis = model.analysis();
        for (const { start, end } of check(analysis)) assert.ok(start <= end && end <= text.length);
        for (const [start] of pieces) analysis.scopeAt("a.grove", start);
      }),
      { numRuns: 100 },
    );
  });
});
