/** What the client keeps of the rules of its folders. */
import assert from "node:assert/strict";
import { RuleBook } from "../../client/rules.ts";
import type { RuleInfo } from "../../server/protocol.ts";

const rule = (name: string): RuleInfo => ({
  name,
  severity: "high",
  doc: null,
  place: { uri: "file:///work/ssh.grove", line: 1, character: 5 },
  broken: false,
  below: [],
});

describe("the book of rules", () => {
  it("knows nothing before the server has answered", () => {
    const book = new RuleBook(() => Promise.resolve([rule("a")]));
    assert.equal(book.of("file:///work"), undefined);
  });

  it("keeps the latest answer, and tells who listens", async () => {
    let told = 0;
    const book = new RuleBook(() => Promise.resolve([rule("a"), rule("b")]));
    book.onChange(() => told++);
    await book.refresh("file:///work");
    assert.deepEqual(
      book.of("file:///work")?.map(({ name }) => name),
      ["a", "b"],
    );
    assert.equal(book.find("file:///work", "b")?.name, "b");
    assert.equal(told, 1);
  });

  it("drops an answer that was overtaken by a later question", async () => {
    const answers: ((rules: RuleInfo[]) => void)[] = [];
    const book = new RuleBook(() => new Promise((settle) => answers.push(settle)));
    const both = [book.refresh("file:///work"), book.refresh("file:///work")];
    answers[1]!([rule("new")]);
    answers[0]!([rule("old")]);
    await Promise.all(both);
    assert.deepEqual(
      book.of("file:///work")?.map(({ name }) => name),
      ["new"],
    );
  });

  it("forgets a folder that was closed, also while an answer is on its way", async () => {
    let answer: (rules: RuleInfo[]) => void = () => undefined;
    const book = new RuleBook(() => new Promise((settle) => (answer = settle)));
    const asked = book.refresh("file:///work");
    book.forget("file:///work");
    answer([rule("a")]);
    await asked;
    assert.equal(book.of("file:///work"), undefined);
  });
});
