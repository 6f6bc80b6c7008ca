import assert from "node:assert/strict";
import { learn, SSH } from "./learn.ts";

const yearIn = (lines: readonly string[]): string =>
  /^ {2}time {5}timestamp year (\d{4} {2}\/\/.*)$/m.exec(learn(lines).source)![1]!;

/** A daemon that writes the whole date into its message, as a line of syslog. */
const connected = (day: string, year: number): string =>
  `${day} 02:08:10 web1 ftpd[811]: connection from 203.0.113.9 at ${day} 02:08:12 ${year}`;

describe("the year of a log whose lines leave it out", () => {
  it("is that of the log's last change", () => {
    assert.equal(yearIn(SSH), "2026  // no line names its year: that of the log's last change");
  });

  it("is the year before where that would lie in the future", () => {
    const december = SSH.map((line) => line.replace("Jun", "Dec"));
    assert.equal(yearIn(december), "2025  // no line names its year: that of the log's last change");
  });

  it("is the one that messages name, if what they name is the day of their line", () => {
    const lines = [...SSH, connected("Jun 18", 2005), connected("Jun 19", 2005)];
    assert.equal(yearIn(lines), "2005  // no line names its year, but some messages do");
  });

  it("is that of the first line: behind New Year's Eve the messages name the next one", () => {
    const lines = [...SSH.map((line) => line.replace("Jun", "Dec")), connected("Jan  2", 2006)];
    assert.match(yearIn(lines), /^2005 /);
  });

  it("is none that a message names for another day", () => {
    const lines = SSH.map((line) => `${line}, certificate of Mar 03 10:00:00 2019`);
    assert.match(yearIn(lines), /^2026 /);
  });
});
