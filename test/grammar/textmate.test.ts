import assert from "node:assert/strict";
import { lex, spanOf } from "../../grammar/lexer.ts";
import { textMateGrammar } from "../../grammar/textmate.ts";
import { tokenFacts } from "../../grammar/tokens.ts";
import { sample } from "./sample.ts";
import { whole } from "./whole.ts";

interface Scoped {
  readonly end: number;
  readonly scope: string;
}

/** What a TextMate engine makes of a place: the first of the patterns that fit there. */
function scopeAt(text: string, offset: number): Scoped | undefined {
  for (const { name, match, begin, end } of textMateGrammar().patterns) {
    const opened = new RegExp(match ?? begin!, "ym");
    opened.lastIndex = offset;
    const found = opened.exec(text);
    if (found === null || name === undefined) continue;
    if (end === undefined) return { end: opened.lastIndex, scope: name };
    const closed = new RegExp(end, "gm");
    closed.lastIndex = opened.lastIndex;
    closed.exec(text);
    return { end: closed.lastIndex, scope: name };
  }
  return undefined;
}

describe("the TextMate grammar", () => {
  it("cuts a file into the same tokens as the lexer", () => {
    const text = sample + whole;
    for (const token of lex(text).tokens) {
      const { start, end } = spanOf(token);
      const expected = tokenFacts(token.tokenType)?.scope;
      const actual = scopeAt(text, start);
      const isWord = /^[a-z]+$/.test(token.image);
      // A keyword that is used as a field is a name to TextMate; only the parser can know better.
      if (isWord && actual?.scope === "variable.other.mangrove") assert.equal(actual.end, end);
      else assert.deepEqual(actual, { end, scope: expected }, `\`${token.image}\` at ${start}`);
    }
  });
});
