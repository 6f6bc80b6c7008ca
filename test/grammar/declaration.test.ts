import assert from "node:assert/strict";
import { parse } from "../../grammar/parse.ts";
import { declaration } from "./print.ts";
import { sample } from "./sample.ts";

function printed(text: string): string {
  const tree = parse(text);
  assert.deepEqual(tree.errors, []);
  return tree.declarations.flatMap(declaration).join("\n");
}

function reads(title: string, text: string, expected: string): void {
  it(title, () => assert.equal(printed(text), expected.trim().replaceAll("\n    ", "\n")));
}

describe("declarations", () => {
  it("reads a file with every kind of declaration", () => {
    const tree = parse(sample);
    assert.deepEqual(tree.errors, []);
    assert.deepEqual(
      tree.declarations.map((one) => one.kind).join(" "),
      [
        "workspace source list list table field event event rule rule rule ignore ranking action action action playbook",
        "baseline rule score cluster test",
      ].join(" "),
    );
  });

  reads("workspace", 'workspace { zone "UTC" period 1s }', "workspace\n      zone: UTC\n      period: 1000000us");

  reads(
    "source",
    `source web from application {
       files "a.log", 'b.log'
       format csv ";" ["time", "user"]
       time ts format "yyyy" year 2026 zone "UTC"
       only status >= 400
       lateness 30s idle 2m ahead 1d skew +90s late side missing "-", ""
       template 7 "hi {user}"
       map { user = lower(name)  source.port = port, event.action = "x" }
     }`,
    `
    source web
      class: application
      files: "a.log", "b.log"
      format: csv ";" ["time", "user"]
      only: (status >= 400)
      time: ts
      time format: yyyy
      year: 2026
      zone: UTC
      lateness: 30000000us
      idle: 120000000us
      ahead: 86400000000us
      skew: 90000000us
      late: side
      missing: "-", ""
      template 7: hi {user}
      map: user = lower(name)
      map: source.port = port
      map: event.action = "x"`,
  );

  reads(
    "a format that is a regular expression, which a field called regex does not open",
    "source a from database { format   regex /(?<at>\\S+) (?<who>.*)/i  only regex / 2 > 1 }",
    `
    source a
      class: database
      format: regex /(?<at>\\S+) (?<who>.*)/i
      only: ((regex / 2) > 1)`,
  );

  reads(
    "a format clause behind a time without one",
    "source a from database { time timestamp\n format syslog }",
    `
    source a
      class: database
      format: syslog
      time: timestamp`,
  );

  reads(
    "lists, tables and fields",
    'list a = ["x", "y"]\nlist b: cidr from "b.txt"\ntable c from "c.csv" key id: ip\nfield d.e: list<string>',
    `
    list a
      items: ["x", "y"]
    list b
      type: cidr
      from: b.txt
    table c
      from: c.csv
      key: id: ip
    field
      path: d.e
      type: list<string>`,
  );

  reads(
    "where and with in either order",
    "event a = b where c == 1 with d = e, f = g\nevent h = b with d = e where c == 1\nevent i = any { a  h }",
    `
    event a
      body: b where (c == 1) with d = e, f = g
    event h
      body: b where (c == 1) with d = e
    event i
      body: any { a; h }`,
  );

  reads(
    "rule",
    `rule r {
       severity high risk 5 attack T1110.001, TA0006 tags "a", "b" meta { author = "me" } status disabled
       by cased user, source.ip
       when login
       emit x = a.b, y = count(g)
       suppress 1h ignore where a ignore where b learn "*.log" forget 2h limit 10 ties either
     }`,
    `
    rule r
      severity: high
      risk: 5
      suppress: 3600000000us
      forget: 7200000000us
      limit: 10
      status: disabled
      ties: either
      attack: T1110.001, TA0006
      tags: "a", "b"
      meta: author = "me"
      by: cased user, source.ip
      when: login
      emit: x = a.b, y = count(g)
      ignore: a
      ignore: b
      learn: *.log`,
  );

  describe("when", () => {
    const when = (pattern: string, expected: string): void => {
      it(pattern, () => assert.equal(printed(`rule r { when ${pattern} }`), `rule r\n  when: ${expected}`));
    };
    when("login where a == 1", "login where (a == 1)");
    when("any { a  x: b where c }", "any { a; x: b where c }");
    when("sequence { a  no b within 30m }", "sequence { a; no b within 1800000000us }");
    when("entry: login where a", "entry: login where a");
    when("tries: count(e) >= 5 within 1h", "tries: (count(e) >= 5) within 3600000000us");
    when("either: any { a  b }", "either: any { a; b }");
    when(
      "every sequence within 1h { g: count(a where b) >= 5 within 2m  e: c where d in g.d  until f }",
      "every sequence within 3600000000us { g: (count(a where b) >= 5) within 120000000us; e: c where (d in g.d); until f }",
    );
    when(
      "sequence { no a with b = c within 30h  d with b = e.f }",
      "sequence { no a with b = c within 108000000000us; d with b = e.f }",
    );
    when(
      "all within 5m { a  any { b  c }  x: sequence { d e } }",
      "all within 300000000us { a; any { b; c }; x: sequence { d; e } }",
    );
    when(
      "count(a) >= 1 and count(a) / count(b) <= 1% within 7d",
      "((count(a) >= 1) and ((count(a) / count(b)) <= 0.01(%))) within 604800000000us",
    );
    when("first(a.b of c) within 7d", "first(a.b of c) within 604800000000us");
    when("(count(a) + 1) * 2 > 5", "(((count(a) + 1) * 2) > 5)");
    when("not count(a) > 5 or 3 < sum(x of b)", "((not (count(a) > 5)) or (3 < sum(x of b)))");
  });

  reads(
    "ignore and test",
    `ignore a, b where c == 1
     test "title" { given s "line" expect a once where x == 1 expect b 3 times expect c twice expect d expect no e }`,
    `
    ignore
      rules: a, b
      where: (c == 1)
    test
      title: title
      given s: line
      expect: a 1 times where (x == 1)
      expect: b 3 times
      expect: c 2 times
      expect: d
      expect: no e`,
  );

  reads(
    "several on one line",
    "event a = b event c = d where rule == 1 field x: int rule e { when c } rule f { when a }",
    `
    event a
      body: b
    event c
      body: d where (rule == 1)
    field
      path: x
      type: int
    rule e
      when: c
    rule f
      when: a`,
  );
});

describe("doc comments", () => {
  const docs = (text: string) => parse(text).declarations.map((one) => one.doc);

  it("belong to the declaration below them", () => {
    assert.deepEqual(docs("/// one\n///  two\n\n\nevent a = b\n/// three\nevent c = d"), [undefined, "three"]);
    assert.deepEqual(docs("/// one\n///  two\nevent a = b"), ["one\n two"]);
  });

  it("are no ordinary comments, and end at a blank line", () => {
    assert.deepEqual(docs("// one\nevent a = b\n//// two\nevent c = d"), [undefined, undefined]);
    assert.deepEqual(docs("/// file\n\n/// one\nevent a = b"), ["one"]);
    assert.deepEqual(docs("event a = b /// behind\nevent c = d"), [undefined, undefined]);
  });
});

describe("words", () => {
  it("of clauses and declarations may be fields everywhere", () => {
    const text =
      "rule r { by source, time, severity when use where event.rule == test and `in` > map emit when = by2.where }";
    assert.deepEqual(parse(text).errors, []);
  });

  it("at the start of a line stay fields where they are used as such", () => {
    const text =
      "source s from database {\nmap {\nsource.port = port\nevent = action\nrule.name = x\n}\n}\nevent a = s where x ==\nrule.name";
    const tree = parse(text);
    assert.deepEqual(tree.errors, []);
    assert.equal(tree.declarations.length, 2);
  });
});
