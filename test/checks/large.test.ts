import assert from "node:assert/strict";
import { MOST_CHARACTERS, MOST_WORDS } from "../../grammar/limits.ts";
import { diagnosed } from "../kit/rules.ts";

const large = (text: string) => diagnosed(text).filter(({ code }) => code === "large-file");

describe("checks of size", () => {
  it("large-file: once, at the beginning of a file of very many declarations", () => {
    const many = (count: number): string =>
      Array.from({ length: count }, (_, index) => `list l${index} = ["a"]`).join(" ");
    assert.deepEqual(large(many(5000)), []);
    assert.deepEqual(
      large(many(5001)).map(({ start, end }) => [start, end]),
      [[0, 4]],
    );
  });

  it("a declaration that is too long is not read, which its name shows: one error, and what needs it says so", () => {
    const list = (words: number) => `list b = [${'"c",'.repeat(words / 2)}]`;
    const rule = "rule r { severity low  when login where user in b }";
    const codes = (words: number) => diagnosed(`${list(words)}\n${rule}`).map(({ code, start }) => [code, start]);
    assert.deepEqual(codes(1000), []);
    const from = list(MOST_WORDS).length + 1;
    assert.deepEqual(codes(MOST_WORDS), [
      ["syntax", 0],
      ["broken-dependency", from + rule.indexOf("b }")],
    ]);
  });

  it("a file that is too long is not read: one error, at its first word", () => {
    const [found, ...more] = diagnosed(`\n  event a = login\n//${"x".repeat(MOST_CHARACTERS)}`);
    assert.deepEqual([found?.code, found?.start, found?.end, more], ["syntax", 3, 8, []]);
    assert.match(found!.message, /more than 2,000,000 characters, so it is not read/);
    assert.deepEqual(diagnosed(" ".repeat(MOST_CHARACTERS + 1)).length, 1);
  });
});
