/** What is said of a slip: once, and with what to do about it. */
import type { FolderFiles } from "../../server/model/facts.ts";
import { expectDiagnostics } from "../kit/rules.ts";

const files: FolderFiles = {
  lists: {},
  tables: { "p.csv": { kind: "read", columns: ["account", "team"], rows: [["ann", "blue"]] } },
};

describe("messages", () => {
  it("of rows: no such table, no key, no such column", () =>
    expectDiagnostics(
      `
      rule a { severity low  when login where folk[user].team == "x" and sizes[0].x == 1 }
                                              ^^^^ error[unknown-name] Nothing in this folder is named \`folk\`
                                                                         ^^^^^^^^^^ error[unknown-field]
      table people from "p.csv" key uid: string
                                    ^^^ error[unknown-field] Its columns are \`account\` and \`team\`
      rule b { severity low  when login where people.team == "x" }
                                              ^^^^^^^^^^^ error[unknown-field] say of which row, as in \`people[key].team\`
      rule c { severity low  when login where people[user].size == "x" }
                                                           ^^^^ error[unknown-field] \`people\` has no column \`size\`
    `,
      {},
      files,
    ));

  it("of values: a duration below zero, a list of numbers, a word for late records", () =>
    expectDiagnostics(`
      source vpn from application {
        files "v.log"  format syslog  time timestamp year 2026  lateness -5s  late never
                                                                         ^^^ error[invalid-value] \`-5s\` is not a duration of zero or more
                                                                                   ^^^^^ error[invalid-value] is not a way to treat late records
        template 1 "{user}"
      }
      rule a { severity low  when vpn where user in ports }
                                  ^^^ information[broken-dependency]
      list ports = [22]
                    ^^ error[type-mismatch] write these where they are asked for, as in \`port in [22, 80]\`
    `));

  it("of a regular expression without its end: that alone", () =>
    expectDiagnostics(`
      rule a {
        severity low
        when     login where user matches /[open/
                                          ^^^^^^^ error[syntax] lacks its closing slash
      }
    `));

  it("of a word of the language: with its article", () =>
    expectDiagnostics(`
      event suppress = login
            ^^^^^^^^ error[reserved-name] so an event of this name
      rule a { severity low  when suppress where user == "x" }
                                  ^^^^^^^^ information[broken-dependency]
    `));

  it("of what nests too deep: that alone, not what was cut off by it", () => {
    const calls = "lower(".repeat(100);
    const labels = "sequence within 1m { a: ".repeat(100);
    expectDiagnostics(
      [
        `rule a { severity low  when login where ${calls}user${")".repeat(100)} == "x" }`,
        `${" ".repeat(40 + calls.length - 1)}^ error[syntax] deeper than 100 levels`,
      ].join("\n"),
    );
    expectDiagnostics(
      [
        `rule a { severity low  when ${labels}login${" }".repeat(101)}`,
        `${" ".repeat(28 + labels.length - 5)}^ error[syntax] deeper than 100 levels`,
      ].join("\n"),
    );
  });
});
