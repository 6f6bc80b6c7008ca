/** Quick fixes that take something out of a text, or put something in: what is left is laid out as before. */
import assert from "node:assert/strict";
import { apply } from "../../grammar/print.ts";
import { diagnosed } from "../kit/rules.ts";

/** The text after the first fix of the first problem with this code that has one. */
function mended(text: string, code: string): string {
  const found = diagnosed(text).find((each) => each.code === code && (each.fixes?.length ?? 0) > 0);
  assert.ok(found, `${code} has a fix`);
  const after = apply(text, found.fixes![0]!.edits);
  const count = (now: string): number => diagnosed(now).filter((each) => each.code === code).length;
  assert.ok(count(after) < count(text), after);
  return after;
}

describe("quick fixes: what is taken out", () => {
  it("unused-event, unused-list: the whole declaration, with the comment that describes it", () => {
    const text = "/// Nobody asks.\n/// At all.\nevent a = login\n\nrule b { severity low  when login }\n";
    assert.equal(mended(text, "unused-event"), "\nrule b { severity low  when login }\n");
    assert.equal(mended('// kept\nlist a = ["b"]', "unused-list"), "// kept\n");
    assert.equal(mended("event a = login event b = login\nrule c { when b }", "unused-event").slice(0, 9), "event b =");
  });

  it("duplicate-clause: the one that does not count", () => {
    const text = "rule a {\n  severity low\n  severity high\n  when login\n}";
    assert.equal(mended(text, "duplicate-clause"), "rule a {\n  severity high\n  when login\n}");
    const row = "rule a { severity low  attack T1110, T1078, T1110  when login }";
    assert.equal(mended(row, "duplicate-clause"), "rule a { severity low  attack T1110, T1078  when login }");
  });

  it("reserved-emit: the key that a detection has anyway", () => {
    const rule = (emit: string) => `rule a {\n  severity low\n  by ip\n  when sequence { l: login }\n${emit}}`;
    assert.equal(mended(rule("  emit ip = l.ip, who = l.user\n"), "reserved-emit"), rule("  emit who = l.user\n"));
    assert.equal(mended(rule("  emit who = l.user, ip = l.ip\n"), "reserved-emit"), rule("  emit who = l.user\n"));
    assert.equal(mended(rule("  emit ip = l.ip\n"), "reserved-emit"), rule(""));
    const other = diagnosed(rule("  emit ip = l.user\n")).find(({ code }) => code === "reserved-emit");
    assert.deepEqual(other?.fixes, [], "another value is no key");
  });

  it("later-label: the step's own label in front of its field", () => {
    const rule = (condition: string) =>
      `rule a { severity low  by ip  when sequence within 1m { login_failed  b: login where ${condition} } }`;
    assert.equal(mended(rule("b.port > 1"), "later-label"), rule("port > 1"));
  });
});

describe("quick fixes: what is put in, or in place of something", () => {
  it("unknown-field: what asks whether there is a value, in place of a comparison with none", () => {
    const rule = (condition: string) => `rule a { severity low  by ip  when login where ${condition} }`;
    assert.equal(mended(rule("user != null and port > 1"), "unknown-field"), rule("user exists and port > 1"));
    assert.equal(mended(rule("lower(user)==None"), "unknown-field"), rule("lower(user) not exists"));
  });

  it("type-mismatch: what compares with one text, in place of what looks into a list", () => {
    const rule = (condition: string) => `rule a { severity low  by ip  when login where ${condition} }`;
    assert.equal(mended(rule('user in "a" and port > 1'), "type-mismatch"), rule('user == "a" and port > 1'));
    assert.equal(mended(rule('user not in "a"'), "type-mismatch"), rule('user != "a"'));
  });

  it("reserved-emit: another name for what is emitted twice", () => {
    const rule = (emit: string) => `rule a { severity low  by ip  when b: login  emit ${emit} }`;
    assert.equal(mended(rule("c = b.user, c = b.port"), "reserved-emit"), rule("c = b.user, c_2 = b.port"));
  });

  it("never-simulated, missing-clause: a clause where the others stand", () => {
    const http = 'http POST "https://e.example/" json { b }';
    assert.equal(
      mended(`action a(b: ip) {\n  ${http}\n}`, "never-simulated"),
      `action a(b: ip) {\n  ${http}\n  simulate takes 1s\n}`,
    );
    assert.equal(
      mended(`action a(b: ip) { ${http} }`, "never-simulated"),
      `action a(b: ip) { ${http}  simulate takes 1s }`,
    );
    const source = (rest: string) => `source a from database { files "a.log"  time timestamp${rest} }`;
    assert.equal(mended(source(""), "missing-clause"), source("  format syslog"));
  });

  it("type-mismatch: a number of the text, where one is compared with it by size", () => {
    const rule = (condition: string) => `rule a { severity low  by ip  when login where ${condition} }`;
    assert.equal(mended(rule("user >= 4000 and port > 1"), "type-mismatch"), rule("number(user) >= 4000 and port > 1"));
    const [other] = diagnosed(rule("user > 10m")).filter(({ code }) => code === "type-mismatch");
    assert.deepEqual(other?.fixes, [], "a length of time is no number");
  });

  it("unknown-function, unknown-field: functions that have another name elsewhere, or lack their parentheses", () => {
    const rule = (condition: string) => `rule a { severity low  by ip  when login where ${condition} }`;
    assert.equal(mended(rule("strlen(user) > 3"), "unknown-function"), rule("length(user) > 3"));
    assert.equal(mended(rule("toLower(user) == 'x'"), "unknown-function"), rule("lower(user) == 'x'"));
    assert.equal(mended(rule("hour in 1..5"), "unknown-field"), rule("hour(time) in 1..5"));
  });

  it("invalid-template: the types of captures, for those of other languages and of grok", () => {
    const source = (template: string) =>
      `source a from database { files "a.log"  format syslog  time timestamp year 2026  template 1 "${template}" }`;
    assert.equal(mended(source("port {port:integer}"), "invalid-template"), source("port {port:int}"));
    assert.equal(mended(source("ran {what:text}"), "invalid-template"), source("ran {what}"));
    assert.equal(mended(source("from %{IP:client} port"), "invalid-template"), source("from {client:ip} port"));
    assert.equal(mended(source("%{GREEDYDATA:rest}"), "invalid-template"), source("{rest}"));
  });

  it("duplicate-template, duplicate-label, duplicate-name: what is free, for all but the first", () => {
    const source = (code: number) =>
      `source a from database { files "a.log"  format kv  time at  template 1 "b {c}"  template 7 "d"  template ${code} "e" }`;
    assert.equal(mended(source(1), "duplicate-template"), source(8));
    const rule = (label: string) =>
      `rule a { severity low  by ip  when sequence within 1m { b: login  b_2: login_failed  ${label}: login } }`;
    assert.equal(mended(rule("b"), "duplicate-label"), rule("b_3"));
    const events = (name: string) =>
      `event a = login\nevent a_2 = login\nevent ${name} = login_failed\nrule b { when any { a  a_2 } }`;
    // From the first place as from the second.
    assert.equal(mended(events("a"), "duplicate-name"), events("a_3"));
    const fixed = diagnosed(events("a")).flatMap(({ code, fixes }) => (code === "duplicate-name" ? [fixes] : []));
    assert.deepEqual(
      fixed.map((fixes) => fixes?.map(({ edits }) => apply(events("a"), edits))),
      [[events("a_3")], [events("a_3")]],
    );
  });

  it("type-mismatch: a number in quotes where one without is needed, and the other way round", () => {
    const event = (condition: string) => `event a = login where ${condition}`;
    assert.equal(mended(event('port == "x"'), "unused-event"), "");
    assert.equal(mended(event("user == 7"), "type-mismatch"), event('user == "7"'));
    assert.equal(mended(event("port in 1..'20'"), "type-mismatch"), event("port in 1..20"));
    const rule = (suppress: string) => `rule a { severity low  when login  suppress ${suppress} }`;
    assert.equal(mended(rule('"30m"'), "type-mismatch"), rule("30m"));
  });

  it("type-mismatch: the operator that the value wants", () => {
    const event = (condition: string) => `event a = login where ${condition}`;
    assert.equal(mended(event("ip == 10.0.0.0/8"), "type-mismatch"), event("ip in 10.0.0.0/8"));
    assert.equal(mended(event("user != /^ro/"), "type-mismatch"), event("user not matches /^ro/"));
  });

  it("unknown-template: the code that was most likely meant", () =>
    assert.equal(
      mended("event a = sshd where template == 101", "unknown-template"),
      "event a = sshd where template == 1001",
    ));
});
