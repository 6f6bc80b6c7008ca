import assert from "node:assert/strict";
import { chosen, labels, offered } from "./offered.ts";

describe("completion of declarations and clauses", () => {
  it("offers every declaration in an empty text, as snippet and as word", () => {
    const all = offered("$0");
    for (const word of ["rule", "source", "event", "list", "test", "workspace"]) {
      assert.ok(
        all.some(({ label, kind }) => label === word && kind === "snippet"),
        word,
      );
    }
    assert.ok(all.every(({ kind }) => kind === "snippet" || kind === "keyword"));
  });

  it("offers first a source where there is none, else a rule", () => {
    assert.equal(labels("$0", { bare: true })[0], "source");
    assert.equal(labels("$0")[0], "rule");
  });

  it("offers declarations behind a whole one and while one is typed", () => {
    assert.ok(labels("event e = sshd\n\n$0").includes("rule"));
    assert.equal(chosen("event e = sshd\n\nlis$0", "list", { bare: false }).includes("list ${1:name}"), true);
  });

  it("offers a rule's clauses, those that it lacks first", () => {
    const all = labels("rule r {\n  severity low\n  $0\n}", { kind: "keyword" });
    assert.deepEqual(all.slice(0, 2), ["by", "when"]);
    assert.ok(all.indexOf("severity") > all.indexOf("status"));
    assert.ok(!all.includes("files"));
  });

  it("offers nothing that a check would refuse: a label of no item, a pattern in an event", () => {
    const steps = (text: string) => labels(`rule r { severity low  when sequence within 1m { ${text} } }`);
    assert.ok(steps("login  $0").includes("no") && steps("login  $0").includes("until"));
    assert.ok(!steps("login  a: $0").includes("no") && !steps("login  a: $0").includes("until"));
    assert.ok(steps("login  a: $0").includes("sequence"));
    const inAll = labels("rule r { severity low  when all within 1m { login  $0 } }");
    assert.ok(inAll.includes("no") && !inAll.includes("until"));
    const nested = labels("rule r { severity low  when all within 1m { sequence { login  $0 } } }");
    assert.ok(nested.includes("until"));
    const members = labels("event e = any { $0 }");
    assert.ok(members.includes("any") && !members.includes("sequence") && !members.includes("all"));
    assert.ok(labels("rule r { severity low  when any { $0 } }").includes("sequence"));
  });

  it("offers `of` and `where` in parentheses where an aggregate says which records it is about, and nowhere else", () => {
    const words = (source: string): readonly string[] =>
      labels(source, { kind: "keyword" }).filter((label) => label === "of" || label === "where");
    const rule = (rest: string): string => `rule r { severity low  by ip  ${rest} }`;
    const guesses = "when sequence within 5m { a: count(login_failed) >= 3  b: login }";
    const expected: Readonly<Record<string, readonly string[]>> = {
      [rule("when count(login $0) > 3 within 5m")]: ["where"],
      [rule("when distinct(user $0) > 3 within 5m")]: ["of"],
      [rule("when distinct(user of login $0) > 3 within 5m")]: ["where"],
      [rule("when not count(login $0) > 3 within 5m")]: ["where"],
      [rule("when sequence within 5m { count(login $0) > 3  login_failed }")]: ["where"],
      [rule("when count(login) > length(user $0) within 5m")]: [],
      [rule("when login where lower(user $0)")]: [],
      [rule(`${guesses}  emit n = count(a $0)`)]: [],
      [rule(`${guesses}  emit n = max(a.port $0)`)]: [],
      [rule(`${guesses}  risk count(a $0)`)]: [],
      "event e = login where length(user $0)": [],
    };
    for (const [source, wanted] of Object.entries(expected)) assert.deepEqual(words(source), wanted, source);
  });

  it("offers nothing that is said already: `exists` behind what is written out, `time` as a field that a map sets", () => {
    assert.ok(!labels("rule r { severity low  risk 50 $0  when login }").includes("exists"));
    assert.ok(labels("event e = login where user $0").includes("exists"));
    const mapped = labels('source s from application { files "a"  format json  time ts  map { $0 } }');
    assert.ok(mapped.includes("user") && !mapped.includes("time"));
  });

  it("offers a source's clauses, those that it needs first", () => {
    const all = labels('source s from application { files "a"  $0 }', { kind: "keyword" });
    assert.deepEqual(all.slice(0, 2), ["format", "time"]);
    assert.equal(all.at(-1), "files");
    assert.ok(!all.includes("when"));
  });

  it("offers no second `where`, and the first one of each event", () => {
    const rule = (when: string): string => `rule r { severity low  by ip  when ${when} }`;
    for (const source of [
      'event e = login where user == "a" $0',
      rule('login where user == "a" $0'),
      rule('count(login where user == "a" $0) > 3 within 5m'),
    ])
      assert.ok(!labels(source, { kind: "keyword" }).includes("where"), source);
    for (const source of ["event e = login $0", rule('any { login where user == "a"  login_failed $0 }')])
      assert.ok(labels(source, { kind: "keyword" }).includes("where"), source);
  });

  it("offers the condition of an event on its line, also where a value stands in front", () => {
    const step = "rule r { severity low  by pid  when sequence within 1m { login with pid = port $0 } }";
    assert.equal(labels(step)[0], "where");
    assert.deepEqual(labels(step.replace("$0", 'where user == "a" $0')).slice(0, 4), ["and", "or", "+", "with"]);
  });

  it("offers on a line of its own the next event, on one that is indented deeper what goes on with this one", () => {
    const rule = (text: string) =>
      labels(`rule r {\n  severity low\n  when sequence within 1m {\n    ${text}$0\n  }\n}`);
    assert.equal(rule("login\n    ")[0], "login");
    assert.deepEqual(rule("login\n      ").slice(0, 2), ["where", "with"]);
    assert.deepEqual(rule('login where user == "a"\n      ').slice(0, 2), ["and", "or"]);
    assert.deepEqual(rule('login where user == "a"\n      and port > 1\n      ').slice(0, 2), ["and", "or"]);
    assert.equal(rule('login where user == "a"\n      and port > 1\n    ')[0], "login");
  });

  it("offers the parts of a test", () => {
    assert.deepEqual(labels('test "t" { $0 }', { kind: "keyword" }), ["expect", "given"]);
  });

  it("offers nothing where a new name is to be invented, nor in comments", () => {
    assert.deepEqual(labels("rule $0"), []);
    assert.deepEqual(labels("event $0 = sshd"), []);
    assert.deepEqual(labels("// when $0"), []);
    assert.deepEqual(labels("/// about it$0\nrule r { }"), []);
  });
});
