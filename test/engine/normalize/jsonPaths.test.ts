import assert from "node:assert/strict";
import fc from "fast-check";
import { jsonFormat } from "../../../server/engine/normalize/formats/json.ts";
import { JsonPaths } from "../../../server/engine/normalize/formats/jsonPaths.ts";
import { Normalizer } from "../../../server/engine/normalize/normalize.ts";
import { program, source } from "../../kit/records.ts";

const DEEPEST = 16;

describe("the paths of an object", () => {
  it("are found where keys nest, have dots, or stand in lists", () => {
    const names = ["a.b.c", "a.b", "a", "d", "toString", ".e"];
    const found = (object: unknown): string[] => new JsonPaths(names, DEEPEST).in(object).map((index) => names[index]!);
    assert.deepEqual(found({ a: { b: { c: 1 } } }), ["a", "a.b", "a.b.c"]);
    assert.deepEqual(found({ "a.b": { c: 1 } }), ["a.b", "a.b.c"]);
    assert.deepEqual(found({ a: [{ b: 1 }, { b: 2 }] }), ["a", "a.b"]);
    assert.deepEqual(found({ "": { e: 1 } }), [".e"]);
    assert.deepEqual(found({ x: { d: 1 } }), []);
  });

  it("into a list are found where the list is, and under a key that is written so", () => {
    const among = (object: unknown): readonly number[] => new JsonPaths(["a[1].b"], DEEPEST).in(object);
    for (const object of [{ a: [{ b: 1 }] }, { a: { b: 1 } }, { "a[1].b": 1 }, { "a[1]": { b: 1 } }])
      assert.deepEqual(among(object), [0], JSON.stringify(object));
    assert.deepEqual(among({ a: [1], b: 1 }), []);
  });

  it("are all those that have a value", () => {
    const key = fc.constantFrom("a", "b", "a.b", "", ".", "__proto__", "toString", "a[0]", "b[1]");
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: "small" },
        fc.integer(),
        fc.constant(null),
        fc.array(tie("value"), { maxLength: 2 }),
        fc.dictionary(key, tie("value"), { maxKeys: 3 }),
      ),
    }));
    const path = fc.array(key, { minLength: 1, maxLength: 3 }).map((keys) => keys.join("."));
    const line = fc.dictionary(key, value, { maxKeys: 4 }).map((object) => JSON.stringify(object));
    fc.assert(
      fc.property(line, fc.uniqueArray(path, { minLength: 1, maxLength: 20 }), (text, names) => {
        const format = jsonFormat();
        const reading = format.open().read(text);
        assert.ok(reading !== null && typeof reading === "object");
        const found = new Set(new JsonPaths(names, DEEPEST).in(reading.object));
        names.forEach((name, index) => {
          if (format.field(name)!.of(reading) !== null) assert.ok(found.has(index), `${name} in ${text}`);
        });
      }),
      { numRuns: 1000 },
    );
  });

  it("leave a record of many fields as it is, and say which of them it may have", () => {
    const extra = Array.from({ length: 300 }, (_, index) => `p.k${index}`);
    const fields = extra.map((name) => ({ name, type: "unknown", origin: "format" }) as const);
    const js = source("s", { format: "json", time: { field: "at", year: 2026, zone: "UTC" }, fields });
    const file = new Normalizer(program([js])).file("a.log", ["s"]);
    const line = JSON.stringify({ at: 1781450161, user: { name: "bob" }, p: { k7: 1, k299: [2], other: 3 } });
    const splitter = file.splitter();
    const [raw] = [...splitter.push(new TextEncoder().encode(line)), ...splitter.end()];
    const found = file.normalize(raw!);
    assert.ok(found.kind === "record");
    const { schema, values, filled } = found.record;
    const held = extra.filter((name) => values[schema.slot(name)] !== null);
    assert.deepEqual(held, ["p.k7", "p.k299"]);
    assert.equal(values[schema.slot("user")], "bob");
    assert.deepEqual(
      extra.filter((name) => filled!.includes(schema.slot(name))),
      held,
    );
  });
});
