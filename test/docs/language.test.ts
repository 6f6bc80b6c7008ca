/** What docs/language.md shows is one workspace that checks clean and passes its own tests. */
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { check } from "../../server/checks/index.ts";
import { runTest } from "../../server/engine/test.ts";
import { Model } from "../../server/model/workspace.ts";

const page = fs.readFileSync(path.join(import.meta.dirname, "..", "..", "docs", "language.md"), "utf8");
const blocks = [...page.matchAll(/^```grove\n([\s\S]*?)^```$/gm)].map((match) => match[1]!);

describe("docs/language.md", () => {
  const model = new Model();
  blocks.forEach((text, i) => model.set(`block ${i + 1}.grove`, text));
  const analysis = model.analysis();

  it("has examples without errors or warnings", () => {
    assert.ok(blocks.length >= 6);
    assert.deepEqual(
      check(analysis).filter((each) => each.severity !== "information"),
      [],
    );
  });

  it("passes its own tests", () => {
    assert.ok(analysis.program.tests.length > 0);
    for (const test of analysis.program.tests) assert.deepEqual(runTest(analysis.program, test), []);
  });
});
