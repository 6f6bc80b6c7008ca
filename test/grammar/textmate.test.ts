/** Colours before the language server is up, from the engine that editors use: the same words as the lexer's. */
import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import oniguruma from "vscode-oniguruma";
import textmate, { type IGrammar } from "vscode-textmate";
import type { Span } from "../../grammar/ast.ts";
import { lex, spanOf, type Token } from "../../grammar/lexer.ts";
import { textMateGrammar } from "../../grammar/textmate.ts";
import { isA, t, tokenFacts } from "../../grammar/tokens.ts";
import { sample } from "./sample.ts";
import { whole } from "./whole.ts";

const folder = fileURLToPath(new URL("../../samples/", import.meta.url));
const texts: Readonly<Record<string, string>> = {
  "every construct": sample,
  "the whole language": whole,
  "slashes that divide and slashes that quote": String.raw`
    source a from database { format regex /(?<at>[^/]+)\/ "x/i  only regex / 2 > (b / c) / 2 and d matches /"/ }`,
  "signs of comments and of texts inside of each other": String.raw`
    list a = ["a // b", 'c // d', 'it"s', 'C:\'] // e "f" 'g' /h/ """
    /// "open
    event e = s where a matches /[/"']\/\/ \\/ and b == "\"//" /// 'c`,
  "texts of several lines":
    'test "a" { given s """""" given s """x"y""" given s """\n  she said "x" // a\n  {b} \'c\'\n""" }',
  "regular expressions in lists, calls and on new lines":
    'event e = s where a matches\n  /x y/i or a not matches [/x/, /y "z/] and capture(b, /i=(\\d+)/) == c / 2 / 3',
  "names in back quotes":
    'event e = s where `a "b` == "c" and `cs(User-Agent)`.x == `// no` and `open == "d"\nevent f = s',
  "words of the language as fields": "event e = s where a.where == 1 and rule.name == b.event and event.action exists",
  "numbers, lengths of time and addresses":
    "event e = s where a in 1.5..2 and b > 10m and c == 1e5 and d -1 > 0.1% and ip in [::1, fe80::/10, 10.0.0.0/8]",
  "what is foreign, open or beyond ASCII":
    'EVENT e = s # c "x\r\nlist a = ["x\\\r\n\tlist b = [“y”, "🌳", "ß"] // 🌳\nevent ü = s /* x */ where a.\n',
  ...Object.fromEntries(
    globSync("**/*.grove", { cwd: folder })
      .sort()
      .map((file) => [file, readFileSync(`${folder}${file}`, "utf8")]),
  ),
};

async function grammar(): Promise<IGrammar> {
  const wasm = createRequire(import.meta.url).resolve("vscode-oniguruma/release/onig.wasm");
  await oniguruma.loadWASM(readFileSync(wasm));
  const registry = new textmate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
      createOnigString: (text) => new oniguruma.OnigString(text),
    }),
    loadGrammar: (name) =>
      Promise.resolve(
        name === "source.mangrove"
          ? textmate.parseRawGrammar(JSON.stringify(textMateGrammar()), "mangrove.tmLanguage.json")
          : null,
      ),
  });
  const loaded = await registry.loadGrammar("source.mangrove");
  assert.ok(loaded !== null);
  return loaded;
}

interface Scoped extends Span {
  readonly scopes: readonly string[];
}

/** What the engine makes of a text, line by line, as an editor asks it. */
function scoped(engine: IGrammar, text: string): Scoped[] {
  const found: Scoped[] = [];
  let stack = textmate.INITIAL;
  let offset = 0;
  for (const line of text.split("\n")) {
    const { tokens, ruleStack } = engine.tokenizeLine(line.replace(/\r$/, ""), stack);
    for (const { startIndex, endIndex, scopes } of tokens) {
      found.push({ start: offset + startIndex, end: offset + endIndex, scopes: scopes.slice(1) });
    }
    stack = ruleStack;
    offset += line.length + 1;
  }
  return found;
}

/** A word of the language that stands for a field is a name to TextMate; only the parser can know better. */
const mayBeName = (token: Token): boolean => /^[a-z]+$/.test(token.image) && isA(token, t.AnyWord);

function compare(engine: IGrammar, text: string): void {
  const parts = scoped(engine, text);
  const { tokens, comments } = lex(text);
  let next = 0;
  for (const token of [...tokens, ...comments].sort((a, b) => a.startOffset - b.startOffset)) {
    const scope = tokenFacts(token.tokenType)?.scope;
    if (scope === undefined) continue;
    const { start, end } = spanOf(token);
    while (parts[next]!.end <= start) next++;
    const allowed = mayBeName(token) ? [scope, "variable.other.mangrove"] : [scope];
    const told = `\`${token.image.slice(0, 60)}\` at ${start}`;
    const outer = parts[next]!.scopes[0];
    assert.ok(outer !== undefined && allowed.includes(outer), `${told}: ${outer}, not ${scope}`);
    // A string has parts of its own: escapes, captures.
    let at = next;
    for (; parts[at]!.end < end; at++) {
      assert.ok(isA(token, t.StringToken), `${told} is cut at ${parts[at]!.end}`);
    }
    assert.equal(Math.max(parts[next]!.start, start), start);
    assert.ok(parts[next]!.start === start || isA(token, t.StringToken), `${told} begins at ${parts[next]!.start}`);
    assert.ok(parts[at]!.end === end || text[end] === "\r", `${told} ends at ${parts[at]!.end}, not ${end}`);
  }
}

describe("the TextMate grammar", () => {
  let engine: IGrammar;
  before(async () => {
    engine = await grammar();
  });

  for (const [title, text] of Object.entries(texts)) {
    it(`cuts ${title} into the same words as the lexer`, () => compare(engine, text));
  }

  it("marks escapes and captures inside a string, and nothing in a raw one", () => {
    const scopes = (text: string) =>
      scoped(engine, text)
        .filter(({ scopes: [, inner] }) => inner !== undefined && !inner.startsWith("punctuation"))
        .map(({ start, end }) => text.slice(start, end));
    assert.deepEqual(scopes(String.raw`"a\n{user}\u{1F333}\q{port:int}"`), [
      String.raw`\n`,
      "{user}",
      String.raw`\u{1F333}`,
      "{port:int}",
    ]);
    assert.deepEqual(scopes(String.raw`'a\n{user}'`), []);
  });

  it("ends an unfinished string at its line, so that the next one has its colours", () => {
    const [, rule] = scoped(engine, 'list a = ["x\nrule b { }').filter(({ scopes }) =>
      scopes.includes("keyword.control.declaration.mangrove"),
    );
    assert.equal(rule?.start, 13);
  });
});
