import assert from "node:assert/strict";
import fc from "fast-check";
import { discoverFields } from "../../../server/engine/discover.ts";
import { jsonFormat, type JsonReading } from "../../../server/engine/normalize/formats/json.ts";
import type { SourceDefinition, Value } from "../../../server/model/program.ts";

const read = (text: string): JsonReading => {
  const reading = jsonFormat().open().read(text);
  assert.ok(typeof reading === "object" && reading !== null, String(reading));
  return reading;
};
const valueOf = (text: string, path: string): Value => jsonFormat().field(path)!.of(read(text));

describe("JSON lines", () => {
  it("have their fields under paths, nested or with dots in the keys", () => {
    assert.equal(valueOf('{"a":{"b":{"c":1}}}', "a.b.c"), 1);
    assert.equal(valueOf('{"a.b":{"c":1}}', "a.b.c"), 1);
    assert.equal(valueOf('{"a":{"b.c":1}}', "a.b.c"), 1);
    assert.equal(valueOf('{"a.b.c":1}', "a.b.c"), 1);
  });

  it("give what has a value, be it behind a shorter key", () => {
    assert.equal(valueOf('{"a.b":{"x":1},"a":{"b":{"c":2}}}', "a.b.c"), 2);
    assert.equal(valueOf('{"a.b":null,"a":{"b":3}}', "a.b"), 3);
  });

  it("give a list for a path through a list", () => {
    assert.deepEqual(valueOf('{"a":[{"b":1},{"c":2},{"b":[3,null]}]}', "a.b"), [1, 3]);
    assert.deepEqual(valueOf('{"a":["x","y"]}', "a"), ["x", "y"]);
    assert.equal(valueOf('{"a":[{"b":1}]}', "a"), null);
  });

  it("lack what is null, an object or an empty list, and what every object inherits", () => {
    assert.equal(valueOf('{"a":null}', "a"), null);
    assert.equal(valueOf('{"a":{}}', "a"), null);
    assert.equal(valueOf('{"a":[]}', "a"), null);
    assert.equal(valueOf("{}", "constructor"), null);
    assert.equal(valueOf('{"a":"x"}', "a.length"), null);
    assert.equal(valueOf('{"__proto__":{"b":1}}', "b"), null);
  });

  for (const [text, reason] of [
    ["", "empty line"],
    ["[1]", "no JSON object: the line is a list, which has no fields"],
    ['"a"', "no JSON object: the line is a string, which has no fields"],
    ["null", "no JSON object: the line is null, which has no fields"],
  ] as const)
    it(`say of ${JSON.stringify(text)}: ${reason}`, () => assert.equal(jsonFormat().open().read(text), reason));

  it("say where the text breaks off", () => {
    assert.match(String(jsonFormat().open().read('{"a":')), /^no JSON: /);
  });

  it("never throw, and are their own message", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        const reading = jsonFormat().open().read(text);
        if (typeof reading === "object") assert.equal(reading?.message, text);
      }),
    );
  });

  it("give for each name that they list a value, and list each path that has one", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom("a", "b", "c"), fc.jsonValue({ maxDepth: 3 })), (object) => {
        const reading = read(JSON.stringify(object));
        for (const name of jsonFormat().names(reading))
          assert.notEqual(jsonFormat().field(name)!.of(reading), null, name);
      }),
    );
  });

  it("survive a nesting of 100,000", () => {
    const deep = `{"a":${"[".repeat(100_000)}1${"]".repeat(100_000)}}`;
    assert.doesNotThrow(() => [...jsonFormat().names(read(deep))]);
    assert.doesNotThrow(() => valueOf(deep, "a"));
  });

  it("tell their names to whoever looks at the beginning of a log", () => {
    const source = { format: "json" } as SourceDefinition;
    const names = new Set<string>();
    discoverFields(source, new TextEncoder().encode('{"a":{"b":1}}\nnone\n{"c":[true]}'), names);
    assert.deepEqual([...names].sort(), ["a.b", "c"]);
  });
});
