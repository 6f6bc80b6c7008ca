import assert from "node:assert/strict";
import { parse } from "../../../grammar/parse.ts";
import { check } from "../../../server/checks/index.ts";
import { DECLARATIONS, snippetText } from "../../../server/features/completion/snippets.ts";
import { open } from "../ask.ts";
import { offered } from "./offered.ts";

/** What stands there when nothing of it is changed: the first choices and the words that it comes with. */
function unchanged(snippet: string): string {
  return snippet
    .replace(/\$\{\d+\|(\w+)[^}]*\|\}/g, "$1")
    .replace(/\$\{\d+:((?:\\.|[^\\}])*)\}/g, (_, text: string) => text.replaceAll("\\}", "}"));
}

describe("snippets", () => {
  for (const { label, detail, body } of DECLARATIONS) {
    it(`begins ${label} (${detail}) without an error of form`, () => {
      const filled = unchanged(body.join("\n"));
      assert.ok(!filled.includes("$"), filled);
      assert.deepEqual(parse(filled).errors, []);
    });
  }

  it("name events, sources and rules that exist, so that they have no error from the start", () => {
    const known =
      'rule known { severity low  by ip  when login }\naction known_action(address: ip) { http GET "https://example.org/" }';
    const snippets = offered(`${known}\n$0`).filter(({ kind, label }) => kind === "snippet" && label !== "source");
    assert.ok(snippets.length >= 16);
    for (const { label, detail, insert } of snippets) {
      const errors = check(open(`${known}\n${unchanged(insert)}`).analysis).filter(
        ({ severity }) => severity === "error",
      );
      assert.deepEqual(errors, [], `${label}, ${detail}`);
    }
  });

  it("take another event for the second", () => {
    const snippet = { label: "x", detail: "", body: ["${1:event} ${2:other_event} ${3:rule}"] };
    const names = { event: ["a", "b"], source: [], rule: [], action: [] };
    assert.equal(snippetText(snippet, names), "${1|a,b|} ${2|b,a|} ${3:rule}");
  });
});
