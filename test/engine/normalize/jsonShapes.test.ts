import assert from "node:assert/strict";
import fc from "fast-check";
import { jsonFormat, type JsonReading } from "../../../server/engine/normalize/formats/json.ts";
import { shapeOf } from "../../../server/engine/normalize/formats/jsonShape.ts";
import type { FormatReader } from "../../../server/engine/normalize/format.ts";

const NAMES = [
  "a",
  "b",
  "a.b",
  "b.a",
  "a.a.b",
  "constructor",
  "__proto__",
  'q"\\',
  "a[0].b",
  "b[1].a",
  "a.b[0].b",
  "a[0].b.a",
  "a[0]",
];
const readers = NAMES.map((name) => jsonFormat().field(name)!);

/** What a reader makes of a line: all that can be asked of it, or why it is none. */
function readWith(reader: FormatReader<JsonReading>, line: string): unknown {
  const reading = reader.read(line);
  if (typeof reading === "string" || reading === null) return reading;
  return [reading.message, readers.map((each) => each.of(reading)), [...jsonFormat().names(reading)]];
}

const key = fc.constantFrom("a", "b", "a.b", "c", 'q"\\', "__proto__", "constructor");
const scalar = fc.oneof(fc.string(), fc.double(), fc.integer(), fc.boolean(), fc.constant(null));
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    scalar,
    fc.array(scalar, { maxLength: 3 }),
    fc.array(tie("value"), { maxLength: 2 }),
    fc.dictionary(key, tie("value"), { maxKeys: 3 }),
  ),
}));
const object = fc.dictionary(key, value, { maxKeys: 4 });
const line = fc
  .tuple(object, fc.constantFrom(undefined, 1))
  .map(([of, space]) => JSON.stringify(of, null, space).replaceAll("\n", " "));

describe("lines of a known shape", () => {
  it("are read as they are without it", () => {
    fc.assert(
      fc.property(fc.array(line, { minLength: 1, maxLength: 5 }), (lines) => {
        const trained = jsonFormat().open();
        for (const each of [...lines, ...lines])
          assert.deepEqual(readWith(trained, each), readWith(jsonFormat().open(), each));
      }),
      { numRuns: 500 },
    );
  });

  it("are refused as they are without it, wherever a character is wrong", () => {
    const wrong = fc.constantFrom(
      "",
      '"',
      "\\",
      "\t",
      "\u0001",
      "{",
      "}",
      "[",
      "]",
      ",",
      ":",
      " ",
      "0",
      "-",
      "e",
      "u00",
      "é",
      "\ud800",
    );
    fc.assert(
      fc.property(line, fc.nat(), wrong, (each, place, character) => {
        const trained = jsonFormat().open();
        trained.read(each);
        const at = place % (each.length + 1);
        const broken = each.slice(0, at) + character + each.slice(at + 1);
        assert.deepEqual(readWith(trained, broken), readWith(jsonFormat().open(), broken));
      }),
      { numRuns: 2000 },
    );
  });

  it("have numbers, words, escapes and lists as JSON has them", () => {
    const reader = jsonFormat().open();
    reader.read('{"a":"x","b":1,"c":[]}');
    for (const [text, a, b, c] of [
      ['{"a":"C:\\\\x \\u00e9","b":-0.5e+3,"c":["\\"",1, null]}', "C:\\x é", -500, ['"', 1]],
      ['{"a":"","b":null,"c":[true]}', "", null, [true]],
      ['{"a":"\ud800","b":false,"c":[]}', "\ud800", false, null],
    ] as const) {
      const reading = reader.read(text) as JsonReading;
      assert.ok(reading.shaped);
      const values = ["a", "b", "c"].map((name) => jsonFormat().field(name)!.of(reading));
      assert.deepEqual(values, [a, b, c]);
    }
  });

  it("give whatever is asked, also what nobody asked for in a thousand lines", () => {
    const format = jsonFormat();
    const reader = format.open();
    const lines = Array.from({ length: 1000 }, (_, i) => `{"a":${i},"b":"${i % 7}","c":{"d":["${i}"]}}`);
    const ask = (name: string, from: number, to: number): unknown[] => {
      const field = format.field(name)!;
      return lines.slice(from, to).map((each) => field.of(reader.read(each) as JsonReading));
    };
    assert.deepEqual(
      ask("a", 0, 800),
      Array.from({ length: 800 }, (_, i) => i),
    );
    assert.deepEqual(
      ask("c.d", 800, 1000),
      Array.from({ length: 200 }, (_, i) => [String(800 + i)]),
    );
    assert.deepEqual(
      ask("b", 0, 1000),
      Array.from({ length: 1000 }, (_, i) => String(i % 7)),
    );
  });

  it("have no shape with a key twice, or with objects in lists: the whole line is parsed", () => {
    for (const each of ['{"a":1,"a":2}', '{"a":[{"b":1}]}', '{"a":{"b":1,"b":{}}}'])
      assert.equal(shapeOf(each), null, each);
    assert.equal(
      jsonFormat()
        .field("a")!
        .of(jsonFormat().open().read('{"a":1,"a":2}') as JsonReading),
      2,
    );
  });

  it("are looked for in time that is linear in the line: a square of its length would not come to an end here", () => {
    const reader = jsonFormat().open();
    reader.read('{"a":"x","b":["x"],"c":1}');
    const rest = "\\n".repeat(15_000);
    for (const hostile of [
      `{"a":"${rest}`,
      `{"a":"x","b":["${rest}","${rest}`,
      `{"a":"x","b":["x"],"c":${"1".repeat(60_000)}`,
    ]) {
      for (let i = 0; i < 20; i++) assert.match(String(reader.read(hostile)), /^no JSON/);
    }
  });

  it("need not be alike: lines of many shapes are read too", () => {
    const reader = jsonFormat().open();
    for (let i = 0; i < 3000; i++) {
      const reading = reader.read(`{"k${i}":1,"a":${i}}`) as JsonReading;
      assert.equal(jsonFormat().field("a")!.of(reading), i);
    }
  });
});
