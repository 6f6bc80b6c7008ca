/** Where the rules stand after edits, and what stands at the ends of their lines. */
import assert from "node:assert/strict";
import { placeNotes, widthOf } from "../../client/counts/lines.ts";
import { lineNotes, resultOf } from "../../client/counts/words.ts";
import { RuleTexts } from "../../client/texts.ts";
import type { LadderStep, RuleBrief } from "../../server/protocol.ts";

const URI = "file:///work/a.grove";
const TEXT = `rule first {
  by ip
  when sequence within 1m {
    a: count(failed) >= 5
    b: login
  }
  suppress 1m
}
rule second { severity low  by ip  when login }
`;
const LOST = { expired: 0, ended: 0, ties: 0, used: 0, open: 0, unfollowed: 0 };

function step(text: string, records: number, reached: number | null, more: Partial<LadderStep> = {}): LadderStep {
  const start = TEXT.indexOf(text);
  const location = { document: "a", start, end: start + text.length };
  const base = { kind: "step", label: null, lost: LOST, kills: 0, nearest: null, fired: null, inner: [] } as const;
  return { ...base, step: text, location, records, reached, ...more };
}

function brief(rule: string, more: Partial<RuleBrief>): RuleBrief {
  const start = TEXT.indexOf(`rule ${rule}`);
  const end = TEXT.indexOf("\n}", start) < 0 ? TEXT.trimEnd().length : TEXT.indexOf("\n}", start) + 2;
  const text = { uri: URI, start, end, by: TEXT.indexOf("by", start), suppress: TEXT.indexOf("suppress", start) };
  const counts = { detections: 0, fired: 0, suppressed: 0, keyless: 0, ignored: 0, missed: 0 };
  return { rule, text, when: "", by: ["ip"], ladder: [], nearest: [], ...counts, ...more };
}

const first = brief("first", {
  keyless: 214,
  ladder: [step("count(failed) >= 5", 1204, 17, { kind: "count", label: "a" }), step("login", 318, 0, { label: "b" })],
});
const second = brief("second", { detections: 2, text: { ...brief("second", {}).text!, suppress: null } });
const shown = (of: RuleBrief): string[] => lineNotes(of, of.text!).map(({ quiet, said }) => quiet + said);

describe("the notes at the ends of a rule's lines", () => {
  it("say how many records a step had and what came of them, and where the rule stops", () => {
    assert.deepEqual(shown(first), [
      "no ip in 214 records",
      "1,204 records, 17 times >= 5",
      "318 records, 0, stops here",
    ]);
    assert.deepEqual(
      lineNotes(first, first.text!).map(({ stops }) => stops),
      [false, false, true],
    );
  });

  it("say of a rule that fired how many matched, and what was not raised", () => {
    const fired = { ...first, keyless: 0, detections: 5, suppressed: 4 };
    const ladder = [first.ladder[0]!, step("login", 318, 9, { label: "b" })];
    assert.deepEqual(shown({ ...fired, ladder }), [
      "1,204 records, 17 times >= 5",
      "318 records, 9 matched",
      "4 not raised",
    ]);
  });

  it("say of what ends matches how many it ended", () => {
    const until = step("login", 12, null, { kind: "until", kills: 9 });
    assert.deepEqual(shown({ ...first, keyless: 0, ladder: [until] }), ["12 records, ended 9"]);
  });

  it("are one per line; where steps share one, the step that stops the rule has it", () => {
    const line = 8;
    const ladder = [step("severity low", 3, 3), step("by ip  when", 1, 0), step("login }", 0, null, { kind: "until" })];
    const live = { brief: { ...second, ladder }, text: second.text!, shift: 0, old: false };
    const placed = placeNotes(live, { lineOf: () => line, widthOf: () => 40 });
    assert.deepEqual(
      placed.map((note) => [note.line, note.said, note.gap]),
      [[line, "0, stops here", 4]],
    );
  });

  it("form a column behind the longest of their lines", () => {
    const live = { brief: first, text: first.text!, shift: 0, old: false };
    const lines = TEXT.split("\n");
    const placed = placeNotes(live, {
      lineOf: (offset) => TEXT.slice(0, offset).split("\n").length - 1,
      widthOf: (line) => lines[line]!.length,
    });
    assert.deepEqual(
      placed.map(({ line }) => line),
      [1, 3, 4],
    );
    const column = "    a: count(failed) >= 5".length + 4;
    for (const { line, gap } of placed) assert.equal(lines[line]!.length + gap, column);
  });

  it("know how wide tabs are", () => {
    assert.equal(widthOf("\ta", 4), 5);
    assert.equal(widthOf("ab\tc", 4), 5);
  });

  it("sum up above the rule", () => {
    assert.equal(resultOf(first), "never fired, 1 of 2 steps reached");
    assert.equal(resultOf({ ...first, detections: 9, suppressed: 4 }), "9 detections, 4 suppressed");
    assert.equal(resultOf({ ...first, fired: 1 }), "fired 1 time, raised none");
  });
});

describe("the texts of the rules that were replayed", () => {
  const texts = (): RuleTexts => {
    const made = new RuleTexts((uri) => uri);
    made.take([second, first]);
    return made;
  };
  const state = (of: RuleTexts): unknown[] => of.in(URI).map(({ brief: { rule }, shift, old }) => [rule, shift, old]);

  it("stand in the order of the file, and are taken once", () => {
    const made = texts();
    assert.deepEqual(state(made), [
      ["first", 0, false],
      ["second", 0, false],
    ]);
    const briefs = [first];
    assert.equal(made.take(briefs), true);
    assert.equal(made.take(briefs), false);
  });

  it("move with an edit in front of them, and are old after one inside", () => {
    const made = texts();
    made.edit(URI, [{ rangeOffset: TEXT.indexOf("1m"), rangeLength: 2, text: "10m" }]);
    assert.deepEqual(state(made), [
      ["first", 0, true],
      ["second", 1, false],
    ]);
    made.edit(URI, [{ rangeOffset: 0, rangeLength: 0, text: "// a\n" }]);
    assert.deepEqual(state(made), [
      ["first", 5, true],
      ["second", 6, false],
    ]);
  });

  it("do not care for what is written behind them, or in another file", () => {
    const made = texts();
    made.edit(URI, [{ rangeOffset: TEXT.length, rangeLength: 0, text: "// end" }]);
    made.edit("file:///work/b.grove", [{ rangeOffset: 0, rangeLength: 0, text: "x" }]);
    assert.deepEqual(state(made), [
      ["first", 0, false],
      ["second", 0, false],
    ]);
  });
});
