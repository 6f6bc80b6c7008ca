import assert from "node:assert/strict";
import { parse } from "../../grammar/parse.ts";
import { children, descendants, pathAt } from "../../grammar/walk.ts";
import { fixtureFile } from "../kit/fixture.ts";
import { sample } from "./sample.ts";

describe("walk", () => {
  it("finds the nodes around an offset, outermost first", () => {
    const { text, cursor } = fixtureFile("rule a { when sequence { x: login where user.na$0me in y } }");
    const kinds = pathAt(parse(text), cursor!).map((node) => node.kind ?? text.slice(node.start, node.end));
    assert.deepEqual(kinds, ["rule", "sequence", "use", "compare", "path", "name"]);
  });

  it("counts parentheses as part of what they hold", () => {
    const text = "event a = b where (c or d) and e";
    const kinds = pathAt(parse(text), text.indexOf("(")).map((node) => text.slice(node.start, node.end));
    assert.deepEqual(kinds.slice(-2), ["(c or d) and e", "(c or d)"]);
  });

  it("gives children in order, inside their parents", () => {
    for (const declaration of parse(sample).declarations) {
      for (const node of descendants(declaration)) {
        let last = node.start;
        for (const child of children(node)) {
          assert.ok(node.start <= child.start && child.end <= node.end, sample.slice(child.start, child.end));
          assert.ok(child.start >= last, "in order");
          last = child.start;
        }
      }
    }
  });
});
