/** What is shipped says whose it is. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { notice } from "../../scripts/notice.ts";
import { root } from "../../scripts/paths.ts";

describe("NOTICE", function () {
  this.timeout(30_000);

  it("names every package in the bundles, as `npm run generate` writes it", async () => {
    assert.equal(readFileSync(join(root, "NOTICE"), "utf8"), await notice());
  });
});
