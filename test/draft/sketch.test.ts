/** What a log looks like in a few words, by its beginning. */
import assert from "node:assert/strict";
import { sketch } from "../../server/draft/sketch.ts";

const of = (text: string) =>
  sketch({ path: "a.log", head: new TextEncoder().encode(text), isWhole: true, changed: Date.UTC(2026, 6, 1) * 1000 });

describe("what a log looks like", () => {
  it("names the format, the programs that write most of it, and its first time", () => {
    const line = (program: string, second: number): string =>
      `Jun 14 15:16:0${second} web1 ${program}[7]: session opened for root\n`;
    const log = of(line("sshd", 1) + line("sshd", 2) + line("sudo", 3));
    assert.deepEqual([log.looks, log.isRead], ["syslog: sshd, sudo", true]);
    assert.equal(log.first, Date.UTC(2026, 5, 14, 15, 16, 1) * 1000);
    assert.equal(log.line, line("sshd", 1).trimEnd());
    const many = of(["sshd", "sshd", "sshd", "sudo", "sudo", "cron"].map((of, n) => line(of, n)).join(""));
    assert.equal(many.looks, "syslog: sshd, sudo, others");
  });

  it("names the field that holds the time, where the log names it", () => {
    const line = (second: number): string =>
      `{"@timestamp":"2026-06-14T09:00:0${second}Z","action":"deny","n":${second}}\n`;
    assert.equal(of(line(1) + line(2) + line(3)).looks, "JSON lines, time in @timestamp");
  });

  it("says why where it cannot be read", () => {
    const log = of("a\nb\nc\n");
    assert.deepEqual([log.isRead, log.first, log.line], [false, null, null]);
    assert.match(log.looks, /no line of it begins with a time/);
    assert.equal(of("").looks, "it is empty");
  });
});
