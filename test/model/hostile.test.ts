/** Texts that nobody should write: every answer is a value, in time, and at the right place. */
import assert from "node:assert/strict";
import fc from "fast-check";
import { check, type Diagnostic } from "../../server/checks/index.ts";
import type { FolderFiles, ListFile } from "../../server/model/facts.ts";
import { sample } from "../grammar/sample.ts";
import { analysisOf, diagnosed, SSHD } from "../kit/rules.ts";

const at = (text: string, found: readonly Diagnostic[], code: string): readonly string[] =>
  found.filter((each) => each.code === code).map(({ start, end }) => text.slice(start, end));

describe("hostile texts", () => {
  it("places are right behind a byte order mark, carriage returns and astral characters", () => {
    const text =
      '\uFEFF// \u{1F333}\u{1F333}\r\nrule a {\r\n  severity low // \u{1F333}\r\n  when login where user == "\u{1F333}" and usr == "x"\r\n}';
    assert.deepEqual(at(text, diagnosed(text), "unknown-field"), ["usr"]);
    const template = `source s from application { files "a" format syslog time timestamp year 2026 template 1 "\u{1F333} {us er} x" }`;
    assert.deepEqual(at(template, diagnosed(template), "invalid-template"), ["{us er}"]);
  });

  it("names that every object inherits are names like others", () => {
    const written = (option: string): string =>
      `source s from application { files "a" format access "${option}" time timestamp }
       event e = s where \`http_constructor\` == "x" or \`constructor\` == "y"`;
    assert.deepEqual(
      at(written("[%t] %{constructor}i %h"), diagnosed(written("[%t] %{constructor}i %h")), "unknown-field"),
      ["`constructor`"],
    );
    const nginx = written("[$time_local] $constructor $remote_addr");
    assert.deepEqual(at(nginx, diagnosed(nginx), "unknown-field"), ["`http_constructor`"]);
    const called = "event e = login where constructor(user) > 3 and constructor(user) < 2";
    assert.deepEqual(at(called, diagnosed(called), "unknown-function"), ["constructor", "constructor"]);
  });

  it("two files that declare one rule: both places, and the rule does not run", () => {
    const rule = "rule twice { severity low  when login }";
    const files = [
      { path: "a.grove", text: rule },
      { path: "b.grove", text: rule },
      { path: "sshd.grove", text: SSHD },
    ];
    const analysis = analysisOf(files);
    const found = check(analysis).filter(({ code }) => code === "duplicate-name");
    assert.deepEqual(
      found.map(({ document, related }) => [document, related?.[0]?.location.document]),
      [
        ["a.grove", "b.grove"],
        ["b.grove", "a.grove"],
      ],
    );
    assert.equal(
      analysis.program.rules.some(({ name }) => name === "twice"),
      false,
    );
  });

  for (const [what, open, close] of [
    ["parentheses", "(", ")"],
    ["not", "not ", ""],
    ["lists", "[", "]"],
    ["calls", "lower(", ")"],
    ["if", "if true then ", " else false"],
    ["signs", "-", ""],
  ] as const) {
    it(`nesting 2,000 deep: ${what}`, () => {
      const text = `rule a { severity low  when login where ${open.repeat(2000)}user${close.repeat(2000)} == "x" }`;
      const found = diagnosed(text);
      assert.ok(found.length > 0 && found.length < 10, `${found.length} problems`);
      assert.ok(found.some(({ severity }) => severity === "error"));
    });
  }

  it("nesting 2,000 deep: patterns and the steps of a playbook", () => {
    for (const [open, close] of [
      ["rule a { severity low  when ".concat("any { ".repeat(2000)), " }".repeat(2001)],
      ["rule a { severity low  when ".concat("sequence within 1m { ".repeat(2000)), " }".repeat(2001)],
      ["playbook p { on uses_both ".concat("if true { ".repeat(2000)), " }".repeat(2001)],
    ] as const) {
      assert.ok(diagnosed(`${open}login${close}`).length < 20);
    }
  });

  it("chains hundreds long are no nesting", () => {
    const chain = (joint: string): string => Array.from({ length: 450 }, (_, i) => `user == "u${i}"`).join(joint);
    assert.deepEqual(diagnosed(`rule a { severity low  when login where ${chain(" or ")} }`), []);
    const never = diagnosed(`rule a { severity low  when login where ${chain(" and ")} }`);
    assert.deepEqual(
      never.map(({ code }) => code),
      ["constant-condition"],
    );
  });

  it("a playbook of thousands of steps, each waiting for the one before", () => {
    const steps = Array.from({ length: 3000 }, (_, i) => `s${i + 1}: page(s${i}.text)`).join("\n");
    const action = 'action page(text: string) { exec ["page", text]  simulate returns { text = "x" } }';
    const found = diagnosed(`${action}\nplaybook p { on uses_both\ns0: page("x")\n${steps}\n}`);
    assert.deepEqual(found, []);
  });

  it("never throws: every form of the language with pieces cut out, doubled or replaced", function () {
    this.timeout(30_000);
    const instead = fc.constantFrom("", "{", "}", "where", '"', "label:", "detection", "(", "a[0]", "weights {", "if");
    const piece = fc.tuple(fc.nat(sample.length), fc.nat(60), instead);
    fc.assert(
      fc.property(fc.array(piece, { minLength: 1, maxLength: 4 }), (pieces) => {
        let text = sample;
        for (const [start, length, other] of pieces) text = text.slice(0, start) + other + text.slice(start + length);
        for (const { start, end } of diagnosed(text)) assert.ok(start <= end && end <= text.length);
      }),
      { numRuns: 60 },
    );
  });

  it("a list of a million lines is looked through once", () => {
    const entries = Array.from({ length: 1_000_000 }, (_, i) => ({ line: i + 1, text: `user${i}` }));
    const file: ListFile = { kind: "read", entries };
    const folder: FolderFiles = { lists: { "l.txt": file }, tables: {} };
    const text = 'list l from "l.txt"\nrule a { severity low  when login where user in l }';
    const files = [
      { path: "a.grove", text },
      { path: "sshd.grove", text: SSHD },
    ];
    const [first, second] = [analysisOf(files, {}, folder), analysisOf(files, {}, folder)];
    assert.equal(first.program.lists[0]?.items.length, 1_000_000);
    assert.equal(first.program.lists[0]?.items, second.program.lists[0]?.items);
  });
});
