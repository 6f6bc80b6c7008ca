import assert from "node:assert/strict";
import { chosen, labels } from "./offered.ts";

const WEB = `
source web from application {
  files "*.web"  format syslog  time timestamp year 2026
  template 1 "{verb} of {size:int} from {ip}"
}
event large = web with kilobytes = size / 1000 where size > 5000
`;
const when = (condition: string): string => `${WEB}rule r { severity low  by ip  when ${condition} }`;

describe("completion in an aggregate", () => {
  it("offers the fields of the event that is named behind the cursor", () => {
    const fields = labels(when("distinct($0 of web) >= 3 within 5m"));
    assert.ok(fields.includes("verb") && fields.includes("size"));
    assert.ok(!fields.includes("method") && !fields.includes("source.port"));
  });

  it("offers the fields of all events while none is named", () => {
    for (const open of ["distinct($0", "distinct($0)", "distinct($0) >= 3 within 5m"]) {
      const fields = labels(when(open), { kind: "field" });
      for (const name of ["verb", "kilobytes", "method", "source.port"]) assert.ok(fields.includes(name), name);
    }
  });

  it("offers the fields of the event that is named on a later line, and of none behind the parentheses", () => {
    const raised = `${WEB}rule seen { severity low  by ip  when login  emit shell = "sh" }`;
    const asked = (condition: string): string => `${raised}\nrule r {\n  severity low\n  by ip\n  when ${condition}\n}`;
    const fields = labels(asked("distinct(\n    $0\n    // what is counted\n    of seen\n  ) >= 3 within 5m"));
    assert.ok(fields.includes("shell") && !fields.includes("verb"), fields.join());
    assert.ok(labels(asked("distinct($0)\n  >= 3 and distinct(shell of seen) >= 1")).includes("verb"));
  });

  it("offers what counts before what calculates, in every part of a condition", () => {
    const calls = labels(when("count(login) > 5 and $0"), { kind: "function" });
    assert.equal(calls[0], "count");
    assert.ok(calls.indexOf("sum") < calls.indexOf("abs"));
  });

  it("offers to a sum what can be added up", () => {
    const fields = labels(when("sum($0 of web) >= 3 within 5m"));
    assert.ok(fields.includes("size") && fields.includes("lag") && !fields.includes("verb"));
    assert.ok(labels(when("avg($0)")).includes("kilobytes"));
  });

  it("offers fields alone: no function, no word, no operator stands inside", () => {
    assert.deepEqual(labels(when("distinct($0 of web)"), { kind: "function" }), []);
    assert.deepEqual(labels(when("distinct($0 of web)"), { kind: "keyword" }), []);
    assert.deepEqual(labels(when("distinct(verb $0"), { kind: "keyword" }).slice(0, 1), ["of"]);
    assert.ok(!labels(when("distinct(verb $0"), { kind: "keyword" }).includes("=="));
  });

  it("offers every field of several, behind each comma", () => {
    assert.ok(labels(when("first(verb, $0 of web) within 1d")).includes("size"));
  });

  it("reads no further than its own parentheses", () => {
    assert.ok(labels(when("distinct($0) >= 3 and distinct(verb of web) >= 1")).includes("method"));
  });

  it("offers the fields of the event to its `where`", () => {
    assert.ok(labels(when("distinct(verb of web where $0) >= 3")).includes("size"));
    assert.ok(!labels(when("distinct(verb of web where $0) >= 3")).includes("method"));
  });

  it("replaces a path with dots as a whole, and keeps what follows", () => {
    const text = chosen(when("distinct(so$0urce.port of login) >= 3"), "source.port");
    assert.ok(text.includes("distinct(source.port of login) >= 3"), text);
  });
});

describe("completion of what a rule makes of its labels", () => {
  const clause = (text: string): string => `rule r {
  severity low
  by ip
  when sequence within 5m { many: count(login_failed) >= 5  one: login }
  ${text}
}`;

  it("offers labels alone to a summary", () => {
    for (const text of ["emit x = count($0)", "emit x = max($0)", "risk count($0)"])
      assert.deepEqual(labels(clause(text)), ["many", "one"], text);
  });

  it("offers what has a greatest, and what has a sum", () => {
    const ofMax = labels(clause("emit x = max(many.$0)"));
    assert.ok(ofMax.includes("port") && ofMax.includes("time") && !ofMax.includes("user") && !ofMax.includes("ip"));
    const ofSum = labels(clause("emit x = sum(many.$0)"));
    assert.ok(ofSum.includes("port") && ofSum.includes("lag") && !ofSum.includes("time") && !ofSum.includes("user"));
    assert.ok(labels(clause("emit x = values(many.$0)")).includes("user"));
  });

  it("offers no field to emit that every detection has by itself", () => {
    const targets = labels(clause("emit $0"));
    assert.ok(targets.includes("user") && targets.includes("device"));
    for (const name of ["id", "time", "ip"]) assert.ok(!targets.includes(name), name);
  });

  it("offers numbers, and what gives some, to a risk", () => {
    const begun = labels(clause("risk $0"));
    assert.ok(begun.includes("one") && begun.includes("points") && begun.includes("if"));
    for (const name of ["ip", "true", "false", "not", "lower", "values"]) assert.ok(!begun.includes(name), name);
    const fields = labels(clause("risk 50 + one.$0"));
    assert.ok(fields.includes("port") && !fields.includes("user") && !fields.includes("time"));
    assert.ok(labels(clause("risk if one.$0")).includes("user"));
  });
});
