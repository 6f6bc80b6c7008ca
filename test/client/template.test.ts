/** What a new rule file starts with must be something to start with: no complaint, and its rule in the program. */
import assert from "node:assert/strict";
import { NEW_RULES } from "../../client/template.ts";
import { check } from "../../server/checks/index.ts";
import { Model } from "../../server/model/workspace.ts";

describe("a new rule file", () => {
  it("has nothing to complain about", () => {
    const model = new Model();
    model.set("new.grove", NEW_RULES);
    const analysis = model.analysis();
    assert.deepEqual(check(analysis), []);
    assert.deepEqual(
      analysis.program.rules.map(({ name }) => name),
      ["guessed_password"],
    );
  });
});
