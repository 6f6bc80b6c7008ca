import assert from "node:assert/strict";
import { expect, type Expectation, type Expected } from "../../grammar/expect.ts";
import { fixtureFile } from "../kit/fixture.ts";
import { sample } from "./sample.ts";

function at(source: string): Expectation {
  const { text, cursor } = fixtureFile(source);
  assert.notEqual(cursor, undefined, "a cursor is needed");
  return expect(text, cursor!);
}

function words(source: string, kind: Expected["kind"] = "keyword"): string[] {
  return at(source).expected.flatMap((item) => (item.kind === kind && "text" in item ? item.text : []));
}

function roles(source: string): string[] {
  return at(source).expected.flatMap((item) => (item.kind === "name" ? item.role : []));
}

function item(source: string, role: string): Expected {
  const found = at(source).expected.find((one) => one.kind === "name" && one.role === role);
  assert.notEqual(found, undefined, `a ${role} is expected`);
  return found!;
}

const declarationKeywords =
  "workspace source list table field event rule ignore test ranking action playbook baseline score cluster".split(" ");

describe("expect", () => {
  it("offers declarations between declarations", () => {
    for (const source of ["$0", "event a = b\n\n$0", "rule a { }\nru$0\nrule b { }", "/// doc\n$0"]) {
      const offered = words(source);
      for (const keyword of declarationKeywords) assert.ok(offered.includes(keyword), `${keyword} in ${source}`);
    }
    assert.equal(at("rule a { }\n$0").declaration, undefined);
  });

  it("offers the clauses of the declaration it is in", () => {
    const rule = words("rule a {\n  severity high\n  $0\n}");
    assert.ok(rule.includes("when") && rule.includes("by") && !rule.includes("template"));
    const source = words("source a from database {\n  $0\n}");
    assert.ok(source.includes("template") && source.includes("map") && !source.includes("when"));
    assert.deepEqual(words('test "a" { $0 }'), ["given", "expect"]);
    assert.deepEqual(at("rule a {\n  $0").declaration, { keyword: "rule", start: 0 });
  });

  it("offers the clauses of rankings, actions, playbooks, baselines, scores and clusters", () => {
    const cases: Readonly<Record<string, string>> = {
      "ranking a by b of c {\n  $0\n}": "rules regions hits failures order weights",
      "action a(b: ip) {\n  $0\n}": "http exec timeout retry once simulate",
      "action a(b: ip) { simulate $0": "takes returns fails http exec timeout retry once simulate",
      "playbook a {\n  $0\n}": "on after if for approve",
      "playbook a {\n  on b\n  after c {\n    $0": "after if for approve",
      "playbook a { on $0": "failure",
      "baseline a by b of c {\n  $0\n}": "learn feature rare",
      "score a by b of c $0": "where with over",
      "score a by b of c over 1h {\n  $0\n}": "measure alert",
      "score a by b of c over 1h { measure d = e weight $0": "",
      "cluster a of b over 1h {\n  $0\n}": "items link features family alert",
    };
    for (const [source, offered] of Object.entries(cases)) {
      assert.deepEqual(words(source).sort(), offered.split(" ").filter(Boolean).sort(), source);
    }
  });

  it("offers the next clause behind an unfinished one", () => {
    assert.ok(words("ranking a by b of c {\n  rules\n  $0").includes("hits"));
    assert.ok(words("playbook a {\n  b: c(\n  $0").includes("approve"));
    assert.ok(words("score a by b of c over 1h {\n  measure d =\n  $0").includes("alert"));
  });

  it("knows what kind of name stands where", () => {
    assert.deepEqual(roles("event $0"), ["name"]);
    assert.deepEqual(roles("source a from $0"), ["class"]);
    assert.deepEqual(roles("event a = $0"), ["event"]);
    assert.deepEqual(roles("ignore $0"), ["rule"]);
    assert.deepEqual(roles('test "a" { given $0'), ["source"]);
    assert.deepEqual(roles('test "a" { expect no $0'), ["rule"]);
    assert.deepEqual(roles("rule a { by $0 }"), ["root"]);
    assert.deepEqual(roles("rule a { status $0 }"), ["status"]);
    assert.deepEqual(roles("rule a { attack T1110, $0 }"), ["technique"]);
    assert.deepEqual(roles("list a: $0"), ["listType"]);
    assert.deepEqual(roles("field a.b: $0"), ["type"]);
    assert.deepEqual(roles("source a from database { format $0"), ["format"]);
    assert.deepEqual(roles("rule a { when count(x) > 1 and distinct(p of $0"), ["event"]);
    assert.deepEqual(roles("rule a { when sequence { no $0"), ["event"]);
    assert.deepEqual(roles("rule a { when $0 }"), ["label", "function", "event"]);
    assert.deepEqual(roles("ranking a by b of $0"), ["event"]);
    assert.deepEqual(roles("ranking a by b of c { order $0"), ["level"]);
    assert.deepEqual(roles("ranking a by b of c { weights { $0"), ["weighted"]);
    assert.deepEqual(roles("action a(b: $0"), ["type"]);
    assert.deepEqual(roles("action a() { http $0"), ["method"]);
    assert.deepEqual(roles("playbook a { on $0"), ["event"]);
    assert.deepEqual(roles("playbook a { on b  $0"), ["label", "action"]);
    assert.deepEqual(roles("playbook a { after $0"), ["step", "label", "action"].slice(0, 1));
    assert.deepEqual(roles("cluster a of b over 1h { features $0"), ["feature"]);
  });

  it("knows the event whose fields a condition is about", () => {
    assert.equal(item("event a = login where $0", "root").event, "login");
    assert.equal(item("rule a { when sequence { x: login where b == 1 and $0", "root").event, "login");
    assert.equal(item("rule a { when count(login where $0", "root").event, "login");
    assert.equal(item("rule a { when distinct(p of login where $0", "root").event, "login");
    assert.equal(item("ranking a by b of web where c { rules $0", "root").event, "web");
    assert.equal(item("score a by b of mail over 1h { measure d = $0", "root").event, "mail");
    assert.equal(item("cluster a of dns over 1h { items $0", "root").event, "dns");
    assert.equal(item("playbook a { on theft  b: c($0", "root").event, "theft");
  });

  it("knows the path before a dot, and the field that a value is compared with", () => {
    assert.deepEqual(item("event a = b where c.d.$0", "member").path, ["c", "d"]);
    assert.deepEqual(item("event a = b where c[x.y].de$0", "member").path, ["c"]);
    assert.deepEqual(item("event a = b where c.d == $0", "root").comparedWith, ["c", "d"]);
    assert.deepEqual(item('event a = b where c not in ["x", $0', "root").comparedWith, ["c"]);
    assert.equal(item("rule a { severity $0", "root").clause, "severity");
  });

  it("replaces the word under the cursor, and the string around it", () => {
    assert.deepEqual(at("rule a { sev$0erity high }").word, { start: 9, end: 17 });
    assert.deepEqual(at("rule a { $0 }").word, { start: 9, end: 9 });
    const string = at('event a = b where c == "x$0y"');
    assert.deepEqual([string.word, string.inside], [{ start: 23, end: 27 }, "string"]);
    assert.ok(string.expected.some((one) => one.kind === "literal" && one.literal === "string"));
    assert.equal(at('event a = b where c == "x$0').inside, "string");
    assert.equal(at('event a = b where c == "x"$0').inside, undefined);
  });

  it("expects nothing in a comment", () => {
    assert.deepEqual(at("// ru$0"), { word: { start: 5, end: 5 }, inside: "comment", expected: [] });
  });

  it("ignores errors before the cursor", () => {
    assert.ok(words("rule a { junk = ) 5 } }\nrule b { severity )\n  by ip\n  wh$0").includes("when"));
    assert.deepEqual(roles("event a = = b where ) c == 1 with d = \nevent e = $0"), ["event"]);
    assert.ok(words("rule a {\n  by\n  when sequence {\n    a where x ==\n  $0").includes("emit"));
  });

  it("offers operators behind a value", () => {
    const operators = words("event a = b where c $0");
    for (const word of ["in", "not", "and", "exists", "contains"]) assert.ok(operators.includes(word), word);
    assert.ok(words("event a = b where c $0", "sign").includes("=="));
  });

  it("answers everywhere", () => {
    for (let offset = 0; offset <= sample.length; offset += 7) {
      const { word } = expect(sample, offset);
      assert.ok(word.start <= offset && offset <= word.end);
    }
  });
});
