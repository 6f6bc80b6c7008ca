import assert from "node:assert/strict";
import fc from "fast-check";
import { Router } from "../../../../server/engine/detect/route/router.ts";
import { witnessesOf } from "../../../../server/engine/detect/route/witness.ts";
import { Schema, type Item } from "../../../../server/engine/item.ts";
import { NO_BINDINGS } from "../../../../server/engine/terms/bindings.ts";
import { compilePredicate } from "../../../../server/engine/terms/compile.ts";
import { termEnvironment } from "../../../../server/engine/terms/environment.ts";
import type { ListDefinition, Term, Type, Value } from "../../../../server/model/program.ts";

type Compare = Extract<Term, { kind: "compare" }>;

const schema = new Schema(0, "log", "source", ["s", "t", "n", "l"]);
const location = { document: "a.grove", start: 0, end: 0 };
const lists: readonly ListDefinition[] = [
  { name: "names", type: "string", items: ["k", "12", "Bash"], location },
  { name: "globs", type: "glob", items: ["*sh", "k?", "*"].slice(0, 2), location },
  { name: "nets", type: "cidr", items: ["10.0.0.0/8"], location },
];
const environment = termEnvironment({ lists });

// Letters that lower case treats in special ways: Kelvin sign, dotted capital I, sharp s, both sigmas.
const letters = fc.string({
  unit: fc.constantFrom("k", "K", "\u212a", "i", "İ", "ß", "σ", "ς", "*", "?"),
  maxLength: 3,
});
const scalar = fc.oneof(letters, fc.constantFrom(1, 12, true, "12", "bash", "10.1.2.3"));
const value: fc.Arbitrary<Value> = fc.oneof(scalar, fc.constant(null), fc.array(scalar, { maxLength: 2 }));
const field = fc
  .constantFrom("s", "t", "n", "l")
  .map((name): Term => ({ kind: "field", field: name, type: "unknown" }));
const typeOf = (each: Value): Type => (typeof each === "number" ? "int" : "string");
const constant = scalar.map((each): Term => ({ kind: "constant", value: each, type: typeOf(each) }));
const right: fc.Arbitrary<Term> = fc.oneof(
  constant,
  fc.array(constant, { maxLength: 3 }).map((items): Term => ({ kind: "items", items, type: { list: "string" } })),
);
const comparison: fc.Arbitrary<Term> = fc.oneof(
  fc.record<Compare>({
    kind: fc.constant("compare" as const),
    operator: fc.constantFrom(...(["==", "<", ">=", "in", "contains", "startswith", "endswith", "like"] as const)),
    left: field,
    right,
    cased: fc.boolean(),
    every: fc.boolean(),
    all: fc.boolean(),
  }),
  fc.record<Compare>({
    kind: fc.constant("compare" as const),
    operator: fc.constant("in" as const),
    left: field,
    right: fc.constantFrom("names", "globs", "nets").map((list): Term => ({ kind: "list", list })),
    cased: fc.boolean(),
    every: fc.boolean(),
    all: fc.constant(false),
  }),
);
const { term } = fc.letrec<{ term: Term }>((tie) => ({
  term: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    comparison,
    fc.record({
      kind: fc.constantFrom("and" as const, "or" as const),
      terms: fc.array(tie("term"), { minLength: 2, maxLength: 3 }),
    }),
    fc.record({ kind: fc.constant("not" as const), term: tie("term") }),
  ),
}));

/** As many items are tried on every leaf. */
const FIRST = 64;

const itemOf = (values: readonly Value[]): Item => ({
  schema,
  values,
  time: 0,
  source: "log",
  file: "a.log",
  position: 0,
  rank: null,
});

describe("the router of leaves", () => {
  it("leaves out no leaf that takes the item", () => {
    fc.assert(
      fc.property(
        fc.array(term, { minLength: 1, maxLength: 6 }),
        fc.array(fc.array(value, { minLength: 4, maxLength: 4 }), { minLength: 1, maxLength: 4 }),
        (terms, rows) => {
          const leaves = terms.map((where, index) => ({
            index,
            witnesses: witnessesOf([{ with: [], where: [where] }], lists),
          }));
          const router = new Router(leaves, schema);
          for (const item of Array.from({ length: FIRST + rows.length }, (_, at) => itemOf(rows[at % rows.length]!))) {
            const candidates = router.candidates(item).map(({ index }) => index);
            assert.deepEqual(
              candidates,
              [...new Set(candidates)].sort((a, b) => a - b),
            );
            const taking = terms.flatMap((each, index) =>
              compilePredicate(each, environment)(item, NO_BINDINGS) ? [index] : [],
            );
            assert.deepEqual(
              taking.filter((index) => !candidates.includes(index)),
              [],
            );
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  const equals = (name: string, text: string): Term => ({
    kind: "compare",
    operator: "==",
    left: { kind: "field", field: name, type: "string" },
    right: { kind: "constant", value: text, type: "string" },
    cased: false,
    every: false,
    all: false,
  });

  it("tries only the leaves that what the item has calls for", () => {
    const leaves = ["bash", "sh", "zsh"].map((shell, index) => ({
      index,
      witnesses: witnessesOf([{ with: [], where: [equals("s", shell)] }], lists),
    }));
    const router = new Router(leaves, schema);
    for (let at = 0; at < FIRST; at++) router.candidates(itemOf(["none", null, null, null]));
    assert.deepEqual(router.candidates(itemOf(["SH", null, null, null])), [leaves[1]]);
    assert.deepEqual(router.candidates(itemOf([["zsh", "bash"], "sh", null, null])), [leaves[0], leaves[2]]);
  });

  it("looks up what few of the first items had", () => {
    const leaf = {
      index: 0,
      witnesses: witnessesOf([{ with: [], where: [equals("s", "bash"), equals("t", "rare")] }], lists),
    };
    const router = new Router([leaf], schema);
    const usual = itemOf(["bash", "usual", null, null]);
    for (let at = 0; at < FIRST; at++) router.candidates(usual);
    assert.deepEqual(router.candidates(usual), []);
    assert.deepEqual(router.candidates(itemOf(["sh", "rare", null, null])), [leaf]);
  });

  it("trusts nothing that a `with` has put over the item's own field", () => {
    const over = { with: [{ field: "s" }], where: [equals("s", "bash")] };
    assert.deepEqual(witnessesOf([over], lists), []);
    assert.equal(witnessesOf([{ with: [], where: [equals("s", "bash")] }, over], lists).length, 1);
  });
});
