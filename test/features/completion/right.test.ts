import assert from "node:assert/strict";
import { FACTS } from "../ask.ts";
import { chosen, labels, offered, step } from "./offered.ts";

const where = (condition: string): string => `event e = sshd where ${condition}`;
const kinds = (source: string): string[] => [...new Set(offered(source).map(({ kind }) => kind))].sort();

describe("completion on the right side of a comparison", () => {
  it("offers fields and functions of the type on the left, and no others", () => {
    const fields = labels(where("port > $0"), { kind: "field" });
    assert.ok(fields.includes("pid") && fields.includes("threat"));
    for (const text of ["user", "method", "ip", "time"]) assert.ok(!fields.includes(text), text);
    const functions = labels(where("user == $0"), { kind: "function" });
    assert.ok(functions.includes("lower") && functions.includes("capture") && !functions.includes("hour"));
    assert.deepEqual(labels(where("ip == $0"), { kind: "field" }), ["ip"]);
  });

  it("offers in a list what can stand in it", () => {
    assert.deepEqual(labels(where("ip in [$0]"), { kind: "field" }), ["ip"]);
    assert.deepEqual(labels(where("port in [22, $0]"), { kind: "field", facts: FACTS })[0], "port");
    assert.deepEqual(labels(where("ip in $0"), { kind: "list" }), ["scanners"]);
  });

  it("offers directly behind `in` what can be looked into, and values in brackets", () => {
    assert.equal(chosen(where("user in $0"), "root", { facts: FACTS }), where('user in ["root"]'));
    assert.equal(chosen(where('user in "ro$0'), "root", { facts: FACTS }), where('user in ["root"]'));
    assert.equal(chosen(where("user in [$0]"), "root", { facts: FACTS }), where('user in ["root"]'));
    assert.deepEqual(labels(where("user in $0"), { kind: "field" }), []);
    assert.deepEqual(labels('event e = detection where "a" in $0', { kind: "field" }), ["attack", "tags"]);
    assert.deepEqual(labels(where("ip in $0"), { kind: "snippet" }), ["10.0.0.0/8"]);
    assert.deepEqual(labels(where("user in $0"), { kind: "snippet" }), []);
    const ofMany = labels(step("login where user in guesses.$0"), { kind: "field" });
    assert.ok(ofMany.includes("user") && !ofMany.includes("port"));
    assert.deepEqual(labels(step("login where user in entry.$0"), { kind: "field" }), []);
  });

  it("offers a number as it is where a range goes on behind it", () => {
    assert.equal(chosen(where("port in $0..5000"), "4001", { facts: FACTS }), where("port in 4001..5000"));
    assert.equal(chosen(where("port in $0"), "4001", { facts: FACTS }), where("port in [4001]"));
  });

  it("offers times where a duration is compared: two of them make one", () => {
    const fields = labels(where("lag > $0"), { kind: "field" });
    assert.ok(fields.includes("lag") && fields.includes("time") && !fields.includes("user"));
  });

  it("rules nothing out where the left side is calculated, or of no known type", () => {
    const fields = labels(step("login where time - entry.time > $0"), { kind: "field" });
    assert.ok(fields.includes("lag") && fields.includes("port"));
    assert.ok(labels(where("nothing == $0"), { kind: "field" }).includes("user"));
  });

  it("offers labels, whose fields may fit, and behind the dot those that do", () => {
    assert.deepEqual(labels(step("login where port > $0"), { kind: "label" }), ["entry", "guesses"]);
    const fields = labels(step("login where port > entry.$0"), { kind: "field" });
    assert.ok(fields.includes("port") && !fields.includes("user"));
  });

  it("offers no words that begin a condition, truth only where it is compared, `all` only where lists are", () => {
    assert.deepEqual(labels(where("port > $0"), { kind: "keyword" }), []);
    assert.deepEqual(labels(where("user == $0"), { kind: "keyword" }), []);
    assert.deepEqual(labels(where("user contains $0"), { kind: "keyword" }), ["all"]);
    const flag = "field app.flag: bool\nevent e = sshd where app.flag == ";
    assert.deepEqual(labels(`${flag}$0`, { kind: "keyword" }).sort(), ["false", "true"]);
  });

  it("offers behind an aggregate's bound what gives a number: other aggregates", () => {
    const condition = offered("rule r { severity low  by ip  when count(login) >= $0 within 5m }");
    assert.ok(condition.every(({ kind }) => kind === "function"));
    const names = condition.map(({ label }) => label);
    assert.ok(names.includes("count") && names.includes("avg") && !names.includes("first") && !names.includes("lower"));
    assert.deepEqual(kinds(step("count(login) >= $0")), ["function", "label"]);
  });

  it("offers no value once the comparison is whole", () => {
    const items = offered(where("user == port $0"), { facts: FACTS });
    assert.deepEqual(
      items.filter(({ kind }) => kind === "value"),
      [],
    );
    assert.ok(items.some(({ label }) => label === "and"));
  });
});

describe("completion in a severity", () => {
  it("offers severities with what they say, and the `if` that chooses one", () => {
    for (const source of ["rule r { severity $0 }", "rule r {\n  severity $0\n  by ip\n  when login\n}"]) {
      const items = offered(source);
      assert.deepEqual(
        items.map(({ label }) => label),
        ["informational", "low", "medium", "high", "critical", "if"],
      );
      assert.ok(items.every(({ doc }) => doc !== undefined));
    }
    assert.ok(labels("rule r { severity if a.port > 1 then high else $0 }").includes("critical"));
    assert.ok(!labels("rule r { severity if $0 }").includes("critical"));
  });
});
