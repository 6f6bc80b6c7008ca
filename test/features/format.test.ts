import assert from "node:assert/strict";
import { apply } from "../../grammar/print.ts";
import type { Span } from "../../grammar/ast.ts";
import { finished } from "../../grammar/steps.ts";
import { formatting as inSteps, formattingOnType } from "../../server/features/format.ts";

/** What the text becomes when `typed` has just been typed in front of `$0`, which stays where it is. */
function typing(marked: string, typed: string): string {
  const offset = marked.indexOf("$0");
  const text = marked.replace("$0", "");
  assert.ok(text.slice(0, offset).trimEnd().endsWith(typed.trim()));
  const edits = formattingOnType(text, offset, typed);
  assert.ok(edits.every((edit) => edit.end < offset || edit.start > offset));
  const before = apply(
    text.slice(0, offset),
    edits.filter((edit) => edit.end < offset),
  );
  const after = edits.filter((edit) => edit.start > offset);
  const moved = after.map((edit) => ({ ...edit, start: edit.start - offset, end: edit.end - offset }));
  return `${before}$0${apply(text.slice(offset), moved)}`;
}

const formatting = (text: string, range?: Span) => finished(inSteps(text, range));

describe("formatting", () => {
  it("changes what differs, and nothing else", () => {
    assert.deepEqual(formatting("event a=b\n"), [
      { start: 7, end: 7, text: " " },
      { start: 8, end: 8, text: " " },
    ]);
    assert.deepEqual(formatting("event a = b\n"), []);
  });

  it("brings each kind of declaration into shape", () => {
    const shaped: Readonly<Record<string, string>> = {
      'workspace{zone "UTC"}': 'workspace { zone "UTC" }',
      'list  l:cidr=["10.0.0.0/8","::1"]': 'list l: cidr = ["10.0.0.0/8", "::1"]',
      'table t from "a.csv"   key  k:string': 'table t from "a.csv" key k: string',
      "field a.b:string": "field a.b: string",
      'event e=sshd   where port>1 and user in["a"]': 'event e = sshd where port > 1 and user in ["a"]',
      "rule r{severity low when count( login )>=3 within 5m}":
        "rule r { severity low  when count(login) >= 3 within 5m }",
      'action a(x:ip){exec["b",x]}': 'action a(x: ip) { exec ["b", x] }',
      'ignore  r where user=="x"': 'ignore r where user == "x"',
    };
    for (const [text, wanted] of Object.entries(shaped)) {
      assert.equal(apply(`${text}\n`, formatting(`${text}\n`)), `${wanted}\n`);
      assert.deepEqual(formatting(`${wanted}\n`), [], wanted);
    }
  });

  it("leaves a declaration with an error as it is, and brings its neighbours into shape", () => {
    const text = "event a=b\nrule r { severity  ) }\nevent c=d\n";
    assert.equal(apply(text, formatting(text)), "event a = b\nrule r { severity  ) }\nevent c = d\n");
  });
});

describe("formatting of a range", () => {
  const text = "event a=b\nevent c=d\n\nevent e=f\n";
  const at = (start: number, end: number): string => apply(text, formatting(text, { start, end }));

  it("keeps to the declarations that it touches", () => {
    assert.equal(at(12, 13), "event a=b\nevent c = d\n\nevent e=f\n");
    assert.equal(at(0, 9), "event a = b\nevent c=d\n\nevent e=f\n");
    assert.equal(at(4, 15), "event a = b\nevent c = d\n\nevent e=f\n");
    assert.equal(at(22, 30), "event a=b\nevent c=d\n\nevent e = f\n");
    assert.equal(at(0, text.length), "event a = b\nevent c = d\n\nevent e = f\n");
  });

  it("changes nothing where only blanks are chosen", () => assert.equal(at(20, 20), text));
});

describe("formatting while someone types", () => {
  it("brings a declaration into shape at its closing brace", () => {
    assert.equal(
      typing("event a=b\nrule r {\nseverity low\nby ip }$0\n", "}"),
      "event a=b\nrule r {\n  severity low\n  by       ip\n}$0\n",
    );
  });

  it("brings every kind of block into shape at its brace", () => {
    assert.equal(
      typing('source s from application {\nfiles "a"\nformat json }$0\n', "}"),
      'source s from application {\n  files  "a"\n  format json\n}$0\n',
    );
    assert.equal(typing("playbook p {\non r\na: b(ip) }$0\n", "}"), "playbook p {\n  on r\n  a: b(ip)\n}$0\n");
    assert.equal(typing("rule r { severity low by ip when a }$0\n", "}"), "rule r { severity low  by ip  when a }$0\n");
  });

  it("leaves the text of a string alone, whatever is typed in it", () => {
    const text = 'test "a {b}$0" { expect no  r }\n';
    assert.equal(typing(text, "}"), text);
    assert.equal(typing("event a=b // {x}$0\n", "}"), "event a=b // {x}$0\n");
  });

  it("leaves alone what is not yet whole", () => {
    const text = "rule r {\nwhen sequence {\na b }$0\n";
    assert.equal(typing(text, "}"), text);
  });

  it("brings the finished line into shape, and leaves the new one to its author", () => {
    assert.equal(
      typing("rule r {\n  severity low\n  suppress    5m\n  $0\n  by ip\n}\n", "\n"),
      "rule r {\n  severity low\n  suppress 5m\n  $0\n  by       ip\n}\n",
    );
  });

  it("brings the declaration into shape that ended on the line before", () => {
    assert.equal(typing("event a=b\nevent c=d\n$0", "\n"), "event a=b\nevent c = d\n$0");
  });

  it("bears the beginning of a text", () => {
    assert.equal(typing("\n$0", "\n"), "\n$0");
  });
});
