import assert from "node:assert/strict";
import { parse } from "../../../grammar/parse.ts";
import { DECLARATIONS } from "../../../server/features/completion/snippets.ts";

describe("snippets", () => {
  for (const { label, detail, body } of DECLARATIONS) {
    it(`begins ${label} (${detail}) without an error of form`, () => {
      const filled = body
        .join("\n")
        .replace(/\$\{\d+\|(\w+)[^}]*\|\}/g, "$1")
        .replace(/\$\{\d+:((?:\\.|[^\\}])*)\}/g, (_, text: string) => text.replaceAll("\\}", "}"));
      assert.ok(!filled.includes("$"), filled);
      assert.deepEqual(parse(filled).errors, []);
    });
  }
});
