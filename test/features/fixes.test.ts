import assert from "node:assert/strict";
import { fixableAt, fixAll, type Fixable } from "../../server/features/fixes.ts";
import { check } from "../../server/checks/index.ts";
import { open } from "./ask.ts";

function problemsOf(source: string): { problems: readonly Fixable[]; uri: string; offset: number; text: string } {
  const { analysis, uri, offset, text } = open(source);
  return { problems: check(analysis), uri, offset, text };
}

/** The text after all fixes of the kind, or of all kinds. */
function fixed(source: string, code?: string): string | null {
  const { problems, uri, text } = problemsOf(source);
  const all = fixAll(problems, uri, code === undefined ? {} : { code });
  if (all === null) return null;
  const edits = [...all.edits].sort((a, b) => b.start - a.start);
  return edits.reduce((now, edit) => now.slice(0, edit.start) + edit.text + now.slice(edit.end), text);
}

/** Codes of what can be fixed at the cursor. */
function here(source: string): string[] {
  const { problems, uri, offset } = problemsOf(source);
  return fixableAt(problems, uri, { start: offset, end: offset }).map(({ code }) => code);
}

const rule = (body: string): string => `rule r { severity low  by ip  ${body} }`;

describe("fixes at a place", () => {
  it("are those of the problem that the cursor is in, or at the edge of", () => {
    assert.deepEqual(here(rule("when log$0n")), ["unknown-name"]);
    assert.deepEqual(here(rule("when $0logn")), ["unknown-name"]);
    assert.deepEqual(here(rule("when logn$0")), ["unknown-name"]);
  });

  it("are none beside it, nor where nothing can be done for a problem", () => {
    assert.deepEqual(here(rule("wh$0en logn")), []);
    assert.deepEqual(here(rule("when completely$0_else")), []);
    assert.deepEqual(here(rule("when lo$0gin")), []);
  });

  it("are of fields and functions too", () => {
    assert.deepEqual(here("event e = sshd where por$0 > 1"), ["unknown-field"]);
    assert.deepEqual(here('event e = sshd where lowe$0(user) == "a"'), ["unknown-function"]);
  });
});

describe("all fixes of a kind", () => {
  it("correct every place of a misspelt name", () => {
    assert.equal(fixed("event a = ssh\nevent b = ssh", "unknown-name"), "event a = sshd\nevent b = sshd");
  });

  it("correct a label's field and leave the label", () => {
    const emit = (field: string): string =>
      rule(`when e: count(login) >= 3 within 1m  emit all_of = values(e.${field})`);
    assert.equal(fixed(emit("usr"), "unknown-field"), emit("user"));
  });

  it("leave other kinds alone", () => {
    const source = "event a = sshd where por > 1\nevent b = ssh";
    assert.equal(fixed(source, "unknown-field"), "event a = sshd where port > 1\nevent b = ssh");
  });

  it("take what is there of every kind if none is named", () => {
    const source = `${rule("when a")}\nevent a = sshd where por > 1 and lowr(user) == user`;
    assert.equal(fixed(source), source.replace("por ", "port ").replace("lowr", "lower"));
  });

  it("are none where there are fewer than wanted", () => {
    const { problems, uri } = problemsOf("event a = ssh");
    assert.equal(fixAll(problems, uri, { code: "unknown-name", least: 2 }), null);
    assert.equal(fixed(rule("when login")), null);
  });

  it("leave to a person what has several fixes, and what overlaps", () => {
    const edit = (start: number, end: number): Fixable["fixes"] => [
      { title: "", edits: [{ document: "a", start, end, text: "" }] },
    ];
    const problem = (start: number, fixes: Fixable["fixes"]): Fixable => {
      return { code: "c", document: "a", start, end: start, ...(fixes ? { fixes } : {}) };
    };
    const problems = [
      problem(1, edit(1, 4)),
      problem(2, edit(3, 5)),
      problem(3, edit(4, 6)),
      problem(4, edit(4, 4)),
      problem(5, [...edit(7, 8)!, ...edit(7, 9)!]),
      problem(6, undefined),
      { ...problem(7, edit(20, 21)), document: "b" },
    ];
    assert.deepEqual(
      fixAll(problems, "a")?.problems.map(({ start }) => start),
      [1, 3],
    );
  });
});
