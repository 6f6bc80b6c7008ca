/** What texts become: the parts of a program that the engine runs. */
import assert from "node:assert/strict";
import type { Program, RuleDefinition, SourceDefinition, Term } from "../../server/model/program.ts";
import { analysisOf, analyzed } from "../kit/rules.ts";

const programOf = (text: string): Program => analyzed(text).program;

function ruleOf(text: string): RuleDefinition {
  const { rules } = programOf(text);
  const found = rules.find(({ name }) => name === "r");
  assert.ok(found, "rule r is in the program");
  return found;
}

/** The `where` of `rule r { when login where ... }`. */
function whereOf(condition: string): Term {
  const { when } = ruleOf(`rule r { when login where ${condition} }`);
  assert.equal(when.kind, "event");
  assert.ok(when.kind === "event" && when.use.where !== null);
  return when.use.where;
}

const field = (name: string, type: string) => ({ kind: "field", field: name, type });
const text = (value: string) => ({ kind: "constant", value, type: "string" });
const compare = (operator: string, left: object, right: object, more = {}) => ({
  kind: "compare",
  operator,
  left,
  right,
  cased: false,
  every: false,
  all: false,
  ...more,
});

describe("lowering of expressions", () => {
  it("turns != and negated operators into not", () => {
    const equal = compare("==", field("user", "string"), text("root"));
    assert.deepEqual(whereOf('user == "root"'), equal);
    assert.deepEqual(whereOf('user != "root"'), { kind: "not", term: equal });
    assert.deepEqual(whereOf('not (user != "root")'), equal);
    assert.deepEqual(whereOf('user not like "r*"'), {
      kind: "not",
      term: compare("like", field("user", "string"), text("r*")),
    });
    assert.deepEqual(whereOf("user not exists"), {
      kind: "not",
      term: { kind: "exists", term: field("user", "string") },
    });
  });

  it("keeps cased, every and all", () => {
    assert.deepEqual(
      whereOf('user cased == "Root"'),
      compare("==", field("user", "string"), text("Root"), { cased: true }),
    );
    const both = { kind: "items", items: [text("a"), text("b")], type: { list: "string" } };
    assert.deepEqual(
      whereOf('every user contains all ["a", "b"]'),
      compare("contains", field("user", "string"), both, { every: true, all: true }),
    );
  });

  it("joins chains of and, of or, into one term", () => {
    const term = whereOf('user == "a" or user == "b" or user == "c" and port > 1');
    assert.equal(term.kind, "or");
    assert.deepEqual(term.kind === "or" && term.terms.map(({ kind }) => kind), ["compare", "compare", "and"]);
  });

  it("survives a long chain", () => {
    const term = whereOf(Array.from({ length: 400 }, (_, i) => `user == "u${i}"`).join(" or "));
    assert.equal(term.kind === "or" && term.terms.length, 400);
  });

  it("reads texts next to addresses as canonical addresses", () => {
    const ip = field("ip", "ip");
    assert.deepEqual(
      whereOf('ip == "10.0.0.1"'),
      compare("==", ip, { kind: "constant", value: "10.0.0.1", type: "ip" }),
    );
    assert.deepEqual(
      whereOf("ip in 10.1.2.3/8"),
      compare("in", ip, { kind: "constant", value: "10.0.0.0/8", type: "cidr" }),
    );
  });

  it("fills in the zone that a call leaves out", () => {
    const { program } = analysisOf([
      { path: "a.grove", text: 'workspace { zone "Asia/Tokyo" }' },
      {
        path: "b.grove",
        text: `source s from application { files "a" format syslog time timestamp year 2026 }
               rule r { when s where hour(time) == 3 and hour(time, "UTC") == 4 }`,
      },
    ]);
    const json = JSON.stringify(program.rules[0]);
    assert.ok(
      json.includes(
        '"function":"hour","arguments":[{"kind":"field","field":"time","type":"time"},{"kind":"constant","value":"Asia/Tokyo","type":"string"}]',
      ),
    );
    assert.ok(json.includes('{"kind":"constant","value":"UTC","type":"string"}]'));
    assert.equal(program.sources[0]?.time.zone, "Asia/Tokyo");
  });

  it("types arithmetic", () => {
    const term = whereOf("arrived - time > 10m and port * 2 > 5 and port / 2 > 1");
    const types =
      term.kind === "and" && term.terms.map((part) => part.kind === "compare" && "type" in part.left && part.left.type);
    assert.deepEqual(types, ["duration", "int", "float"]);
  });
});

describe("lowering of sources", () => {
  const sourceOf = (clauses: string): SourceDefinition => {
    const { sources } = programOf(`source s from application { files "a" format syslog time timestamp ${clauses} }`);
    const found = sources.find(({ name }) => name === "s");
    assert.ok(found);
    return found;
  };

  it("has defaults", () => {
    const { lateness, idle, ahead, skew, late, missing, time, only } = sourceOf("year 2026");
    assert.deepEqual(
      { lateness, idle, ahead, skew, late, missing, time, only },
      {
        lateness: 0,
        idle: 600e6,
        ahead: 86_400_000_000,
        skew: 0,
        late: "side",
        missing: [],
        time: { field: "timestamp", year: 2026, zone: "UTC" },
        only: null,
      },
    );
  });

  it("reads every clause", () => {
    const { lateness, idle, ahead, late, missing, time } = sourceOf(
      'year 2025 zone "Europe/Berlin" lateness 30s idle 2m ahead 1h late drop missing "-", ""',
    );
    assert.deepEqual([lateness, idle, ahead, late, missing], [30e6, 120e6, 3600e6, "drop", ["-", ""]]);
    assert.deepEqual(time, { field: "timestamp", year: 2025, zone: "Europe/Berlin" });
  });

  it("reads a skew with either sign, or none", () => {
    const skews = ["+90s", "-5s", "2m"].map((skew) => sourceOf(`year 2026\n    skew ${skew}`).skew);
    assert.deepEqual(skews, [90e6, -5e6, 120e6]);
  });

  it("knows every field with its type and where it comes from", () => {
    const { fields } = sourceOf(
      `year 2026 template 1 "{user} {ip} {n:int} {rest}" map { device = hostname  source.port = n }`,
    );
    const known = new Map(fields.map(({ name, type, origin }) => [name, `${String(type)} ${origin}`]));
    assert.equal(known.get("user"), "string unified");
    assert.equal(known.get("ip"), "ip unified");
    assert.equal(known.get("n"), "int capture");
    assert.equal(known.get("rest"), "string capture");
    assert.equal(known.get("source.port"), "int map");
    assert.equal(known.get("device"), "string unified");
    assert.equal(known.get("lag"), "duration builtin");
    assert.equal(known.get("pid"), "int format");
    assert.equal(known.size, fields.length);
  });

  it("lets later entries of a map read earlier ones", () => {
    const { map } = sourceOf(`year 2026 map { a.b = hostname  c = a.b }`);
    assert.deepEqual(map[1], { field: "c", value: field("a.b", "string") });
  });
});

describe("lowering of rules", () => {
  it("turns a comparison of severities into the severities that it means", () => {
    const { when } = ruleOf("rule r { when uses_both where severity >= high }");
    const items = { kind: "items", items: [text("high"), text("critical")], type: { list: "string" } };
    assert.ok(when.kind === "event");
    assert.deepEqual(when.use.where, compare("in", field("severity", "string"), items));
  });

  it("reads fields of labels: one item of a step, many of an aggregate", () => {
    const { when, emit } = ruleOf(`
      rule r {
        by ip
        when sequence within 10m {
          tries: count(login_failed) >= 5
          entry: login where user in tries.user
        }
        emit who = entry.user, users = values(tries.user), n = count(tries)
      }`);
    const many = { kind: "label", label: "tries", field: "user", many: true, type: { list: "string" } };
    assert.ok(when.kind === "sequence" && when.within === 600e6);
    const [first, second] = when.steps;
    assert.ok(first?.kind === "aggregate" && second?.kind === "event");
    assert.deepEqual(
      first.aggregates.map(({ function: name, use }) => [name, use.kind, use.name]),
      [["count", "event", "login_failed"]],
    );
    assert.deepEqual(second.use.where, compare("in", field("user", "string"), many));
    assert.deepEqual(
      emit.map(({ value }) => value),
      [
        { kind: "label", label: "entry", field: "user", many: false, type: "string" },
        { kind: "summary", function: "values", label: "tries", field: "user", type: { list: "string" } },
        { kind: "summary", function: "count", label: "tries", field: null, type: "int" },
      ],
    );
  });

  it("reads fields of the label of a whole `when`", () => {
    const { when, emit } = ruleOf("rule r { by ip  when entry: login  emit who = entry.user }");
    assert.ok(when.kind === "event" && when.label === "entry");
    assert.deepEqual(emit[0]?.value, { kind: "label", label: "entry", field: "user", many: false, type: "string" });
    const counted = ruleOf("rule r { by ip  when tries: count(login) >= 5 within 1h  emit n = count(tries) }");
    assert.ok(counted.when.kind === "condition" && counted.when.label === "tries");
    assert.deepEqual(counted.emit[0]?.value, {
      kind: "summary",
      function: "count",
      label: "tries",
      field: null,
      type: "int",
    });
  });

  it("numbers the aggregates of a condition", () => {
    const { when } = ruleOf(
      "rule r { by ip when count(login_failed) > 3 and distinct(user of login) / count(login) > 0.5 within 1h }",
    );
    assert.ok(when.kind === "condition");
    assert.deepEqual(
      when.aggregates.map(({ function: name, fields, use }) => [name, fields, use.name]),
      [
        ["count", [], "login_failed"],
        ["distinct", ["user"], "login"],
        ["count", [], "login"],
      ],
    );
    assert.ok(JSON.stringify(when.condition).includes('{"kind":"aggregate","index":2,"type":"int"}'));
  });

  it("orders rules behind those they name, with their depth", () => {
    const { rules } = programOf(`
      event bad = b where severity == low
      rule c { by ip when bad }
      rule b { severity low by ip when a }
      rule a { severity low by ip when login }`);
    const own = rules.filter(({ name }) => name !== "uses_both").map(({ name, depth }) => [name, depth]);
    assert.deepEqual(own, [
      ["a", 0],
      ["b", 1],
      ["c", 2],
    ]);
  });

  it("puts a reader of detection above all others", () => {
    const { rules } = programOf(`
      event any_bad = detection where severity >= low
      rule top { severity low by ip when count(any_bad) > 1 within 1h }
      rule a { severity low by ip when login }
      rule b { severity low by ip when a }`);
    assert.deepEqual(rules.map(({ name, depth }) => [name, depth]).at(-1), ["top", 2]);
  });

  it("leaves out what has an error, and what needs it, and keeps the rest", () => {
    const { program } = analyzed(`
      event odd = login where usr == "x"
      rule a { by ip when odd }
      rule b { by ip when a }
      rule c { by ip when login }
      test "of a" { given sshd "x"  expect a }
      test "of c" { given sshd "x"  expect c }`);
    assert.deepEqual(program.events.map(({ name }) => name).sort(), ["login", "login_failed"]);
    assert.deepEqual(program.rules.map(({ name }) => name).sort(), ["c", "uses_both"]);
    assert.deepEqual(
      program.tests.map(({ title }) => title),
      ["of c"],
    );
  });

  it("means the same in whatever order files come", () => {
    const files = [
      { path: "a.grove", text: "rule r { by ip when e }" },
      { path: "b.grove", text: "event e = s" },
      { path: "c.grove", text: 'source s from application { files "a" format syslog time timestamp year 2026 }' },
    ];
    assert.deepEqual(analysisOf(files).program, analysisOf([...files].reverse()).program);
  });
});
