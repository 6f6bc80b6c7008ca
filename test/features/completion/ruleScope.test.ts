import assert from "node:assert/strict";
import { labels } from "./offered.ts";

const rule = (clauses: string): string =>
  `rule r { by ip  ${clauses} when sequence within 5m { tries: count(login_failed) >= 3  entry: login } }`;

describe("completion in front of a rule's `when`", () => {
  it("offers the labels of the pattern, and the keys, to what is emitted", () => {
    assert.deepEqual(labels(rule("emit who = $0"), { kind: "label" }), ["entry", "tries"]);
    assert.ok(labels(rule("emit who = $0"), { kind: "field" }).includes("ip"));
    assert.deepEqual(labels(rule("emit who = entry.user, other = $0"), { kind: "label" }), ["entry", "tries"]);
  });

  it("offers them to the condition of a severity, and to a risk", () => {
    assert.deepEqual(labels(rule("severity if $0"), { kind: "label" }), ["entry", "tries"]);
    assert.deepEqual(labels(rule("risk $0"), { kind: "label" }), ["entry", "tries"]);
    assert.deepEqual(labels(rule("risk 50 + points($0"), { kind: "label" }), ["entry", "tries"]);
  });

  it("offers the fields of a label, as lists where it counts", () => {
    assert.ok(labels(rule("severity if entry.$0"), { kind: "field" }).includes("method"));
    assert.ok(labels(rule("emit who = values(tries.$0"), { kind: "field" }).includes("user"));
  });

  it("offers the labels on lines of their own too", () => {
    const source = "rule r {\n  by ip\n  emit who = $0\n  when sequence within 5m {\n    entry: login\n  }\n}";
    assert.deepEqual(labels(source, { kind: "label" }), ["entry"]);
  });

  it("offers the labels of a union's members, and none of a nested pattern", () => {
    const source = `rule r { emit who = $0 when sequence within 5m {
      any { one: login  two: login_failed }  inside: all { deep: login  login_failed }
    } }`;
    assert.deepEqual(labels(source, { kind: "label" }), ["inside", "one", "two"]);
  });

  it("offers none of what must not happen, and none of the next rule", () => {
    const source = `rule r { emit who = $0 when sequence within 5m { a: login  no b: login_failed  login } }
      rule s { severity low  by ip  when c: login }`;
    assert.deepEqual(labels(source, { kind: "label" }), ["a"]);
  });

  it("offers none where there is no pattern yet", () => {
    assert.deepEqual(labels("rule r { by ip  emit who = $0 }", { kind: "label" }), []);
  });
});
