/** What docs/language.md shows is one workspace that checks clean and passes its own tests; what is for later checks too. */
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { tokenize } from "../../grammar/lexer.ts";
import { format } from "../../grammar/print.ts";
import { clauseWords, declarationWords, innerWords, reservedWords } from "../../grammar/words.ts";
import { check } from "../../server/checks/index.ts";
import { runTest } from "../../server/engine/test.ts";
import type { ListFile, TableFile } from "../../server/model/facts.ts";
import { AGGREGATES, FUNCTIONS, signature } from "../../server/model/functions.ts";
import { Model } from "../../server/model/workspace.ts";

const page = fs.readFileSync(path.join(import.meta.dirname, "..", "..", "docs", "language.md"), "utf8");
const blocks = fenced("grove");
const later = fenced("text").filter((text) => !text.startsWith("# "));

function fenced(language: string): readonly string[] {
  return [...page.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, "gm"))].map((match) => match[1]!);
}

/** A file of the folder is a `text` block that begins with its path. */
function listFiles(): Readonly<Record<string, ListFile>> {
  const files = fenced("text").filter((text) => text.startsWith("# "));
  return Object.fromEntries(
    files.map((file) => {
      const [head = "", ...lines] = file.trimEnd().split("\n");
      return [head.slice(2), { kind: "read", entries: lines.map((text, i) => ({ line: i + 2, text })) }];
    }),
  );
}

/** The same, read as rows of cells. */
function tableFiles(): Readonly<Record<string, TableFile>> {
  const tables = Object.entries(listFiles()).filter(([path]) => path.endsWith(".csv"));
  return Object.fromEntries(
    tables.map(([path, file]) => {
      const [columns = [], ...rows] = file.kind === "read" ? file.entries.map(({ text }) => text.split(",")) : [];
      return [path, { kind: "read", columns, rows }];
    }),
  );
}

function workspace(texts: readonly string[]): Model {
  const model = new Model();
  texts.forEach((text, i) => model.set(`block ${i + 1}.grove`, text));
  model.files = { lists: listFiles(), tables: tableFiles() };
  return model;
}

describe("docs/language.md", () => {
  const analysis = workspace(blocks).analysis();

  it("has examples without errors or warnings", () => {
    assert.ok(blocks.length >= 20);
    assert.deepEqual(
      check(analysis).filter((each) => each.severity !== "information"),
      [],
    );
  });

  for (const test of analysis.program.tests)
    it(`passes its test "${test.title}"`, () => assert.deepEqual(runTest(analysis.program, test), []));

  it("has a test in more than its section on tests", () => assert.ok(analysis.program.tests.length >= 10));

  it("shows declarations for later that check but for being later", () => {
    const found = check(workspace([...blocks, ...later]).analysis()).filter((each) => each.severity !== "information");
    assert.deepEqual([...new Set(found.map(({ code }) => code))], ["not-supported"]);
  });

  it("shows all of them as they are formatted", () => {
    for (const text of [...blocks, ...later]) assert.equal(text, format(text));
  });

  it("shows every word of the language in an example", () => {
    const examples = [...blocks, ...later];
    const shown = new Set(
      examples.flatMap((text) =>
        tokenize(text)
          .filter(({ semantic }) => semantic === "keyword")
          .map(({ start, end }) => text.slice(start, end)),
      ),
    );
    const words = Object.keys({ ...declarationWords, ...clauseWords, ...innerWords, ...reservedWords });
    assert.deepEqual(
      words.filter((word) => !shown.has(word.toLowerCase())),
      [],
    );
  });

  it("lists every function and aggregate", () => {
    for (const info of FUNCTIONS.values()) assert.ok(page.includes(`| \`${signature(info)}\` |`), info.name);
    for (const info of AGGREGATES.values()) assert.ok(page.includes(`| \`${info.signature}\` |`), info.name);
  });

  it("links to sections that it has", () => {
    const anchors = new Set(
      [...page.matchAll(/^## (.*)$/gm)].map((match) => match[1]!.toLowerCase().replaceAll(" ", "-")),
    );
    const links = [...page.matchAll(/\]\(#([^)]*)\)/g)].map((match) => match[1]!);
    assert.deepEqual(
      links.filter((link) => !anchors.has(link)),
      [],
    );
  });
});
