/** README of the package: what stands in the editor's page of the extension. */
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { readmeOfPackage } from "../../scripts/packageReadme.ts";

const readme = fs.readFileSync(path.join(import.meta.dirname, "../../README.md"), "utf8");

describe("README of the package", () => {
  it("has no picture and no link that leads nowhere", () => {
    const shown = readmeOfPackage(readme);
    assert.match(readme, /!\[/);
    assert.doesNotMatch(shown, /!\[|\]\((?!https:)|<!--/);
  });

  it("leaves out what is of use in a clone alone, and keeps the rest", () => {
    const titles = (page: string): string[] => [...page.matchAll(/^## (.+)$/gm)].map(([, title]) => title!);
    const all = titles(readme);
    assert.deepEqual(
      titles(readmeOfPackage(readme)),
      all.filter((title) => !["Two commands", "More"].includes(title)),
    );
    assert.equal(all.length - 2, titles(readmeOfPackage(readme)).length);
  });

  it("keeps the words of what was a link, and what is on the web", () => {
    const page =
      "# A\n\n![p](docs/p.png)\n\nA week\n([its story](docs/w.md)): see [the tour](docs/t.md), [`x`](docs/x.md) and [ATT&CK](https://attack.example).\n";
    assert.equal(readmeOfPackage(page), "# A\n\nA week: see the tour, `x` and [ATT&CK](https://attack.example).\n");
  });
});
