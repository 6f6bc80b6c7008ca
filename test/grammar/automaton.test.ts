import assert from "node:assert/strict";
import { walk } from "../../grammar/automaton.ts";
import { chunks } from "../../grammar/chunks.ts";
import { withFirmClauses } from "../../grammar/clauses.ts";
import { lex } from "../../grammar/lexer.ts";
import { isA } from "../../grammar/tokens.ts";
import { sample } from "./sample.ts";

describe("automaton", () => {
  it("expects every token of a right text, and its end", function () {
    this.timeout(30_000);
    const { tokens, comments } = lex(sample);
    for (const chunk of chunks(sample, tokens, comments)) {
      const read = withFirmClauses(sample, chunk.tokens);
      for (const [index, token] of read.entries()) {
        const { options } = walk(read.slice(0, index));
        const fits = options.some((option) => isA(token, option.type));
        assert.ok(fits, `\`${token.image}\` at ${token.startOffset}`);
      }
      assert.ok(walk(read).complete, `the declaration at ${chunk.tokens[0]!.startOffset} is complete`);
    }
  });
});
