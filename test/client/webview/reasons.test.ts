/** What was set aside, by its reason. */
import assert from "node:assert/strict";
import type { Rejected } from "../../../client/panel/messages.ts";
import { listedRejected, reasonGroups, titleOf } from "../../../client/webview/reasons.ts";

const line = (kind: Rejected["kind"], reason: string, source = "auth"): Rejected => ({
  ...{ kind, file: "logs/auth.log", line: 1, source, reason, lag: null, time: null, arrived: null },
  text: "Jun 14 15:16:01 web1 sshd: hello",
});
const LINES = [
  line("unparsed", 'no timestamp at column 1: "hello"'),
  line("late", "52 s behind, lateness is 30 s"),
  line("unparsed", 'no timestamp at column 7: "x"'),
  line("unparsed", "empty line", "fw"),
];
const groups = (query: string, numbers: Record<string, number> = {}): [string, number][] =>
  reasonGroups(listedRejected(LINES, query), numbers).map(({ title, number }) => [title, number]);

describe("what was set aside", () => {
  it("is grouped by why, whatever the texts are", () => {
    assert.deepEqual(groups(""), [
      ["Late by more than the source allows", 1],
      ["No timestamp", 2],
      ["Empty line", 1],
    ]);
  });

  it("counts what is not listed too, each kind with all of its lines", () => {
    assert.deepEqual(groups("", { late: 900, unparsed: 10 }), [
      ["Late by more than the source allows", 900],
      ["No timestamp", 2],
      ["Empty line", 8],
    ]);
  });

  it("is found by source, reason, file and words", () => {
    assert.deepEqual(groups("source:fw"), [["Empty line", 1]]);
    assert.deepEqual(groups("reason:late"), [["Late by more than the source allows", 1]]);
    assert.equal(listedRejected(LINES, "file:auth hello -reason:empty").length, 3);
    assert.equal(listedRejected(LINES, "nothing of the kind").length, 0);
  });

  it("has short titles", () => {
    assert.equal(titleOf('no time in ts: "x" is not written as `%Y`'), "No time in ts");
    assert.equal(
      titleOf("line of 2000000 bytes: lines longer than 1048576 bytes are not read"),
      "Line of 2000000 bytes",
    );
    assert.equal(titleOf('"?'), "Not parsed");
    assert.equal(titleOf('no " [" behind $remote_user'), "Not in the source's format");
  });
});
