/** docs/formats.md: its workspace checks clean, passes its own tests, and its lines come back byte for byte. */
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { check } from "../../server/checks/index.ts";
import { discoverFields } from "../../server/engine/discover.ts";
import { Normalizer } from "../../server/engine/normalize/normalize.ts";
import { recordFromJson, recordToJson } from "../../server/engine/normalize/json.ts";
import { restore, templatesOf } from "../../server/engine/normalize/restore.ts";
import { runTest } from "../../server/engine/test.ts";
import type { SampleFacts } from "../../server/model/facts.ts";
import { FORMATS, isOpenFormat, unifiedFrom } from "../../server/model/formats.ts";
import { FORMAT_NAMES, UNIFIED_FIELDS } from "../../server/model/program.ts";
import { Model } from "../../server/model/workspace.ts";

const page = fs.readFileSync(path.join(import.meta.dirname, "..", "..", "docs", "formats.md"), "utf8");
const sections = page.split(/^## /m).slice(1);
const blocks = [...page.matchAll(/^```grove\n([\s\S]*?)^```$/gm)].map((match) => match[1]!);

/** The page as a workspace whose logs are the lines of its tests: their fields are known as the editor would know them. */
function workspace(): Model {
  const model = new Model();
  blocks.forEach((text, index) => model.set(`${index}.grove`, text));
  const { documents, program } = model.analysis();
  const facts: Record<string, SampleFacts[string]> = {};
  const declarations = documents.flatMap(({ tree }) => tree.declarations);
  const given = declarations.flatMap((declaration) => (declaration.kind === "test" ? declaration.given : []));
  for (const { source: name, text } of given) {
    const source = program.sources.find((each) => each.name === name?.text);
    assert.ok(source, name?.text);
    const names = new Set<string>();
    discoverFields(source, new TextEncoder().encode(text?.value), names);
    const fields = [...names].map((field) => [field, { present: 1, values: [] }] as const);
    facts[source.name] = { records: 1, fields: Object.fromEntries(fields) };
  }
  model.facts = facts;
  return model;
}

const analysis = workspace().analysis();

describe("docs/formats.md", () => {
  it("has a section for every format, and names the fields that it has of its own", () => {
    for (const format of FORMAT_NAMES) {
      const section = sections.find((text) => text.startsWith(`${format}\n`));
      assert.ok(section, format);
      for (const { name } of FORMATS[format]) assert.ok(page.includes(name), `${format}: ${name}`);
    }
  });

  it("says from where the unified fields of open formats come", () => {
    const table = page.slice(page.indexOf("| Unified field |"), page.indexOf("\n## "));
    for (const format of FORMAT_NAMES.filter(isOpenFormat))
      for (const field of Object.keys(UNIFIED_FIELDS)) {
        const row = table.split("\n").find((line) => line.startsWith("|") && line.includes(`\`${field}\``));
        for (const name of unifiedFrom(format, field)) assert.match(row ?? "", new RegExp(`[ \`]${name}[ \`]`), format);
      }
  });

  it("checks without a complaint", () => {
    const found = check(analysis).filter(
      ({ severity, code }) => severity !== "information" && code !== "unmatched-glob",
    );
    assert.deepEqual(
      found.map(({ code, message }) => `${code}: ${message}`),
      [],
    );
  });

  for (const test of analysis.program.tests) {
    it(`passes its test "${test.title}"`, () => assert.deepEqual(runTest(analysis.program, test), []));

    for (const { source, text } of test.given)
      it(`reads five lines and more of ${source}, and gives each back byte for byte`, () => {
        const bytes = new TextEncoder().encode(text);
        const file = new Normalizer(analysis.program).file("a.log", [source]);
        const splitter = file.splitter();
        let records = 0;
        for (const line of [...splitter.push(bytes), ...splitter.end()]) {
          const found = file.normalize(line);
          assert.notEqual(found.kind, "unparsed", JSON.stringify(found));
          if (found.kind !== "record") continue;
          records++;
          const json = recordFromJson(JSON.parse(JSON.stringify(recordToJson(found.record))));
          const from = line.offset;
          const raw = bytes.slice(from, from + line.size + line.ending.length);
          assert.deepEqual(restore(json!, templatesOf(analysis.program.sources)), raw);
        }
        assert.ok(records >= 5, `${records} records`);
      });
  }
});
