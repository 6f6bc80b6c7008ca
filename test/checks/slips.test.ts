/** What those write who begin, and the one thing that they are told. */
import assert from "node:assert/strict";
import { diagnosed, expectDiagnostics } from "../kit/rules.ts";

describe("slips of those who begin", () => {
  it("words of the language, misspelt: the one that is meant", () =>
    expectDiagnostics(`
      rul a { severity low  when login }
      ^^^ error[syntax] Did you mean \`rule\`?
      rule b { sevrity low  by ip  wen login }
               ^^^^^^^ error[syntax] Did you mean \`severity\`?
                                   ^^^ error[syntax] Did you mean \`when\`?
    `));

  it("keywords, misspelt behind other declarations: each of them, and what they name is known", () =>
    expectDiagnostics(`
      event a = sshd where user == "x"
      evnt b = login
      ^^^^ error[syntax] Did you mean \`event\`?
      rul c { severity low  when b }
      ^^^ error[syntax] Did you mean \`rule\`?
      tabel d = 1
      ^^^^^ error[syntax] Did you mean \`table\`?
              ^ error[syntax] Expected \`from\`
      rule e { severity low  when a where user in f }
                                                  ^ information[broken-dependency]
      lst f = ["x"]
      ^^^ error[syntax] Did you mean \`list\`?
      rules g { severity low  when a }
      ^^^^^ error[syntax] Did you mean \`rule\`?
      tset "h" { given sshd "x" }
      ^^^^ error[syntax] Did you mean \`test\`?
      feild user.name: string
      ^^^^^ error[syntax] Did you mean \`field\`?
      ingore uses_both where user == "x"
      ^^^^^^ error[syntax] Did you mean \`ignore\`?
    `));

  it("a count without its parenthesis in front of its number: told there, once", () =>
    expectDiagnostics(`
      rule a { severity low  by ip  when count(login where user == "x" >= 5 within 10m }
                                                                       ^^ error[syntax] What is counted is not closed
    `));

  it("comparisons: of the kind that the value wants", () =>
    expectDiagnostics(`
      rule a { severity low  when login where user in [root, admin] }
                                                       ^^^^ error[unknown-field] put it in quotes: \`"root"\`
                                                             ^^^^^ error[unknown-field] put it in quotes: \`"admin"\`
      rule b { severity low  when login where user exists == false }
                                                          ^^ error[syntax] For the opposite write \`not user exists\`
      rule c { severity low  when login where template 1003 }
                                                       ^^^^ error[syntax] stands an operator
      rule d { severity low  when login where ip == 10.0.0.0/8 }
                                                    ^^^^^^^^^^ error[type-mismatch] An address lies \`in\` a network
      rule e { severity low  by "ip"  when login }
                                ^^^^ error[syntax] Names stand without quotes
    `));

  it("a bare word is offered quotes only where a text can stand", () =>
    expectDiagnostics(`
      rule a { severity low  when login where port == root }
                                                      ^^^^ error[unknown-field] Capture it in a template
      rule b { severity low  when login where user != root or lower(user) == adm }
                                                      ^^^^ error[unknown-field] put it in quotes: \`"root"\`
                                                                             ^^^ error[unknown-field] put it in quotes: \`"adm"\`
    `));

  it("a label with the sign of a field: told once, and not taken for an event", () =>
    expectDiagnostics(`
      rule a { severity low  by ip  when sequence within 5m { b = login_failed  login } }
                                                                ^ error[syntax] A label has a colon: write \`b: login_failed\`
      rule c { severity low  by ip  when d = login }
                                           ^ error[syntax] A label has a colon: write \`d: login\`
    `));

  it("operators in words: the one that is meant, and no clause", () =>
    expectDiagnostics(`
      rule a { severity low  when login where user starts with "root" }
                                                   ^^^^^^ error[syntax] but found \`starts\`. Write \`startswith\`.
    `));

  it("what stands in a declaration is never taken for its name", () =>
    expectDiagnostics(`
      rule failed { severity low  when faild }
                                       ^^^^^ error[unknown-name] There are \`sshd\`
    `));

  it("events and lists: what is named in front, and in brackets", () =>
    expectDiagnostics(`
      event a = where template == 1003
                ^^^^^ error[syntax] In front of \`where\` the source or event is named
      event b = sshd where template = 1003
                                    ^ error[syntax] To compare, write \`==\`
      list c = "x", "y"
               ^^^ error[syntax] Values stand in brackets
      list d = file "x.txt"
               ^^^^ error[syntax] \`list names from "names.txt"\`
      rule e { severity low  by ip  when sequence within 1m { count(login_failed) >= 5, login } }
                                                                                      ^ error[syntax] Nothing separates steps
    `));

  it("literal-placeholder: braces in what is said, and nowhere else", () =>
    expectDiagnostics(`
      rule a { severity low  by ip  when e: login where user == "{user}"  emit what = "by {e.user}" }
                                                                                          ^^^^^^^^ warning[literal-placeholder] \`"user " + e.user\`
      action b(x: ip) {
        http POST "https://f.example/\${ x }" json { data = '{"a": 1}' }
                                     ^^^^^^ warning[literal-placeholder] \`"user " + x\`
        simulate takes 1s
      }
      playbook c { on a  b(ip)  approve "Go on for {user}?" by "soc" { b(ip) } }
                                                   ^^^^^^ warning[literal-placeholder]
      test "{user}" { given sshd "{user}"  expect no a }
    `));

  it("counts: one message for what is called something else", () =>
    expectDiagnostics(`
      rule a { severity low  by ip  when dc(user) > 5 within 5m }
                                         ^^ error[unknown-function] \`distinct(user of login_failed)\`
      rule b { severity low  by ip  when count(login_failed) > 5 within 5 minutes }
                                                                          ^^^^^^^ error[syntax] \`5m\`
    `));

  it("a format that there is not: its fields are not blamed as well", () =>
    expectDiagnostics(`
      source a from application { files "a.log"  format jsonl  time ts  only kind == "b" }
                                                        ^^^^^ error[invalid-value] Did you mean \`json\`?
    `));

  it("labels of nested patterns, keys of events, fields of other sources: what they are, and no wrong guess", () =>
    expectDiagnostics(`
      rule a { severity low  by ip  when sequence within 1h { all within 5s { x: login  login_failed }  b: login where user == x.user } }
                                                                                                                               ^ error[unknown-label] \`x\` is a label of a pattern inside of this one
      rule c { severity low  by sshd.ip  when login }
                                ^^^^^^^ error[unknown-field] write \`ip\`
      source other from application { files "a.log"  format json  time at  map { level = severity } }
      rule d { severity low  when login where level == "high" }
                                              ^^^^^ error[unknown-field] It is a field of \`other\`.
      rule e { severity low  by ip  when sequence within 1h { login_failed  entry: login where entri.user == "x" } }
                                                                                               ^^^^^ error[unknown-label] Put one before a step
    `));

  it("one cause, one message: what is left without its clause, its count, its label, its number", () =>
    expectDiagnostics(`
      rule a { severity low  by ip, when e: login  emit u = e.user }
                                  ^ error[syntax] Nothing separates clauses here
      rule b { severity low  by ip  when count(login, 1m) > 3 }
                                         ^^^^^^^^^^^^^^^^ error[wrong-arguments] it takes one event
      rule c { severity low  by ip  when not login }
                                             ^^^^^ error[unknown-field] What must not happen stands behind
      rule d { severity low  by ip  when sequence within 5m { login_failed  n: no login within 2s }  emit u = n.user }
                                                                            ^ error[misplaced-step] Leave the label out
      source f from application { files "f.log"  format syslog  time timestamp year 2026  template 1 "a {_b}"  template -1 "z" }
                                                                                                                        ^ error[syntax] Expected a number in a template
    `));

  it("a path with backslashes: its escapes, and not that there is no such file", () =>
    expectDiagnostics(
      `
      list a from "lists\\big.txt"
                        ^^ error[syntax] is no escape
      rule b { severity low  when login where user in a }
                                                      ^ information[broken-dependency]
    `,
      {},
      { lists: { [String.raw`lists\big.txt`]: { kind: "missing" } }, tables: {} },
    ));

  it("what is computed, compared or counted where names stand alone: how it is said, and no wrong sign", () => {
    expectDiagnostics(`
      rule a { severity low  by lower(user)  when login }
                                     ^ error[syntax] What is computed becomes one by \`with\`
      rule b { severity low  by ip, user = ip  when login }
                                         ^ error[syntax] A key is a field
      rule c { severity low  by ip  when sequence within 5m { login_failed  login  until count(login) > 3 } }
                                                                                              ^ error[syntax] Behind \`until\` stand events alone
      rule d { severity low  by ip  when any { count(login_failed) > 3  login } }
                                                    ^ error[syntax] In \`any\` stand events alone
      ignore where user == "x"
             ^^^^^ error[syntax] In front of \`where\` the rules are named
    `);
    for (const { fixes } of diagnosed("rule a { severity low  by user = ip  when login }"))
      assert.equal(fixes, undefined);
  });

  it("signs that no name has: which it may have, and the code of what cannot be seen", () =>
    expectDiagnostics(`
      rule größe { severity low  when login }
             ^^ error[syntax] Names are made of the letters a to z, digits and \`_\`
      rule b { severity low  when login where user\u200b == "x" }
                                                  ^ error[syntax] U+200B
    `));

  it("a file in UTF-16 is told once", () => {
    const text = [..."rule a { severity low  when login }\nevent b = c\n"].map((sign) => `${sign}\0`).join("");
    for (const each of [text, `\ufffd\ufffd${text}`])
      assert.deepEqual(
        diagnosed(each).map(({ message }) => /Save it as UTF-8/.test(message)),
        [true],
      );
  });

  it("names that are mended to one and the same: each its own", () => {
    const found = diagnosed('rule "r 1" { severity low  when login }\nrule r-1 { severity low  when login }');
    assert.deepEqual(
      found.map(({ fixes }) => fixes?.[0]?.edits[0]?.text),
      ["r_1", "r_1_2"],
    );
  });

  it("a field that the first records of an open log lack: of how many, and how to declare it", () => {
    const source = 'source app from application { files "a.log"  format json  time at }';
    const facts = { app: { records: 2000, fields: { at: { present: 2000, values: [] } } } };
    const text = `${source}\nrule a { severity low  when app where late_field == "x" }\n`;
    const [found, ...more] = diagnosed(text, facts);
    assert.deepEqual(more, []);
    assert.match(found!.message, /`app` has no field `late_field` in the first 2000 records that were looked at/);
    const [edit] = found!.fixes![0]!.edits;
    assert.equal(edit!.text, "\nfield late_field: string\n");
    const declared = text.slice(0, edit!.start) + edit!.text + text.slice(edit!.end);
    assert.deepEqual(
      diagnosed(declared, facts).filter(({ severity }) => severity === "error"),
      [],
    );
    const counted = diagnosed(`${source}\nrule a { severity low  when app where late_field > 5 }`, facts);
    assert.equal(counted[0]!.fixes![0]!.edits[0]!.text, "\n\nfield late_field: int\n");
  });
});
