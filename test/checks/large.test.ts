import assert from "node:assert/strict";
import { MOST_WORDS } from "../../grammar/print.ts";
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

  it("large-file: at a declaration that formatting leaves as it is, counted in words and not in letters", () => {
    const [found] = large(`event a = sshd\nlist b = [${'"c",'.repeat(MOST_WORDS / 2)}]`);
    assert.equal(found?.start, "event a = sshd\n".length);
    assert.match(found.message, /formatting leaves it as it is/);
    assert.deepEqual(large(`list b = ["${"c".repeat(MOST_WORDS)}"]`), []);
  });
});
