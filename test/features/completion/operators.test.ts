import assert from "node:assert/strict";
import { labels, step } from "./offered.ts";

const event = (condition: string): string => `event e = sshd where ${condition}`;

describe("completion of operators", () => {
  it("offers to a text what texts have, equality first", () => {
    assert.deepEqual(labels(event("user $0")), [
      "==",
      "in",
      "contains",
      "like",
      "startswith",
      "endswith",
      "matches",
      "!=",
      "not",
      "cased",
      "exists",
      "+",
    ]);
  });

  it("offers to a number what numbers have, orders first", () => {
    assert.deepEqual(labels(event("port $0")).slice(0, 9), [">=", ">", "<=", "<", "==", "!=", "in", "not", "exists"]);
    assert.deepEqual(labels(event("port $0")).slice(9), ["*", "+", "-", "/"]);
    assert.ok(labels(event("arrived - time $0")).includes("<"));
  });

  it("offers them behind a field that is named like a declaration, also above one", () => {
    const source = 'source js from application { files "a"  format json  time at }';
    for (const below of ["", "\nevent f = js"])
      assert.equal(labels(`${source}\nevent e = js where event.action $0${below}`)[0], "==", below);
  });

  it("offers to an address first to look it up", () => {
    assert.deepEqual(labels(event("ip $0")), ["in", "==", "!=", "not", "exists"]);
  });

  it("offers to a list first to look into it", () => {
    assert.equal(labels("event e = detection where tags $0")[0], "contains");
    assert.equal(labels(step("login where guesses.user $0"))[0], "contains");
  });

  it("offers what joins alone behind `exists`, which is a whole condition", () => {
    const keywords = labels(step("login where user exists $0"), { kind: "keyword" });
    for (const word of ["and", "or"]) assert.ok(keywords.includes(word), word);
    for (const word of ["==", "in", "exists", "+"]) assert.ok(!keywords.includes(word), word);
  });

  it("offers to a severity its order", () => {
    assert.equal(labels("event e = detection where severity $0")[0], ">=");
  });

  it("offers to an aggregate its order, and a window only once it is compared", () => {
    const rule = (condition: string): string => `rule r { severity low  by ip  when ${condition} }`;
    assert.equal(labels(rule("count(login) $0"))[0], ">=");
    assert.ok(!labels(rule("count(login) $0")).includes("within"));
    assert.deepEqual(labels(rule("count(login) >= 5 $0")).slice(0, 3), ["within", "and", "or"]);
    assert.ok(labels(rule("first(user of login) $0")).includes("within"));
  });

  it("joins what is compared and does not compare it again", () => {
    for (const compared of ['user == "root"', "port in [1, 2]", "ip in scanners", 'user contains all ["a"]']) {
      const all = labels(event(`${compared} $0`), { kind: "keyword" });
      assert.deepEqual(all.slice(0, 2), ["and", "or"], compared);
      assert.ok(!all.includes("==") && !all.includes("like"), compared);
    }
  });

  it("finishes what `not` and `cased` have begun", () => {
    assert.deepEqual(labels(event("user not $0")).slice(0, 3), ["in", "contains", "like"]);
    assert.ok(!labels(event("port not $0")).includes("like"));
    assert.ok(labels(event("user not cased $0")).includes("startswith"));
  });

  it("offers what is true or false by itself to be joined", () => {
    assert.deepEqual(labels(event('during(time, "Mon-Fri 08:00-18:00") $0')).slice(0, 2), ["and", "or"]);
  });

  it("offers all of them to a value of which nothing is known", () => {
    const all = labels(event("nothing_known $0"));
    for (const sign of ["==", "<", "like", "contains", "and"]) assert.ok(all.includes(sign), sign);
  });

  it("offers none behind a severity: the next clause comes first", () => {
    for (const severity of ["low", 'if a.user == "root" then high else low']) {
      const all = labels(`rule r { severity ${severity} $0 }`, { kind: "keyword" });
      assert.equal(all[0], "by", severity);
      assert.ok(!all.includes("and") && !all.includes("=="), severity);
    }
    assert.ok(labels("rule r { severity if a.user $0 }").includes("=="));
  });

  it("goes by the type of what a function gives", () => {
    assert.equal(labels(event("length(user) $0"))[0], ">=");
    assert.equal(labels(event("lower(user) $0"))[0], "==");
  });
});
