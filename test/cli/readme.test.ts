/** Every command line that README shows runs, on the samples that it names. */
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { prepare, take } from "../../scripts/tour/walk.ts";
import { folderOf } from "../kit/folder.ts";

const page = fs.readFileSync(path.join(import.meta.dirname, "..", "..", "README.md"), "utf8");
const [, block = ""] = /^## On the command line\n```sh\n([^]*?)^```/m.exec(page) ?? [];
const commands = block
  .trimEnd()
  .split("\n")
  .map((line) => line.replace(/\s+#.*$/, ""));

describe("README's command lines", function () {
  this.timeout(60_000);
  const folder = folderOf({});
  before(() => prepare(folder));

  it("are there", () => assert.ok(commands.length >= 10));

  for (const command of commands.filter((each) => !each.includes("--listen")))
    it(command, () => {
      const { code, output } = take({ kind: "run", command, prints: [] }, folder);
      // The sample has a detection of that severity.
      assert.equal(code, command.includes("--fail-on") ? 1 : 0, output);
      assert.notEqual(output, "");
    });
});
