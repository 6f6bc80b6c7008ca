import assert from "node:assert/strict";
import { apply } from "../../grammar/print.ts";
import { formatting, formattingOnType } from "../../server/features/format.ts";

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

describe("formatting", () => {
  it("changes what differs, and nothing else", () => {
    assert.deepEqual(formatting("event a=b\n"), [
      { start: 7, end: 7, text: " " },
      { start: 8, end: 8, text: " " },
    ]);
    assert.deepEqual(formatting("event a = b\n"), []);
  });

  it("keeps to the declarations of a range", () => {
    const text = "event a=b\nevent c=d\n\nevent e=f\n";
    assert.equal(apply(text, formatting(text, { start: 12, end: 13 })), "event a=b\nevent c = d\n\nevent e=f\n");
  });
});

describe("formatting while someone types", () => {
  it("brings a declaration into shape at its closing brace", () => {
    assert.equal(
      typing("event a=b\nrule r {\nseverity low\nby ip }$0\n", "}"),
      "event a=b\nrule r {\n  severity low\n  by       ip\n}$0\n",
    );
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
