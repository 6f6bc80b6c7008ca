import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { generatedFiles } from "../../grammar/generate.ts";

describe("generated files", () => {
  for (const [path, content] of Object.entries(generatedFiles())) {
    it(`${path} is what \`npm run generate\` writes`, () => {
      assert.equal(readFileSync(new URL(`../../${path}`, import.meta.url), "utf8"), content);
    });
  }
});
