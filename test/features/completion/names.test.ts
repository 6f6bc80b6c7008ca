import assert from "node:assert/strict";
import { labels, offered, step } from "./offered.ts";

describe("completion of names", () => {
  it("offers events, sources and rules behind `when`", () => {
    const all = labels("rule below { severity low by ip when login }\nrule r { severity low  by ip  when $0 }");
    for (const name of ["login", "login_failed", "sshd", "below", "sequence", "count", "any", "all"]) {
      assert.ok(all.includes(name), name);
    }
    assert.ok(!all.includes("scanners"));
    assert.ok(!all.includes("r"));
  });

  it("offers events as steps, beside `no`, `until` and aggregates", () => {
    const all = labels(step("$0"));
    for (const name of ["login", "no", "until", "count", "any"]) assert.ok(all.includes(name), name);
  });

  it("offers the words of patterns before events to `when`, behind them to a step, and rules above others last", () => {
    const below = "rule below { severity low by ip when login }\n";
    const when = labels(`${below}rule r { severity low  by ip  when $0 }`);
    const names = ["login", "login_failed", "sshd"];
    assert.deepEqual(when.slice(0, 8), ["sequence", "all", "any", "every", "count", ...names]);
    assert.deepEqual(when.slice(-2), ["below", "detection"]);
    const member = labels(`${below}rule r { severity low  by ip  when sequence within 1m { login\n$0 } }`);
    assert.deepEqual(member.slice(0, 10), [...names, "sequence", "all", "any", "no", "until", "every", "count"]);
  });

  it("offers rules first to a playbook", () => {
    const rule = "rule r { severity low  by ip  when login }";
    assert.equal(labels(`${rule}\nplaybook p { on $0 }`)[0], "r");
  });

  it("offers behind `of` first what has the field", () => {
    const other = 'source other from application { files "a"  format csv  time at  map { app.size = number(size) } }';
    const of = (text: string): string[] => labels(`${other}\nevent few = other\n${text}`);
    const rule = (condition: string): string => `rule r { severity low  by ip  when ${condition} }`;
    assert.deepEqual(of(rule("sum(app.size of $0")).slice(0, 2), ["few", "other"]);
    assert.deepEqual(of(rule("first(user, port of $0")).slice(0, 3), ["login", "login_failed", "sshd"]);
    assert.deepEqual(of("ranking worst by cased port of $0 { hits }").slice(0, 3), ["login", "login_failed", "sshd"]);
    assert.ok(of(rule("sum(app.size of $0")).includes("login"));
  });

  it("offers events inside of count() and behind `of`", () => {
    assert.deepEqual(labels(step("count($0) >= 2")), ["login", "login_failed", "sshd", "detection"]);
    assert.deepEqual(labels(step("distinct(user of $0"), { kind: "event" }), ["login", "login_failed", "detection"]);
  });

  it("offers sources and events for an event, but not itself", () => {
    const all = labels("event mine = $0");
    assert.ok(all.includes("sshd") && all.includes("login") && !all.includes("mine"));
    assert.ok(all.includes("any"));
  });

  it("offers the rules to a test and the sources to its lines", () => {
    const source = 'rule r { severity low  by ip  when login }\ntest "t" { ';
    assert.deepEqual(labels(`${source} expect $0 }`, { kind: "rule" }), ["r"]);
    assert.deepEqual(labels(`${source} given $0 }`, { kind: "source" }), ["sshd"]);
    assert.deepEqual(labels(`${source} expect r $0 }`, { kind: "keyword" }).slice(0, 2), ["once", "twice"]);
  });

  it("offers lists behind `in`", () => {
    assert.deepEqual(labels("event e = sshd where ip in $0", { kind: "list" }), ["scanners"]);
  });

  it("says of an event what it stands for", () => {
    const item = offered("rule r { severity low  by ip  when $0 }").find(({ label }) => label === "login_failed");
    assert.equal(item?.detail, "sshd where template == 1001");
    assert.equal(item.doc, "A wrong password.");
  });
});

describe("completion among very many names", () => {
  const many = Array.from({ length: 600 }, (_, index) => `event many_${index} = sshd`).join("\n");

  it("offers a bounded number", () => {
    const found = labels(`${many}\nrule r { when $0`, { kind: "event" });
    assert.equal(found.length, 301, "300 of the folder, and `detection`");
  });

  it("offers those that have the letters which were typed", () => {
    assert.deepEqual(labels(`${many}\nrule r { when y599$0`, { kind: "event" }), ["many_599"]);
    assert.deepEqual(labels(`${many}\nrule r { when lgnf$0`, { kind: "event" }), ["login_failed"]);
  });
});
