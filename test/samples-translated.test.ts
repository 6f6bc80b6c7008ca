/**
 * Public rules in this language: the folder is clean but for what a later version runs, the page that judges the
 * translations names them all, and each that the engine can run today tells its origin's story from the near miss.
 */
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import type { RuleDeclaration } from "../grammar/ast.ts";
import { parse } from "../grammar/parse.ts";
import { check } from "../server/checks/index.ts";
import { runTest } from "../server/engine/test.ts";
import { analysisOf, type RuleFile } from "./kit/rules.ts";
import { chronicle } from "./translated/chronicle.ts";
import { panther } from "./translated/panther.ts";
import { sigma } from "./translated/sigma.ts";
import type { Line } from "./translated/story.ts";

const root = path.join(import.meta.dirname, "..");
const folder = path.join(root, "samples", "translated");
const files: readonly RuleFile[] = fs
  .readdirSync(folder)
  .filter((name) => name.endsWith(".grove"))
  .map((name) => ({ path: name, text: fs.readFileSync(path.join(folder, name), "utf8") }));

describe("samples/translated", () => {
  it("has no problem but what is not supported yet", () => {
    const found = check(analysisOf(files)).filter(({ severity }) => severity !== "information");
    assert.deepEqual(
      found.filter(({ code, severity }) => code !== "not-supported" || severity === "error"),
      [],
    );
  });

  it("passes its own tests", () => {
    const { program } = analysisOf(files);
    assert.ok(program.tests.length > 0);
    for (const test of program.tests) assert.deepEqual(runTest(program, test), []);
  });

  it("is what docs/translated.md lists, each rule with the name, the id and the licence of its origin", () => {
    const page = fs.readFileSync(path.join(root, "docs", "translated.md"), "utf8");
    const kept = page.split("\n").flatMap((row) => {
      const cells = row.split(" | ");
      const [, rule, file] = /`(\w+)` in \[([\w-]+\.grove)\]/.exec(cells.at(-1) ?? "") ?? [];
      if (rule === undefined) return [];
      return [[file, rule, cells[0]!.replace("| ", ""), cells[1]!.replaceAll("`", ""), cells[2]].join(" | ")];
    });
    const declared = files.flatMap((file) => rulesOf(file).map((rule) => [file.path, ...originOf(rule)].join(" | ")));
    assert.ok(kept.length >= 20);
    assert.deepEqual(kept.sort(), declared.sort());
  });
});

describe("rules of samples/translated", () => {
  const stories = [...sigma, ...chronicle, ...panther];
  const story = files.map(({ path, text }) => ({ path, text: readable(text) }));
  const blocks = stories.map(({ told, rule, raises, lines }) => {
    const given = lines.map((line) => `  given ${line.source} """\n    ${written(line)}\n  """`).join("\n");
    return `test "${rule}: ${told}" {\n${given}\n  expect ${raises ? `${rule} once` : `no ${rule}`}\n}\n`;
  });
  const { program } = analysisOf([...story, { path: "stories.grove", text: blocks.join("\n") }]);

  for (const { told, rule } of stories) {
    it(`${rule}: ${told}`, () => {
      const test = program.tests.find(({ title }) => title === `${rule}: ${told}`);
      assert.ok(test !== undefined, "its rule runs");
      assert.deepEqual(runTest(program, test), []);
    });
  }
});

const rulesOf = ({ text }: RuleFile): readonly RuleDeclaration[] =>
  parse(text).declarations.filter((declaration) => declaration.kind === "rule");

/** Name, origin, id and licence, as the page's rows have them. */
function originOf(rule: RuleDeclaration): readonly string[] {
  const meta = (name: string): string => {
    const value = rule.meta.find(({ target: { parts } }) => parts[0]?.kind === "name" && parts[0].name.text === name);
    return value?.value?.kind === "string" ? value.value.value : "-";
  };
  return [rule.name?.text ?? "", meta("origin"), meta("id"), meta("license")];
}

/** The same rules over lines of `name="value"`, as long as JSON is not read; without the clauses of a later version. */
function readable(text: string): string {
  const fields = [...text.matchAll(/^field ([\w.]+): +(\S+)$/gm)].flatMap(([, name, type]) => {
    const value = `capture(message, /(?:^| )${name!.replaceAll(".", "\\.")}="([^"]*)"/)`;
    if (type === "time") return [];
    if (type === "int") return [`${name} = number(${value})`];
    return type === "ip" ? [`${name} = ip(${value})`] : [`${name} = ${value}`];
  });
  const source = `  format syslog\n  time timestamp year 2026\n  map {\n${fields.join("\n")}\n}\n`;
  return text
    .replaceAll(/^ {2}format +json\n {2}time .*\n(?: {2}map .*\n)?/gm, source)
    .replaceAll(/^ {2}risk .*\n/gm, "");
}

function written({ at, fields }: Line): string {
  const time = new Date(Date.UTC(2026, 5, 14) + at * 1000).toISOString();
  const values = Object.entries(fields).map(([name, value]) => `${name}="${value}"`);
  return `${time} host app: ${values.join(" ")}`;
}
