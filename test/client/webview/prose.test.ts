/** Messages for people, and places, as the panel writes them. */
import assert from "node:assert/strict";
import { docLine, docText, placeName, prose } from "../../../client/webview/prose.ts";

/** What is code or bold, between brackets. */
const written = (text: string, as = prose): string =>
  as(text)
    .map((part) => (typeof part === "string" ? part : `[${String(part.values[0])}]`))
    .join("");

describe("a message in the panel", () => {
  it("has code between its backticks", () => {
    assert.equal(written("Write a `source` block, then `event`."), "Write a [source] block, then [event].");
    assert.equal(written("plain"), "plain");
  });

  it("leaves an odd backtick as it is", () => {
    assert.equal(written("`a` and ` alone"), "[a] and ` alone");
  });

  it("has the doc of a rule without its signs, and leaves those that are part of code or stand alone", () => {
    const doc = "**First tree.** Reads `logs/**/a.log`, 2 ** 3.";
    assert.equal(written(doc, docLine), "[First tree.] Reads [logs/**/a.log], 2 ** 3.");
    assert.equal(docText(doc), "First tree. Reads logs/**/a.log, 2 ** 3.");
  });

  it("names a place by its file and line", () => {
    const at = (uri: string): string => placeName({ uri, line: 11, character: 0 });
    assert.equal(at("file:///work/my%20rules.grove"), "my rules.grove:12");
    assert.equal(at("file:///work/100%.grove"), "100%.grove:12");
  });
});
