/** Messages of a stream in one line: RFC 6587, "octet counting". */
import assert from "node:assert/strict";
import fc from "fast-check";
import { LogSplitter } from "../../../server/engine/intake/log.ts";
import type { RawLine } from "../../../server/engine/intake/lines.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

function split(input: Uint8Array, framed = true): RawLine[] {
  const splitter = new LogSplitter(null, framed);
  return [...splitter.push(input), ...splitter.end()];
}

const frame = (message: string): string => `${bytes(message).length} ${message}`;
const texts = (input: string): readonly string[] => split(bytes(input)).map(({ text }) => text!);
const whole = (line: RawLine): Uint8Array => {
  const text = line.text! + line.ending;
  return line.latin1 ? Uint8Array.from(text, (each) => each.charCodeAt(0)) : bytes(text);
};

describe("messages behind their counts", () => {
  it("are records of their own, with the number of their line and their own place in the file", () => {
    const [one, two, three] = [frame("<34>one"), frame("<34>zw\u00f6lf"), frame("<34>three")];
    const lines = split(bytes(`${one}${two}${three}\r\nnext\n`));
    assert.deepEqual(
      lines.map(({ number, offset, size, text, ending }) => [number, offset, size, text, ending]),
      [
        [1, 0, 9, one, ""],
        [1, 9, 13, two, ""],
        [1, 22, 11, three, "\r\n"],
        [2, 35, 4, "next", "\n"],
      ],
    );
  });

  it("may count the line's end, keep a byte order mark, and be no UTF-8", () => {
    assert.deepEqual(texts("8 <34>one\n8 <34>two\n"), ["8 <34>one", "8 <34>two"]);
    const marked = frame("<34>\uFEFFone");
    assert.deepEqual(texts(`${marked}7 <34>two\n`), [marked, "7 <34>two"]);
    const latin1 = Uint8Array.from("5 <34>\xe47 <34>two\n", (each) => each.charCodeAt(0));
    assert.deepEqual(
      split(latin1).map(({ text }) => text),
      ["5 <34>\xe4", "7 <34>two"],
    );
  });

  it("whose counts do not lead to the line's end are one line, as it stands", () => {
    for (const line of [
      "9 <34>one7 <34>two",
      "7 <34>one7 two",
      "99 <34>one",
      "99 <34>one7 <34>two",
      "5 <34>\u00f67 <34>two",
    ])
      assert.deepEqual(texts(`${line}\n`), [line]);
  });

  it("are kept where the last one is cut off, which is no record then", () => {
    const [one, two] = [frame("<34>one"), frame("<34>two")];
    for (const rest of ["9", "94", "94 ", "94 <34>three", "94 <34>zw\u00f6lf"]) {
      const lines = split(bytes(`${one}${two}${rest}\r\n${one}\n`));
      assert.deepEqual(
        lines.map(({ number, offset, text, ending, fault }) => [number, offset, text, ending, fault !== undefined]),
        [
          [1, 0, one, "", false],
          [1, 9, two, "", false],
          [1, 18, rest, "\r\n", true],
          [2, 20 + bytes(rest).length, one, "\n", false],
        ],
      );
    }
  });

  it("are not looked for in logs that have no such frames", () => {
    assert.equal(split(bytes("7 <34>one7 <34>two\n"), false).length, 1);
  });

  it("never lose a byte", () => {
    const part = fc.constantFrom("7 <34>one", "7 <34>tw\u00f6", "\n", "\r\n", "8 ", "\u00e4", "12", " <1>");
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
        const input = bytes(parts.join(""));
        assert.deepEqual(Buffer.concat(split(input).map(whole)), Buffer.from(input));
      }),
    );
  });
});
