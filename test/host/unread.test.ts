/** Which reason is named of lines that could not be read. */
import assert from "node:assert/strict";
import type { ReplayEvent } from "../../server/engine/events.ts";
import { Unread } from "../../server/host/unread.ts";

const unparsed = (line: number, reason: string, source = "sshd"): ReplayEvent => ({
  ...{
    kind: "unparsed",
    file: "a.log",
    line,
    source,
    reason,
    lag: null,
    time: null,
    arrived: null,
    text: `text ${line}`,
  },
});

describe("reasons of unread lines", () => {
  it("are counted whatever text each quotes, and the commonest is told with its first line", () => {
    const unread = new Unread();
    unread.take([unparsed(1, "too long: 9 bytes"), unparsed(2, 'no time: "a"')]);
    unread.take([unparsed(3, 'no time: "b \\" 7"'), unparsed(4, "no time", "other")]);
    assert.deepEqual(unread.common("sshd"), { reason: 'no time: "a"', file: "a.log", line: 2, text: "text 2" });
    assert.equal(unread.common("other")?.line, 4);
    assert.equal(unread.common("third"), null);
  });

  it("are so many at most, and those that came first still count", () => {
    const unread = new Unread();
    const word = (n: number): string => String.fromCharCode(97 + (n % 26), 97 + Math.floor(n / 26));
    unread.take(Array.from({ length: 300 }, (_, n) => unparsed(n, word(n))));
    unread.take([unparsed(900, word(5)), unparsed(901, word(299)), unparsed(902, word(299))]);
    assert.equal(unread.common("sshd")?.line, 5);
  });
});
