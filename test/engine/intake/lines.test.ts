import assert from "node:assert/strict";
import fc from "fast-check";
import { LineSplitter, LONGEST, type RawLine } from "../../../server/engine/intake/lines.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

function split(input: Uint8Array, chunk = input.length || 1): RawLine[] {
  const splitter = new LineSplitter();
  const lines: RawLine[] = [];
  for (let at = 0; at < input.length; at += chunk) lines.push(...splitter.push(input.slice(at, at + chunk)));
  lines.push(...splitter.end());
  return lines;
}

/** The line's bytes as they were. */
function bytesOf(line: RawLine): Uint8Array {
  const text = line.text! + line.ending;
  return line.latin1 ? Uint8Array.from(text, (c) => c.charCodeAt(0)) : bytes(text);
}

describe("lines", function () {
  this.timeout(20_000);

  it("are numbered from 1, with the offset of their first byte and their ending", () => {
    const lines = split(bytes("one\r\nzwölf\n\nlast"));
    assert.deepEqual(
      lines.map(({ number, offset, size, text, ending }) => [number, offset, size, text, ending]),
      [
        [1, 0, 3, "one", "\r\n"],
        [2, 5, 6, "zwölf", "\n"],
        [3, 12, 0, "", "\n"],
        [4, 13, 4, "last", ""],
      ],
    );
  });

  it("of an empty file are none, and a line end begins no further line", () => {
    assert.deepEqual(split(bytes("")), []);
    assert.equal(split(bytes("a\n")).length, 1);
  });

  it("keep NUL bytes, a byte order mark and a carriage return that ends no line", () => {
    assert.deepEqual(
      split(bytes("\uFEFFa\0b\rc\n\r")).map(({ text }) => text),
      ["\uFEFFa\0b\rc", "\r"],
    );
  });

  it("that are no UTF-8 are read byte by byte, those around them are not", () => {
    const lines = split(Uint8Array.of(0xc3, 0xb6, 10, 0xff, 0x80, 10, 0x61));
    assert.deepEqual(
      lines.map(({ text, latin1 }) => [text, latin1]),
      [
        ["ö", false],
        ["\u00ff\u0080", true],
        ["a", false],
      ],
    );
  });

  it("longer than the limit are dropped and counted, those around them are read", () => {
    const long = "x".repeat(10 * LONGEST);
    for (const chunk of [1 << 16, 100_001, 64 * LONGEST]) {
      const lines = split(bytes(`before\n${long}\r\nafter\n`), chunk);
      assert.deepEqual(
        lines.map(({ number, offset, size, text, ending }) => [number, offset, size, text, ending]),
        [
          [1, 0, 6, "before", "\n"],
          [2, 7, long.length, null, "\r\n"],
          [3, 9 + long.length, 5, "after", "\n"],
        ],
      );
    }
  });

  it("of exactly the limit are read", () => {
    for (const ending of ["", "\n", "\r\n"]) {
      const text = "x".repeat(LONGEST);
      for (const chunk of [LONGEST - 1, LONGEST + 1, 2 * LONGEST])
        assert.deepEqual(
          split(bytes(text + ending), chunk).map((line) => line.text?.length),
          [LONGEST],
        );
      assert.deepEqual(
        split(bytes("x" + text + ending)).map((line) => line.text),
        [null],
      );
    }
  });

  it("put together again are the bytes, whatever the chunks", () => {
    const byte = fc.oneof(fc.constantFrom(10, 13, 0x61, 0xc3, 0xb6, 0), fc.integer({ min: 0, max: 255 }));
    const input = fc.array(byte, { maxLength: 200 }).map((list) => Uint8Array.from(list));
    fc.assert(
      fc.property(input, fc.integer({ min: 1, max: 30 }), (raw, chunk) => {
        const lines = split(raw, chunk);
        assert.deepEqual(
          lines.flatMap((line) => [...bytesOf(line)]),
          [...raw],
        );
        assert.deepEqual(lines, split(raw));
        for (const line of lines)
          assert.deepEqual(bytesOf(line), raw.slice(line.offset, line.offset + line.size + line.ending.length));
      }),
      { numRuns: 500 },
    );
  });
});
