import assert from "node:assert/strict";
import { links } from "../../server/features/links.ts";
import { open } from "./ask.ts";

const FILES = ["lists/bad.txt", "people.csv", "logs/auth.log", "old.log"];

/** `text -> target`, for each link. */
function linked(source: string): string[] {
  const { analysis, uri, text } = open(source);
  return links(analysis, uri, FILES).map((link) => {
    return `${text.slice(link.start, link.end)} -> ${"url" in link ? link.url : link.file}`;
  });
}

describe("document links", () => {
  it("lead from a list and a table to their files", () => {
    assert.deepEqual(linked('list bad: ip from "lists/bad.txt"\ntable people from "people.csv" key user: string'), [
      "lists/bad.txt -> lists/bad.txt",
      "people.csv -> people.csv",
    ]);
  });

  it("lead to a file that is written from the folder on", () => {
    assert.deepEqual(linked('list bad from "./lists/bad.txt"'), ["./lists/bad.txt -> lists/bad.txt"]);
  });

  it("lead from a source to a single file, but not from a pattern", () => {
    assert.deepEqual(linked('source s from application { files "logs/auth.log", "logs/*.log"  format syslog }'), [
      "logs/auth.log -> logs/auth.log",
    ]);
  });

  it("lead to no file that is not there or lies elsewhere", () => {
    assert.deepEqual(
      linked('list a from "gone.txt"\nlist b from "../people.csv"\nlist c from "/etc/passwd"\nlist d from ""'),
      [],
    );
  });

  it("lead from techniques, their parts and tactics to their pages", () => {
    assert.deepEqual(linked("rule r { severity low  attack T1110.001, T1110, TA0006  by ip  when login }"), [
      "T1110.001 -> https://attack.mitre.org/techniques/T1110/001/",
      "T1110 -> https://attack.mitre.org/techniques/T1110/",
      "TA0006 -> https://attack.mitre.org/tactics/TA0006/",
    ]);
  });

  it("lead nowhere from a technique that there is not, nor from one in a comment", () => {
    assert.deepEqual(linked("// T1110\nrule r { severity low  attack T9999  by ip  when login }"), []);
  });

  it("lead to the older logs that a rule learns from", () => {
    assert.deepEqual(linked('rule r { severity low  by ip  when login  learn "old.log" }'), ["old.log -> old.log"]);
  });

  it("lead from what a baseline learns from, but not from a pattern", () => {
    const baseline = (path: string): string =>
      `baseline b by ip of login { learn "${path}"  feature f { hour(time) } }`;
    assert.deepEqual(linked(baseline("old.log")), ["old.log -> old.log"]);
    assert.deepEqual(linked(baseline("*.log")), []);
  });

  it("lead from texts in other quotes too", () => {
    assert.deepEqual(linked("list bad from 'lists/bad.txt'"), ["lists/bad.txt -> lists/bad.txt"]);
    assert.deepEqual(linked('list bad from """lists/bad.txt"""'), ["lists/bad.txt -> lists/bad.txt"]);
  });

  it("lead to a file in every place that names it", () => {
    assert.deepEqual(linked('list a from "old.log"\nlist b from "old.log"'), [
      "old.log -> old.log",
      "old.log -> old.log",
    ]);
  });

  it("stand in the order of the text, whatever order the clauses have", () => {
    assert.deepEqual(linked('rule r { learn "old.log"  by ip  when login  attack T1110 }'), [
      "old.log -> old.log",
      "T1110 -> https://attack.mitre.org/techniques/T1110/",
    ]);
  });

  it("are none in a text that only looks like a path", () => {
    assert.deepEqual(linked('event e = sshd where message == "people.csv"\nlist l = ["people.csv"]'), []);
  });

  it("are none in a text that holds neither", () => assert.deepEqual(linked("event e = sshd"), []));

  it("come from a text that is only half typed too", () => {
    assert.deepEqual(linked("rule r { attack T1110"), ["T1110 -> https://attack.mitre.org/techniques/T1110/"]);
    assert.deepEqual(linked('list l from "lists/ba'), []);
  });
});
