/** README's list of what is not supported yet is the table that the engine goes by. */
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { supportList, withSupportList } from "../../scripts/supportList.ts";

describe("README", () => {
  it("lists what is not supported, as `npm run generate` writes it", () => {
    const page = fs.readFileSync(path.join(import.meta.dirname, "..", "..", "README.md"), "utf8");
    assert.equal(page, withSupportList(page, supportList()));
  });
});
