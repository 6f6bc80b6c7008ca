/** Long work about a text: others go first, and what it finds is about the text that was asked about. */
import assert from "node:assert/strict";
import { TextDocument } from "vscode-languageserver-textdocument";
import { LSPErrorCodes } from "vscode-languageserver/node";
import { folding } from "../../server/features/folding.ts";
import { semanticTokens } from "../../server/features/semanticTokens.ts";
import { toSemanticTokens } from "../../server/lsp/convert.ts";
import { SHORT, steady } from "../../server/lsp/slices.ts";
import { Model } from "../../server/model/workspace.ts";
import type { Steps } from "../../grammar/steps.ts";

const texted = (text: string): TextDocument => TextDocument.create("file:///a.grove", "mangrove", 1, text);
const LONG = "x".repeat(SHORT + 1);

/** What happens in which order, if a message is there already. */
async function orderOf(text: string): Promise<string[]> {
  const order: string[] = [];
  setImmediate(() => order.push("message"));
  await steady(texted(text), told(order));
  return order;
}

function* told(order: string[]): Steps<null> {
  order.push("first step");
  yield;
  order.push("last step");
  return null;
}

describe("work in slices", () => {
  it("about a long text lets what is there go first", async () => {
    assert.deepEqual(await orderOf(LONG), ["message", "first step", "last step"]);
  });

  it("about a short text is done at once", async () => {
    assert.deepEqual(await orderOf("x"), ["first step", "last step"]);
  });

  it("is refused if the text changes meanwhile", async () => {
    const text = texted(LONG);
    function* changing(): Steps<string> {
      yield;
      TextDocument.update(text, [{ text: "y" }], 2);
      return "about the old text";
    }
    await assert.rejects(steady(text, changing()), { code: LSPErrorCodes.ContentModified });
  });
});

describe("answers about a long text", () => {
  const rule = (at: number): string => `rule r${at} { severity low  by ip  when login where port > ${at} } // one\n`;
  const text = Array.from({ length: 2000 }, (_, at) => rule(at)).join("");
  const model = new Model();
  model.set("a.grove", text);

  /** How many there are, and what they come to. The bounds below are more than the pieces that are lexed at once. */
  function stepsOf<Result>(steps: Steps<Result>): { count: number; result: Result } {
    for (let count = 1; ; count++) {
      const { done, value } = steps.next();
      if (done === true) return { count, result: value };
    }
  }

  it("fold in steps", () => {
    const { count, result } = stepsOf(folding(text));
    assert.equal(result.length, 2000);
    assert.ok(count > 50, `${count}`);
  });

  it("are coloured in steps, and so are they brought into form", () => {
    const { count, result } = stepsOf(semanticTokens(model.analysis(), "a.grove"));
    assert.ok(count > 100, `${count}`);
    const formed = stepsOf(toSemanticTokens(result, texted(text)));
    assert.equal(formed.result.length, result.length * 5);
    assert.ok(formed.count > 50, `${formed.count}`);
  });
});
