/** Every quick fix that any page's example is offered: applied, it leaves a text without that problem and without a new one. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { check, type Diagnostic, type Edit } from "../../server/checks/index.ts";
import { fixAll } from "../../server/features/fixes.ts";
import type { SampleFacts } from "../../server/model/facts.ts";
import { analysisOf } from "../kit/rules.ts";

const folder = new URL("../../docs/diagnostics/", import.meta.url);
const read = (page: string): string => readFileSync(new URL(page, folder), "utf8");
const examples = (page: string): string[] =>
  [...read(page).matchAll(/```grove\n([\s\S]*?)```/g)].map(([, text]) => text!);
const beside = { path: "beside.grove", text: examples("README.md")[0]! };

const FACTS: SampleFacts = {
  sshd: {
    records: 90,
    fields: { user: { present: 60, values: [] }, method: { present: 90, values: [["password", 89]] } },
  },
};

/** What is said of an example's own text. */
function problemsOf(text: string): readonly Diagnostic[] {
  return check(analysisOf([{ path: "example.grove", text }, beside], FACTS)).filter(
    ({ document }) => document === "example.grove",
  );
}

function applied(text: string, edits: readonly Edit[]): string {
  return edits
    .filter(({ document }) => document === "example.grove")
    .toSorted((a, b) => b.start - a.start)
    .reduce((now, edit) => now.slice(0, edit.start) + edit.text + now.slice(edit.end), text);
}

const count = (problems: readonly Diagnostic[], code: string): number =>
  problems.filter((problem) => problem.code === code).length;
const errors = (problems: readonly Diagnostic[]): string[] =>
  problems.filter(({ severity }) => severity === "error").map(({ code }) => code);

/** Mistakes that a page does not show, each with a fix. */
const MORE = [
  "rule r { severity hihg  by ip  when login }",
  "rule r { severity low  by ipp  when login }",
  "rule r { severity low  by ip  when sequence within 1m { entry: login  login_failed where port == entr.port } }",
  'event e = sshd where lowr(user) == "a"',
  "rule r { severity low  attack T1208  by ip  when login }",
  "rule r { severity low  by ip  when sequence { login_failed  login } }",
  "rule r { severity low  by ip  when count(login) > 5 }",
  "rule r { severity low  by ip  when sequence { login  no login_failed } }",
  "ranking k by ip of login { hits  rules user  weights { hits 1  rules 1 } }",
  "event severity = sshd",
  'event e = sshd where user == ["a", "b"]',
  "rule r { severity low  by ip  suppress 30  when login }",
  "rule r { severity low  by ip  when sequence within 2h { login_failed  login }  forget 1h }",
  'source s from operting_system { files "s.log"  format syslog  time timestamp year 2026 }',
  "list l: cidrr = []",
];
const texts = [
  ...readdirSync(folder)
    .filter((page) => page.endsWith(".md") && page !== "README.md")
    .flatMap((page) => examples(page).slice(0, 1)),
  ...MORE,
];

describe("every quick fix", () => {
  const seen = new Set<string>();

  for (const text of texts) {
    const before = problemsOf(text);
    for (const { code, start, end, fixes } of before) {
      for (const { title, edits } of fixes ?? []) {
        seen.add(code);
        it(`${code} at \`${text.slice(start, end).split("\n")[0]}\`: ${title}`, () => {
          const after = problemsOf(applied(text, edits));
          assert.ok(count(after, code) < count(before, code), applied(text, edits));
          assert.ok(
            errors(after).length <= errors(before).length,
            `${errors(after).join()} in ${applied(text, edits)}`,
          );
          assert.equal(count(after, "syntax"), count(before, "syntax"), applied(text, edits));
        });
      }
    }
  }

  it("is of one of many kinds", () => assert.ok(seen.size >= 18, [...seen].sort().join(" ")));
});

describe("all fixes of a kind at once", () => {
  for (const text of texts) {
    for (const code of new Set(problemsOf(text).map((problem) => problem.code))) {
      const before = problemsOf(text);
      const all = fixAll(before, "example.grove", { code });
      if (all === null) continue;
      it(`${code}: ${all.title}`, () => {
        const after = problemsOf(applied(text, all.edits));
        // Of two things of one name, mending one mends the other.
        assert.ok(count(after, code) <= count(before, code) - all.problems.length, applied(text, all.edits));
      });
    }
  }

  it("mends each of several places", () => {
    const text = [1, 2, 3].map((n) => `rule r${n} { severity low  by ip  when logn }`).join("\n");
    const all = fixAll(problemsOf(text), "example.grove", { code: "unknown-name", least: 2 });
    assert.equal(all?.problems.length, 3);
    assert.equal(count(problemsOf(applied(text, all.edits)), "unknown-name"), 0);
  });
});
