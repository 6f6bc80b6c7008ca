import assert from "node:assert/strict";
import { finished } from "../../grammar/steps.ts";
import { replayLenses } from "../../server/features/codeLens.ts";
import { folding, type Fold } from "../../server/features/folding.ts";
import { rules } from "../../server/features/rules.ts";
import { symbols, type OutlineEntry } from "../../server/features/symbols.ts";
import { open } from "./ask.ts";

const folds = (text: string): Fold[] => finished(folding(text));

describe("outline", () => {
  const tree = (entries: readonly OutlineEntry[]): unknown[] =>
    entries.map(({ kind, name, children }) => [`${kind} ${name}`, ...(children.length > 0 ? [tree(children)] : [])]);

  it("lists declarations, with templates and labelled steps below", () => {
    const { analysis, uri } = open(`
      source s from application { files "a"  format syslog  time timestamp year 2026  template 7 "x {y}" }
      rule r { severity low  by ip  when sequence within 1m { first_one: login  all { inner: login  login_failed } } }
      field app.tenant: string
      test "it works" { expect no r }
    `);
    assert.deepEqual(tree(symbols(analysis, uri)), [
      ["source s", [["constant 7"]]],
      ["rule r", [["label first_one"], ["label inner"]]],
      ["field app.tenant"],
      ["constant it works"],
    ]);
  });

  it("lists what playbooks, scores, baselines and clusters name inside", () => {
    const { analysis, uri } = open(`
      playbook p { on login  a: x(ip)  after a { b: x(ip) }  on failure { c: x(ip) } }
      score s by ip of login { measure wide = distinct(user) }
      baseline b by ip of login { feature rhythm { hour(time) cyclic 24 } }
      cluster c of login { items user by ip  family odd where length > 3 }
      ranking r by ip of login { hits }
      action x(address: ip) { exec ["x", address] }
    `);
    assert.deepEqual(tree(symbols(analysis, uri)), [
      ["rule p", [["label a"], ["label b"], ["label c"]]],
      ["rule s", [["field wide"]]],
      ["rule b", [["field rhythm"]]],
      ["rule c", [["field odd"]]],
      ["rule r"],
      ["rule x"],
    ]);
  });

  it("keeps what is to be revealed inside its symbol, in a half-typed text too", () => {
    const { analysis, uri } = open('rule { when sequence { a: }\nsource\ntest ""\nevent e = ');
    const check = (entries: readonly OutlineEntry[]): void => {
      for (const { name, start, end, at, children } of entries) {
        assert.ok(name.length > 0 && start <= at.start && at.end <= end, name);
        check(children);
      }
    };
    const entries = symbols(analysis, uri);
    assert.ok(entries.length > 0);
    check(entries);
  });
});

describe("code lens", () => {
  it("stands at each rule that can be replayed", () => {
    const { analysis, uri, text } = open(`
      event e = sshd
      rule good { severity low  by ip  when e }
      rule bad { severity low  by ip  when nothing }
    `);
    assert.deepEqual(
      replayLenses(analysis, uri).map(({ rule, start, end }) => [rule, text.slice(start, end)]),
      [["good", "rule good"]],
    );
  });

  it("stands at a rule of every shape, and at none that a replay leaves out", () => {
    const of = (source: string): string[] => {
      const { analysis, uri } = open(source);
      return replayLenses(analysis, uri).map(({ rule }) => rule);
    };
    for (const when of [
      "login",
      "any { login  login_failed }",
      "count(login) >= 3 within 1m",
      "sequence within 1m { login  login_failed }",
      "all within 1m { login  login_failed }",
      "sequence { login  no login_failed within 1m }",
    ])
      assert.deepEqual(of(`rule r { severity low  by ip  when ${when} }`), ["r"], when);
    assert.deepEqual(of("rule a { severity low  by ip  when login }\nrule b { severity low  by ip  when a }"), [
      "a",
      "b",
    ]);
    assert.deepEqual(of("rule a { severity low  by ip  when nothing }\nrule b { severity low  by ip  when a }"), []);
    assert.deepEqual(of("rule { severity low  by ip  when login }"), []);
    assert.deepEqual(of("rule r { severity low  by ip  when "), []);
    assert.deepEqual(of("event e = sshd"), []);
  });

  it("stands at the rules of its own document", () => {
    const { analysis } = open("//- a.grove\nrule a { severity low  by ip  when login }\n//- b.grove\nevent e = sshd");
    assert.deepEqual(replayLenses(analysis, "b.grove"), []);
    assert.equal(replayLenses(analysis, "a.grove").length, 1);
  });
});

describe("list of rules", () => {
  it("says what a view needs to show", () => {
    const { analysis } = open(`
      /// Finds it.
      rule good { severity critical  by ip  when login }
      rule computed { severity if l.threat > 3 then high else low  by ip  when sequence { l: login } }
      rule bad { severity low  by ip  when nothing }
    `);
    assert.deepEqual(
      rules(analysis).map(({ name, severity, doc, broken }) => [name, severity, doc, broken]),
      [
        ["good", "critical", "Finds it.", false],
        ["computed", null, null, false],
        ["bad", "low", null, true],
      ],
    );
  });
});

describe("folding", () => {
  it("folds braces, long strings and runs of comments", () => {
    const text = '// one\n// two\nrule r {\n  meta { a = 1\n  }\n}\ntest "t" { given s """\n  x\n  """ }\n// alone';
    assert.deepEqual(
      folds(text).map(({ kind, start, end }) => [kind, text.slice(start, end)]),
      [
        ["comment", "// one\n// two"],
        ["region", "{\n  meta { a = 1\n  }\n}"],
        ["region", "{ a = 1\n  }"],
        ["region", '{ given s """\n  x\n  """ }'],
        ["region", '"""\n  x\n  """'],
        ["comment", "// alone"],
      ],
    );
  });

  it("folds what each kind of declaration holds, and what stands inside of it", () => {
    const folded = (text: string): string[] =>
      folds(text).flatMap(({ start, end }) => (text.slice(start, end).includes("\n") ? text.slice(start, end) : []));
    const body = "{\n}";
    for (const head of [
      "source s from application ",
      "workspace ",
      "ranking r by ip of e ",
      "action a(x: ip) ",
      "playbook p ",
      "baseline b by ip of e ",
      "score s by ip of e over 1h ",
      "cluster c of e ",
      'test "t" ',
      "event e = any ",
    ])
      assert.deepEqual(folded(head + body), [body], head);
    assert.deepEqual(folded("rule r {\n  when sequence {\n    any {\n }\n  }\n}").length, 3);
    assert.deepEqual(folded('list l = [\n  "a",\n]'), ['[\n  "a",\n]']);
    assert.deepEqual(folded('event e = s where a == "{"  and b == "}"'), []);
  });

  it("folds comments apart that a blank line or a word parts", () => {
    const comments = (text: string): string[] => folds(text).map(({ start, end }) => text.slice(start, end));
    assert.deepEqual(comments("// a\r\n// b\r\n\r\n/// c\r\n/// d\r\nevent e = s"), ["// a\r\n// b", "/// c\r\n/// d"]);
    assert.deepEqual(comments("// a\nevent e = s // b\n// c\n// d\n"), ["// a", "// c\n// d"]);
  });

  it("folds parentheses over several lines", () => {
    const text = "event e = s where (\n  a == 1\n  or b == 2\n)";
    assert.deepEqual(
      folds(text).map(({ start, end }) => text.slice(start, end)),
      [text.slice(text.indexOf("("))],
    );
  });

  it("folds what is whole in a text that is half typed", () => {
    const text = "rule a {\n  when any {\n    login\n  }\nrule b {\n  by ip\n}\n";
    assert.deepEqual(
      folds(text).map(({ start, end }) => text.slice(start, end)),
      ["{\n    login\n  }", "{\n  by ip\n}"],
    );
    assert.deepEqual(folds(""), []);
  });

  it("bears braces that nothing opens or closes", () => {
    assert.deepEqual(folds("} { {"), []);
  });
});
