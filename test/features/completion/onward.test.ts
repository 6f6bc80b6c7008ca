import assert from "node:assert/strict";
import { chosen, labels, offered, step } from "./offered.ts";

const opens = (source: string, label: string): boolean => {
  const item = offered(source).find((each) => each.label === label);
  assert.ok(item, `${label} is not offered`);
  return item.opensNext === true;
};

describe("completion of words that want another", () => {
  it("writes the blank behind them and asks for the next list", () => {
    for (const [source, label, text] of [
      ["rule r {\n  sev$0\n}", "severity", "rule r {\n  severity \n}"],
      ["event e = sshd wh$0", "where", "event e = sshd where "],
      ["event e = sshd where template $0", "==", "event e = sshd where template == "],
      ['event e = sshd where user == "a" a$0', "and", 'event e = sshd where user == "a" and '],
      ["rule r { severity low  b$0 }", "by", "rule r { severity low  by }"],
      ["rule r {\n  when count(login) > 3 $0\n}", "within", "rule r {\n  when count(login) > 3 within \n}"],
    ] as const) {
      assert.equal(chosen(source, label), text);
      assert.ok(opens(source, label), source);
    }
  });

  it("goes behind the blank that is there, and asks for nothing where more stands on the line", () => {
    const source = 'event e = sshd where user i$0 ["a"]';
    assert.equal(chosen(source, "in"), 'event e = sshd where user in ["a"]');
    assert.ok(!opens(source, "in"));
    const [item] = offered(source).filter(({ label }) => label === "in");
    assert.deepEqual(item?.replace, { start: source.indexOf("i$0"), end: source.indexOf("$0") + 1 });
  });

  it("writes none behind what stands alone, in front of a parenthesis, or of snippets", () => {
    assert.equal(chosen("event e = sshd where user ex$0", "exists"), "event e = sshd where user exists");
    assert.ok(!opens("event e = sshd where user ex$0", "exists"));
    assert.equal(chosen("event e = sshd wh$0(user exists)", "where"), "event e = sshd where(user exists)");
    for (const item of offered("$0").filter(({ kind }) => kind === "snippet")) assert.equal(item.opensNext, undefined);
    const severities = offered("rule r { severity $0 }").filter(({ kind }) => kind === "constant");
    assert.ok(severities.length > 0 && severities.every(({ insert }) => !insert.endsWith(" ")));
  });

  it("opens the list behind the sign of an assignment", () => {
    assert.ok(opens('source s from application { files "a"  format json  time ts  map { $0 } }', "user"));
    assert.ok(!opens('source s from application { files "a"  format json  time ts  map { $0 = name } }', "user"));
  });
});

describe("the order of completions", () => {
  it("offers the operators of a field also while they look like the next step of a pattern", () => {
    const source = `event ids = sshd\n${step("login where user i$0")}`;
    const all = labels(source);
    assert.equal(all[0], "==");
    assert.ok(all.includes("in") && !all.includes("ids"));
  });

  it("offers to the code of a template equality first, and no order", () => {
    assert.deepEqual(labels("event e = sshd where template $0"), ["==", "in", "!=", "not", "exists"]);
    assert.deepEqual(labels(step("login where guesses.template $0")).slice(0, 1), ["contains"]);
    assert.deepEqual(labels(step("x: login where entry.template $0")).slice(0, 2), ["==", "in"]);
  });

  it("offers in a map the fields that most logs can fill before the schema's others", () => {
    const map = (typed: string): readonly string[] =>
      labels(`source s from application { files "a"  format json  time ts  map { ${typed}$0 } }`);
    const sourceNames = map("so").filter((label) => label.startsWith("source."));
    assert.ok(sourceNames.indexOf("source.port") < sourceNames.indexOf("source.address"));
    assert.ok(map("event.").indexOf("event.outcome") < map("event.").indexOf("event.dataset"));
  });
});
