import assert from "node:assert/strict";
import fc from "fast-check";
import { expect } from "../../grammar/expect.ts";
import { lex } from "../../grammar/lexer.ts";
import { parse } from "../../grammar/parse.ts";
import { descendants } from "../../grammar/walk.ts";
import { sample } from "./sample.ts";

/** What holds for every text whatsoever. */
function holds(text: string): void {
  const tree = parse(text);
  for (const error of tree.errors) {
    assert.ok(0 <= error.start && error.start < error.end && error.end <= text.length, JSON.stringify(error));
    assert.ok(error.message.length > 20 && !error.message.includes("undefined"), error.message);
  }
  let end = 0;
  for (const declaration of tree.declarations) {
    assert.ok(declaration.start >= end, "declarations do not overlap");
    end = declaration.end;
    for (const node of descendants(declaration)) {
      assert.ok(declaration.start <= node.start && node.start <= node.end && node.end <= declaration.end);
    }
  }
  const offset = Math.floor(text.length / 2);
  const { word } = expect(text, offset);
  assert.ok(word.start <= offset && offset <= word.end);
}

const images = [...new Set(lex(sample).tokens.map((token) => token.image))];
const soup = fc
  .array(fc.tuple(fc.constantFrom(...images, "}", "{", "(", ")", "[", "]", "."), fc.constantFrom(" ", "\n", "")), {
    maxLength: 60,
  })
  .map((parts) => parts.flat().join(""));

describe("any text", function () {
  this.timeout(20_000);

  it("of random characters gives a tree and places inside the text", () => {
    fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 80 }), holds), { numRuns: 300 });
  });

  it("of random tokens does too", () => {
    fc.assert(fc.property(soup, holds), { numRuns: 300 });
  });

  it("cut off anywhere does too", () => {
    for (let end = 0; end <= sample.length; end += 37) holds(sample.slice(0, end));
  });

  it("with a piece cut out does too", () => {
    const place = fc.nat({ max: sample.length });
    fc.assert(
      fc.property(place, fc.nat({ max: 80 }), (at, length) => holds(sample.slice(0, at) + sample.slice(at + length))),
      { numRuns: 100 },
    );
  });
});

describe("huge texts", function () {
  this.timeout(20_000);

  const cases: Record<string, string> = {
    "a line of a megabyte": `event a = b where c == "${"x".repeat(1 << 20)}"`,
    "one long word": "a".repeat(1 << 20),
    "digits and dots": "1.".repeat(1 << 17),
    "digits and colons": "1:".repeat(1 << 17),
    "open parentheses": `event a = b where ${"(".repeat(1 << 16)}`,
    "open braces": `rule a { when ${"any { ".repeat(1 << 15)}`,
    signs: `event a = b where ${"not ".repeat(1 << 15)}c`,
    "nested choices": `event a = b where ${"if ".repeat(1 << 15)}c`,
    "a chain of choices": `event a = b where if c then d ${"else if c then d ".repeat(1 << 12)}else e`,
    "a chain of operators": `event a = b where c ${"or c ".repeat(1 << 13)}`,
    "quotes that open and never close": `event a = b where c == ${"\u00ab ".repeat(1 << 16)}`,
    "many errors in one list": `list a = [${"1 2, ".repeat(5000)}]`,
    "many errors in one `any`": `event a = any {${" b = ".repeat(5000)}}`,
    "many errors in one rule": `rule a {${"\n  severity )".repeat(5000)}\n}`,
  };
  for (const [title, text] of Object.entries(cases)) {
    it(`${title}: a few clear errors, no overflow`, () => {
      assert.ok(parse(text).errors.length <= 10);
    });
  }

  it("read piece by piece has the tokens of one piece, whatever stands at the cuts", () => {
    const piece = 'rule r { severity low  when a where b == "c" }\n'.repeat(400);
    const ends = ['event a = """ b', "// c  ", "`d  ", "/* e", "/* f */", "'g", "$$", "\u00ab", "", "\u00a0", "/h "];
    const kinds = (text: string) => {
      const { tokens, comments, errors } = lex(text);
      const places = [...tokens, ...comments].map(({ startOffset, endOffset }) => `${startOffset} ${endOffset}`);
      return { places, images: tokens.map(({ image }) => image), errors: errors.map(({ start, end }) => [start, end]) };
    };
    for (const end of ends) {
      const { length } = piece;
      const behind = kinds(`${end}\n${piece}`);
      const both = kinds(`${piece}${end}\n${piece}`);
      assert.deepEqual(
        both.errors,
        behind.errors.map((span) => span.map((offset) => offset + length)),
        end,
      );
      assert.deepEqual(both.images, [...kinds(piece).images, ...behind.images], end);
    }
  });

  it("skips any row of signs that mean nothing at once, and says so once", () => {
    const signs = Array.from({ length: 0x10000 }, (_, code) => String.fromCharCode(code)).filter(
      (sign) => /[^\s\x21-\x7e]/.test(sign) && !/[\u2018-\u201e\u00ab\u00bb]/.test(sign),
    );
    const { tokens, errors } = lex(`a ${signs.join("")}$%&;?@^~| b`);
    assert.deepEqual([tokens.length, errors.length], [2, 1]);
  });

  it("5,000 broken rules: an error in each", () => {
    const tree = parse("rule a { severity = }\n".repeat(5000));
    assert.equal(tree.declarations.length, 5000);
    assert.equal(tree.errors.length, 5000);
  });

  it("5,000 text blocks without closing quotes: each ends at the next test", () => {
    assert.equal(parse('test "a" {\n given b """\n'.repeat(5000)).declarations.length, 5000);
  });

  it("nesting up to the limit is read, and one level more is one clear error", () => {
    const nested = (levels: number) => `event a = b where ${"(".repeat(levels)}c${")".repeat(levels)}`;
    assert.deepEqual(parse(nested(100)).errors, []);
    assert.deepEqual(
      parse(nested(101)).errors.map((error) => error.code),
      ["nesting"],
    );
  });

  it("a text of which nothing is a declaration is never without an error", () => {
    for (const text of ["\u0000r\u0000u\u0000l\u0000", "\uFFFD\uFFFDr\u0000", "! rule", "\u0001"])
      assert.ok(parse(text).errors.length > 0, JSON.stringify(text));
  });
});
