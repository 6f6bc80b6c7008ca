import assert from "node:assert/strict";
import { textOf } from "../../../client/records/text.ts";

describe("the record of a line in Markdown", () => {
  it("names source and template, and lists the fields", () => {
    const text = textOf({
      kind: "record",
      source: "sshd",
      line: 1,
      template: { code: 1, text: "Failed for {user}" },
      fields: [["user", "root"]],
      others: [["port", "22"]],
    })!;
    assert.match(text, /^\*\*sshd\*\* – template 1, “Failed for \\{user\\}”\n\n/);
    assert.match(text, /\n\| user \| root \|\n\n/);
    assert.match(text, /\n\| port \| 22 \|\n\n/);
  });

  it("ends a long value, for the line itself is under the pointer", () => {
    const fields = [["message", "x".repeat(5_000)]] as const;
    const text = textOf({ kind: "record", source: "s", line: 1, template: null, fields, others: [] })!;
    assert.match(text, /\n\| message \| x{159}\u2026 \|/);
  });

  it("lets nothing of a log be anything but text", () => {
    const evil =
      'a|b\n# <img src=x onerror="y"> [x](command:evil) ![p](http://e.x/p.png) www.e.x https://e.x a@b.c `q`\u202e';
    const text = textOf({
      kind: "record",
      source: "s",
      line: 1,
      template: null,
      fields: [["message", evil]],
      others: [],
    })!;
    const row = text.split("\n").find((line) => line.startsWith("| message"))!;
    assert.ok(row.endsWith(" |"), "one row");
    assert.equal(row.replaceAll("\\|", "").match(/\|/g)!.length, 3);
    assert.doesNotMatch(row, /<|https?:\/\/|[^\\]\]|[^\\]\(|(?<!\\)!|@|(?<!\\)`|\u202e|www\.e/);
  });

  it("says why there is none", () => {
    const text = textOf({ kind: "unparsed", source: "sshd", reason: "no time: this line has no <b>" });
    assert.equal(text, "**No record of sshd**: no time: this line has no &lt;b&gt;\n\nNo rule sees this line.");
    assert.match(textOf({ kind: "filtered", source: "sshd" })!, /`only` turns it away/);
    assert.equal(textOf({ kind: "none" }), null);
  });
});
