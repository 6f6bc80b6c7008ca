/** Every check has a page, every page a check, and the examples on it do what the page says. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { check, CHECKS } from "../../server/checks/index.ts";
import type { FolderFiles, IntakeFacts, SampleFacts } from "../../server/model/facts.ts";
import { analysisOf } from "../kit/rules.ts";

const folder = new URL("../../docs/diagnostics/", import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, folder), "utf8");
const fence = /```grove\n([\s\S]*?)```/g;
const examples = (page: string): string[] => [...page.matchAll(fence)].map(([, text]) => text!);
const beside = examples(read("README.md"))[0]!;

const intake = (seen: Partial<IntakeFacts>): IntakeFacts => ({
  ...{ files: 0, lines: 0, unparsed: 0, common: null, records: 0, untemplated: 0 },
  ...seen,
});

/** Samples in which a third of the lines name no user, as real ones do, and nearly all that log in do so by password. */
const facts: SampleFacts = {
  sshd: {
    records: 90,
    fields: { user: { present: 60, values: [] }, method: { present: 90, values: [["password", 89]] } },
  },
  badge: { records: 0, fields: {}, intake: intake({ files: 0 }) },
  squid: { records: 10, fields: {}, intake: intake({ files: 1, lines: 90, unparsed: 80 }) },
  tunnel: { records: 90, fields: {}, intake: intake({ files: 1, lines: 90, records: 90, untemplated: 70 }) },
  gate: { records: 900, fields: {}, arrival: { late: 12, needed: 44_600_000, keepsAll: "45s", keepsMost: "31s" } },
};
const files: FolderFiles = {
  lists: {
    "lists/scanners.txt": { kind: "read", entries: [{ line: 1, text: "192.0.2.0/24" }] },
    "lists/gone.txt": { kind: "missing" },
  },
  tables: {},
};

/** What only a large file has cannot stand on a page: each copy has a number of its own. */
const thousandsOf = (text: string): string =>
  Array.from({ length: 5001 }, (_, index) => text.replaceAll("_1", `_${index}`)).join("");

function codesOf(text: string): string[] {
  const texts = [
    { path: "example.grove", text },
    { path: "beside.grove", text: beside },
  ];
  return check(analysisOf(texts, facts, files))
    .filter(({ document }) => document === "example.grove")
    .map(({ code, severity }) => (severity === "error" ? `${code} (error)` : code));
}

describe("pages of diagnostics", () => {
  it("exist for every check, and for nothing else", () => {
    const pages = readdirSync(folder).filter((name) => name !== "README.md" && name !== "too-many.md");
    assert.deepEqual(pages.sort(), CHECKS.map(({ code }) => `${code}.md`).sort());
  });

  it("stand in the list with their severity and title", () => {
    const list = read("README.md");
    for (const { code, severity, title } of CHECKS) {
      assert.match(
        list,
        new RegExp(
          `^\\| \\[${code}\\]\\(${code}\\.md\\) +\\| ${severity} +\\| ${title.replaceAll("`", ".")} +\\|$`,
          "m",
        ),
      );
    }
  });

  for (const { code, severity, title } of CHECKS) {
    it(`${code}: avoid is reported, prefer is clean`, () => {
      const page = read(`${code}.md`);
      assert.ok(page.startsWith(`# ${title}\n\n\`${code}\` (${severity})\n`), "title, code and severity");
      const [avoid, prefer] = examples(page);
      assert.ok(avoid !== undefined && prefer !== undefined, "two examples");
      const found = codesOf(code === "large-file" ? thousandsOf(avoid) : avoid).map((each) => each.split(" ")[0]);
      assert.ok(found.includes(code), `the example to avoid gives ${found.join(", ")}`);
      const left = codesOf(prefer).filter((each) => code === "not-supported" || each !== "not-supported");
      assert.deepEqual(left, [], "the example to prefer");
    });
  }
});
