/** The index of docs/language.md knows every word of the language, as `npm run generate` writes it. */
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { languageIndex, languageWords, withIndex } from "../../scripts/languageIndex.ts";

const page = fs.readFileSync(path.join(import.meta.dirname, "..", "..", "docs", "language.md"), "utf8");

describe("the index of docs/language.md", () => {
  it("is what the generator writes", () => assert.equal(page, withIndex(page)));

  it("has every word of the language", () => {
    const index = languageIndex(page);
    for (const word of languageWords()) assert.ok(index.includes(`[${word}](#`), word);
  });

  it("leads to the section that bears a word's name, where there is one", () => {
    const index = languageIndex(page);
    for (const word of ["sequence", "no", "until", "emit", "ties", "learn"])
      assert.ok(index.includes(`[${word}](#${word})`), word);
    assert.ok(index.includes("[lateness](#source)"));
    assert.ok(index.includes("[approve](#actions-and-playbooks)"));
    assert.ok(index.includes("[distinct()](#aggregates)"));
  });
});
