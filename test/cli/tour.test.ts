/** docs/tour: every command of the pages runs, every rule checks, and what the pages say is printed is printed. */
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { missingLine, tourFolder, tourPages } from "../../scripts/tour/pages.ts";
import { prepare, take } from "../../scripts/tour/walk.ts";
import { folderOf } from "../kit/folder.ts";

describe("the tour", function () {
  this.timeout(120_000);
  const folder = folderOf({});
  before(() => prepare(folder));
  const pages = tourPages();

  it("has commands and rules on its pages", () => {
    assert.equal(pages.length, 6);
    for (const { name, steps } of pages) assert.ok(steps.length > 0, name);
  });

  for (const { name, text, steps } of pages)
    describe(name, () => {
      for (const step of steps)
        it(step.kind === "run" ? step.command : `writes ${step.path}`, () => {
          const { code, output } = take(step, folder);
          const prints = step.kind === "run" ? step.prints : [];
          assert.equal(code, prints.some((line) => line.includes(": error[")) ? 1 : 0, output);
          assert.equal(missingLine(prints, output), undefined, output);
        });

      it("has no example that is left out", () => {
        const fences = [...text.matchAll(/^```(?:sh|grove)/gm)].length;
        const commands = steps.filter(({ kind }) => kind === "run");
        const blocks = [...text.matchAll(/^```sh\n([^]*?)^```/gm)];
        assert.equal(fences - blocks.length, steps.length - commands.length);
        assert.equal(blocks.flatMap(([, body = ""]) => body.trimEnd().split("\n")).length, commands.length);
      });

      it("shows pictures and links to pages that are there", () => {
        const targets = [...text.matchAll(/\]\(([^)#]+)|srcset="([^"]+)"|src="([^"]+)"/g)];
        const missing = targets
          .map(([, link, set, src]) => link ?? set ?? src ?? "")
          .filter((target) => !fs.existsSync(path.join(tourFolder, target)));
        assert.deepEqual(missing, []);
      });
    });
});
