import assert from "node:assert/strict";
import fc from "fast-check";
import { LONGEST, type RawLine } from "../../../server/engine/intake/lines.ts";
import { LogSplitter } from "../../../server/engine/intake/log.ts";
import type { Begins } from "../../../server/engine/intake/records.ts";
import { Normalizer } from "../../../server/engine/normalize/normalize.ts";
import { recordFromJson, recordToJson } from "../../../server/engine/normalize/json.ts";
import { restore, templatesOf } from "../../../server/engine/normalize/restore.ts";
import type { FormatName } from "../../../server/model/program.ts";
import { program, source } from "../../kit/records.ts";

function split(input: Uint8Array, chunk: number, begins: Begins | null = null): RawLine[] {
  const splitter = new LogSplitter(begins);
  const lines: RawLine[] = [];
  for (let at = 0; at < input.length; at += chunk) lines.push(...splitter.push(input.slice(at, at + chunk)));
  return [...lines, ...splitter.end()];
}

const little = (text: string): Uint8Array => Uint8Array.from(Buffer.from(`\uFEFF${text}`, "utf16le"));
const big = (text: string): Uint8Array => Uint8Array.from(Buffer.from(`\uFEFF${text}`, "utf16le").swap16());
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const texts = (lines: readonly RawLine[]): (string | null)[] => lines.map(({ text }) => text);

/** As `restore` does it. */
function bytesOf({ text, ending, latin1, wide }: RawLine): number[] {
  const whole = text! + ending;
  if (latin1) return [...whole].map((character) => character.charCodeAt(0));
  if (wide === undefined) return [...utf8(whole)];
  const bytes = Buffer.from(whole, "utf16le");
  return [...(wide === "big" ? bytes.swap16() : bytes)];
}

describe("a log in UTF-16", () => {
  it("is told by its byte order mark, whatever the chunks, and is split like any other", () => {
    for (const [input, wide] of [
      [little("one\r\nzwölf 😀\n\nlast"), "little"],
      [big("one\r\nzwölf 😀\n\nlast"), "big"],
    ] as const)
      for (const chunk of [1, 2, 3, 1000]) {
        const lines = split(input, chunk);
        assert.deepEqual(texts(lines), ["\uFEFFone", "zwölf 😀", "", "last"]);
        assert.deepEqual(
          lines.map((line) => [line.number, line.offset, line.size, line.ending, line.wide]),
          [
            [1, 0, 8, "\r\n", wide],
            [2, 12, 16, "\n", wide],
            [3, 30, 0, "\n", wide],
            [4, 32, 8, "", wide],
          ],
        );
      }
  });

  it("that breaks off inside a character gives its last byte as a line", () => {
    const lines = split(little("a\nb").slice(0, -1), 4);
    assert.deepEqual(
      lines.map(({ text, latin1, size }) => [text, latin1, size]),
      [
        ["\uFEFFa", false, 4],
        ["b", true, 1],
      ],
    );
  });

  it("drops lines that are too long and keeps their neighbours", () => {
    const long = "x".repeat(3 * LONGEST);
    for (const ending of ["\n", "\r\n"]) {
      const lines = split(little(`a\n${long}${ending}b`), 100_001);
      assert.deepEqual(texts(lines), ["\uFEFFa", null, "b"]);
      assert.deepEqual(
        [lines[1]!.size, lines[1]!.ending, lines[2]!.offset],
        [2 * long.length, ending, 6 + 2 * (long + ending).length],
      );
    }
  });

  it("is restored byte for byte, from the records' JSON alone", () => {
    const text = "Jun 14 15:16:01 web1 sshd[1]: zwölf \ud83d\r\nJun 14 15:16:02 web1 sshd[1]: 😀";
    for (const input of [little(text), big(text)]) {
      const file = new Normalizer(program([source("s")])).file("a.log", ["s"]);
      const splitter = file.splitter();
      const lines = [...splitter.push(input), ...splitter.end()].map((line) => file.normalize(line));
      const bytes = lines.flatMap((line) => {
        assert.ok(line.kind === "record");
        return [
          ...restore(
            recordFromJson(JSON.parse(JSON.stringify(recordToJson(line.record))))!,
            templatesOf([source("s")]),
          ),
        ];
      });
      assert.deepEqual(bytes, [...input]);
    }
  });
});

describe("a line of 100 MB", () => {
  it("is counted and not kept, in every encoding, and the one behind it is read", () => {
    const chunk = new Uint8Array(1 << 20).fill(0x61);
    for (const [mark, end] of [
      [[], [10, 0x62]],
      [
        [0xff, 0xfe],
        [10, 0, 0x62, 0],
      ],
    ] as const) {
      const splitter = new LogSplitter();
      const lines: RawLine[] = [...splitter.push(Uint8Array.from(mark))];
      for (let count = 0; count < 100; count++) lines.push(...splitter.push(chunk));
      lines.push(...splitter.push(Uint8Array.from(end)), ...splitter.end());
      assert.deepEqual(
        lines.map(({ text, size }) => [text, size]),
        [
          [null, (100 << 20) + mark.length],
          ["b", mark.length === 0 ? 1 : 2],
        ],
      );
    }
  });
});

describe("records of several lines", () => {
  const begins: Begins = (line) => !line.startsWith(" ");

  it("are joined with the ends of their lines, and stand where the first one does", () => {
    const lines = split(utf8("a\r\n 1\n\n 2\r\nb\n"), 3, (line) => begins(line, null) && line !== "");
    assert.deepEqual(
      lines.map(({ text, ending, number, offset, size }) => [text, ending, number, offset, size]),
      [
        ["a\r\n 1\n\n 2", "\r\n", 1, 0, 9],
        ["b", "\n", 5, 11, 1],
      ],
    );
  });

  it("begin with the file, and are told by the line in front of them too", () => {
    assert.deepEqual(texts(split(utf8(" 1\n 2\na"), 2, begins)), [" 1\n 2", "a"]);
    const pairs: Begins = (_, before) => before === "end";
    assert.deepEqual(texts(split(utf8("a\nend\nb\nc"), 9, pairs)), ["a\nend", "b\nc"]);
  });

  it("of which one line is no UTF-8 are one character per byte", () => {
    const [record] = split(Uint8Array.of(0xc3, 0xb6, 10, 32, 0xff, 10), 4, begins);
    assert.deepEqual([record!.text, record!.latin1, record!.ending], ["Ã¶\n ÿ", true, "\n"]);
  });

  it("that are too long are dropped and counted, those behind them are read", () => {
    const [first, second, third] = split(utf8(`a\n${" x\n".repeat(LONGEST)}b\n c`), 65_536, begins);
    assert.deepEqual([first!.text, first!.size, first!.number], [null, 3 * LONGEST + 1, 1]);
    assert.deepEqual([second!.text, second!.number, third], ["b\n c", LONGEST + 2, undefined]);
  });
});

describe("any bytes", () => {
  const byte = fc.oneof(fc.constantFrom(10, 13, 0, 32, 0xff, 0xfe, 0xd8), fc.nat(255));
  const mark = fc.constantFrom([], [0xff, 0xfe], [0xfe, 0xff], [0xef, 0xbb, 0xbf], [0xff]);
  const input = fc.tuple(mark, fc.array(byte, { maxLength: 120 })).map((parts) => Uint8Array.from(parts.flat()));

  it("are what their lines, or their records, put together again are", () => {
    for (const begins of [null, (line: string) => !line.startsWith(" ")])
      fc.assert(
        fc.property(input, fc.integer({ min: 1, max: 20 }), (raw, chunk) => {
          const lines = split(raw, chunk, begins);
          assert.deepEqual(lines.flatMap(bytesOf), [...raw]);
          for (const line of lines)
            assert.deepEqual(bytesOf(line), [...raw.slice(line.offset, line.offset + bytesOf(line).length)]);
        }),
        { numRuns: 500 },
      );
  });
});

describe("a log whose lines end with CR alone", () => {
  const refusals = (text: string, chunk: number): (string | undefined)[] =>
    split(utf8(text), chunk).map(({ refusal }) => refusal && /lines end with CR alone/.exec(refusal)![0]);
  const said = "lines end with CR alone";

  it("is one line that says so, however long it is and whatever the chunks", () => {
    for (const chunk of [1, 2, 1000]) assert.deepEqual(refusals("one\rtwo\rthree", chunk), [said]);
    assert.deepEqual(refusals("a line\r".repeat(LONGEST / 4), 4096), [said]);
    assert.deepEqual(split(little("one\rtwo"), 3).length, 1);
    assert.ok(split(little("one\rtwo"), 3)[0]!.refusal);
  });

  it("is none with an end of a line, or with a CR at its very end", () => {
    for (const text of ["one\rtwo\n", "one\ntwo\rthree", "one\r", "one\r\ntwo", "one"])
      assert.ok(
        refusals(text, 2).every((refusal) => refusal === undefined),
        JSON.stringify(text),
      );
  });

  it("is none where a byte of UTF-16 only looks like a CR", () => {
    for (const text of ["\u0d41", "\u0d41".repeat(LONGEST)])
      assert.equal(split(little(text), 4096)[0]!.refusal, undefined);
  });

  const made = (format: FormatName, text: string) => {
    const file = new Normalizer(program([source("log", { format })])).file("a.log", ["log"]);
    const splitter = file.splitter();
    return [...splitter.push(utf8(text)), ...splitter.end()].map((line) => file.normalize(line));
  };

  it("is no record where its format makes nothing of it", () => {
    const texts = [["json", '{"a": 1}\r{"a": 2}'] as const, ["csv", "timestamp,a\r1,2\r3,4"] as const];
    for (const [format, text] of texts) {
      const [only] = made(format, text);
      assert.equal(only!.kind, "unparsed");
      assert.match(only!.kind === "unparsed" ? only!.reason : "", /^the whole file is one line/);
    }
  });

  it("may be one message with a CR in it: what can be read is kept", () => {
    const message = "<34>1 2026-06-14T15:16:01Z host app - - - one\rtwo";
    const framed = `${message.length} ${message}`;
    for (const [format, text, records] of [
      ["syslog", message, 1],
      ["syslog", framed, 1],
      ["syslog", framed + framed, 2],
      ["json", '{"timestamp":\r"2026-06-14T15:16:01Z"}', 1],
    ] as const)
      assert.deepEqual(
        made(format, text).map(({ kind }) => kind),
        Array.from({ length: records }, () => "record"),
        JSON.stringify(text),
      );
  });
});
