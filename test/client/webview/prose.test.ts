/** Messages for people, and places, as the panel writes them. */
import assert from "node:assert/strict";
import { placeName, prose } from "../../../client/webview/prose.ts";

/** What is code, between brackets. */
const written = (text: string): string =>
  prose(text)
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

  it("names a place by its file and line", () => {
    const at = (uri: string): string => placeName({ uri, line: 11, character: 0 });
    assert.equal(at("file:///work/my%20rules.grove"), "my rules.grove:12");
    assert.equal(at("file:///work/100%.grove"), "100%.grove:12");
  });
});
