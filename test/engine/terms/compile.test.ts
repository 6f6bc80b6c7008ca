import assert from "node:assert/strict";
import { NO_BINDINGS, type Bindings } from "../../../server/engine/terms/bindings.ts";
import { compilePredicate, compileTerm } from "../../../server/engine/terms/compile.ts";
import { termEnvironment } from "../../../server/engine/terms/environment.ts";
import type { ListDefinition, Term, Value } from "../../../server/model/program.ts";
import { compare, constant, field, item } from "../../kit/records.ts";

const location = { document: "test.grove", start: 0, end: 0 };
const list = (name: string, type: ListDefinition["type"], ...items: string[]): ListDefinition => ({
  name,
  type,
  items,
  location,
});
const environment = termEnvironment({
  lists: [
    list("shells", "string", "bash", "SH"),
    list("tools", "glob", "*Sharp*", "mimi?atz"),
    list("patterns", "regex", "/^adm/i", "oo$"),
    list("hosts", "ip", "::ffff:10.0.0.1"),
    list("scanners", "cidr", "10.0.0.0/8", "2001:db8::/32"),
  ],
});

const x = field("x");
const not = (term: Term): Term => ({ kind: "not", term });
const items = (...values: Value[]): Term => ({
  kind: "items",
  items: values.map((value) => constant(value)),
  type: { list: "string" },
});
const named = (name: string): Term => ({ kind: "list", list: name });

function holds(term: Term, value: Value, bindings: Bindings = NO_BINDINGS): boolean {
  return compilePredicate(term, environment)(item({ x: value }), bindings);
}

function evaluate(term: Term, value: Value, bindings: Bindings = NO_BINDINGS): Value {
  return compileTerm(term, environment)(item({ x: value }), bindings);
}

describe("comparisons", () => {
  it("of strings ignore case, unless cased", () => {
    assert.equal(holds(compare(x, "==", constant("ROOT")), "Root"), true);
    assert.equal(holds(compare(x, "==", constant("ROOT"), { cased: true }), "Root"), false);
    assert.equal(holds(compare(x, "contains", constant("OO")), "Root"), true);
    assert.equal(holds(compare(x, "startswith", constant("RO")), "root"), true);
    assert.equal(holds(compare(x, "endswith", constant("OT"), { cased: true }), "root"), false);
    assert.equal(holds(compare(x, "like", constant("R*T")), "root"), true);
    assert.equal(holds(compare(x, "<", constant("B")), "a"), true);
  });

  it("with a missing value are false, and their negation true", () => {
    for (const operator of [
      "==",
      "<",
      "<=",
      ">",
      ">=",
      "in",
      "contains",
      "startswith",
      "endswith",
      "like",
      "matches",
    ] as const) {
      assert.equal(holds(compare(x, operator, constant("a")), null), false, operator);
      assert.equal(holds(not(compare(x, operator, constant("a"))), null), true, operator);
      assert.equal(holds(compare(constant("a"), operator, x), null), false, operator);
    }
  });

  it("between kinds are false", () => {
    assert.equal(holds(compare(x, "==", constant("22")), 22), false);
    assert.equal(holds(compare(x, "<", constant(5, "int")), "4"), false);
    assert.equal(holds(compare(x, "==", constant(true, "bool")), 1), false);
  });

  it("of a list on the left hold if some element does, `every` if all do and there is one", () => {
    const isA = (every: boolean): Term => compare(x, "==", constant("a"), { every });
    assert.equal(holds(isA(false), ["b", "A"]), true);
    assert.equal(holds(isA(false), []), false);
    assert.equal(holds(isA(true), ["a", "A"]), true);
    assert.equal(holds(isA(true), ["a", "b"]), false);
    assert.equal(holds(isA(true), []), false);
    assert.equal(holds(not(isA(false)), ["b", "c"]), true);
  });

  it("of a list on the right hold for some element, `all` for every one", () => {
    assert.equal(holds(compare(x, "contains", items("iex", "enc")), "powershell -ENC"), true);
    assert.equal(holds(compare(x, "contains", items("iex", "enc"), { all: true }), "powershell -ENC"), false);
    assert.equal(holds(compare(x, "contains", items("iex", "enc"), { all: true }), "iex -enc"), true);
    // Each of the right finds some element on the left, not all the same.
    assert.equal(holds(compare(x, "contains", items("iex", "enc"), { all: true }), ["IEX", "-enc"]), true);
  });

  it("of ranges include both ends", () => {
    const range: Term = { kind: "range", from: constant(1, "int"), to: constant(1024, "int") };
    assert.deepEqual(
      [0, 1, 1024, 1025].map((value) => holds(compare(x, "in", range), value)),
      [false, true, true, false],
    );
    const open: Term = { kind: "range", from: constant(1, "int"), to: field("y", "int") };
    assert.equal(holds(compare(x, "in", open), 5), false);
  });

  it("of addresses and networks go by their bytes", () => {
    const left = field("x", "ip");
    assert.equal(holds(compare(left, "in", constant("10.0.0.0/8", "cidr")), "10.9.8.7"), true);
    const either: Term = {
      kind: "items",
      items: [constant("10.0.0.0/8", "cidr"), constant("1.1.1.1", "ip")],
      type: { list: "cidr" },
    };
    assert.deepEqual(
      ["1.1.1.1", "10.1.1.1", "2.2.2.2"].map((ip) => holds(compare(left, "in", either), ip)),
      [true, true, false],
    );
    const range: Term = { kind: "range", from: constant("9.0.0.1", "ip"), to: constant("10.0.0.9", "ip") };
    assert.deepEqual(
      ["9.0.0.0", "10.0.0.1"].map((ip) => holds(compare(left, "in", range), ip)),
      [false, true],
    );
  });

  it("with a named list go by its type", () => {
    const within = (name: string, value: Value, cased = false): boolean =>
      holds(compare(x, "in", named(name), { cased }), value);
    assert.deepEqual(
      ["BASH", "sh", "zsh"].map((value) => within("shells", value)),
      [true, true, false],
    );
    assert.equal(within("shells", "sh", true), false);
    assert.deepEqual(
      ["sharphound", "MIMIKATZ", "bash"].map((value) => within("tools", value)),
      [true, true, false],
    );
    assert.deepEqual(
      ["Admin", "foo", "FOO"].map((value) => within("patterns", value)),
      [true, true, false],
    );
    assert.equal(within("hosts", "10.0.0.1"), true);
    assert.deepEqual(
      ["10.1.1.1", "2001:DB8::7", "11.0.0.1"].map((value) => within("scanners", value)),
      [true, true, false],
    );
    assert.equal(within("gone", "a"), false);
  });

  it("with a regular expression, or a list of them", () => {
    const regex = (source: string): Term => ({ kind: "regex", source, flags: "i" });
    assert.equal(holds(compare(x, "matches", regex("^ro+t$")), "ROOT"), true);
    const either: Term = { kind: "items", items: [regex("^a"), regex("z$")], type: { list: "regex" } };
    assert.deepEqual(
      ["ab", "yz", "bc"].map((value) => holds(compare(x, "matches", either), value)),
      [true, true, false],
    );
    assert.equal(holds(compare(x, "matches", regex("(?=a)")), "a"), false);
  });
});

describe("terms", () => {
  const arithmetic = (operator: "+" | "-" | "*" | "/", left: Term, right: Term): Term => ({
    kind: "arithmetic",
    operator,
    left,
    right,
    type: "float",
  });

  it("calculate; with a missing operand, and divided by zero, they are missing", () => {
    assert.equal(evaluate(arithmetic("/", constant(1), x), 4), 0.25);
    assert.equal(evaluate(arithmetic("/", constant(1), x), 0), null);
    assert.equal(evaluate(arithmetic("+", constant(1), x), null), null);
    assert.equal(evaluate(arithmetic("+", constant("user "), x), "root"), "user root");
    assert.equal(evaluate(arithmetic("*", constant(Number.MAX_VALUE), x), 10), null);
    assert.equal(evaluate({ kind: "negate", term: x, type: "int" }, 3), -3);
  });

  it("choose and ask for existence", () => {
    const choice: Term = {
      kind: "if",
      condition: { kind: "exists", term: x },
      then: constant("yes"),
      else: constant("no"),
      type: "string",
    };
    assert.deepEqual(
      ["a", null, [], 0].map((value) => evaluate(choice, value)),
      ["yes", "no", "no", "yes"],
    );
  });

  it("read what labels bound", () => {
    const bindings: Bindings = {
      one: (label) => (label === "entry" ? item({ user: "root" }) : null),
      many: () => [item({ user: "root", port: 7 }), item({ user: null, port: 3 }), item({ user: "Root", port: 5 })],
      aggregate: (index) => [5, null][index] ?? null,
    };
    const label = (name: string, many: boolean): Term => ({
      kind: "label",
      label: name,
      field: "user",
      many,
      type: "string",
    });
    assert.equal(evaluate(label("entry", false), null, bindings), "root");
    assert.equal(evaluate(label("other", false), null, bindings), null);
    assert.equal(holds(compare(x, "in", label("guesses", true)), "ROOT", bindings), true);
    assert.equal(holds(compare(x, "in", label("guesses", true)), "daemon", bindings), false);
    assert.equal(evaluate({ kind: "aggregate", index: 0, type: "int" }, null, bindings), 5);
    const summary = (name: "values" | "count" | "min" | "max" | "sum" | "first" | "last", of: string | null): Value =>
      evaluate({ kind: "summary", function: name, label: "guesses", field: of, type: "unknown" }, null, bindings);
    assert.equal(summary("count", null), 3);
    assert.equal(summary("count", "user"), 2);
    assert.deepEqual(summary("values", "user"), ["root"]);
    assert.deepEqual([summary("min", "port"), summary("max", "port"), summary("sum", "port")], [3, 7, 15]);
    assert.deepEqual([summary("first", "port"), summary("last", "port")], [7, 5]);
  });

  it("call functions; one that is not known is missing", () => {
    const call = (name: string, ...argumentTerms: Term[]): Term => ({
      kind: "call",
      function: name,
      arguments: argumentTerms,
      type: "string",
    });
    assert.equal(evaluate(call("lower", x), "ROOT"), "root");
    assert.equal(evaluate(call("capture", x, { kind: "regex", source: "id=(\\d+)", flags: "" }), "id=42"), "42");
    assert.equal(evaluate(call("gone", x), "a"), null);
  });

  it("find a field in items of several kinds", () => {
    const read = compileTerm(field("x"), environment);
    const items = [item({ x: 1 }), item({ y: 5, x: 2 }), item({ y: 5 }), item({ x: 3 })];
    assert.deepEqual(
      items.map((each) => read(each, NO_BINDINGS)),
      [1, 2, null, 3],
    );
  });
});
