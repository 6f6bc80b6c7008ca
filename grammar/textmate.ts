/**
 * The TextMate grammar, made from the token table. Invariant: patterns come in the lexer's order, so that both cut a
 * line into the same tokens; only strings over several lines need more than the table's pattern.
 */
import type { TokenType } from "chevrotain";
import { keywordText, lexerOrder, softType, t, tokenFacts } from "./tokens.ts";

interface Rule {
  readonly name?: string;
  readonly match?: string;
  readonly begin?: string;
  readonly end?: string;
  readonly patterns?: readonly Rule[];
  readonly captures?: Readonly<Record<string, { readonly name: string }>>;
}

const wordStart = "(?<![A-Za-z0-9_])";

/**
 * A slash opens a pattern at the start of a line, or behind a sign or a word that wants an operand. Alternatives of different
 * lengths may stand only at the top of a look-behind.
 */
const regexOpeners = ["[(,=\\[{]", ..."matches in contains all and or not".split(" ").map((word) => `\\b${word}`)];
const regexStart = `(?<=^|${regexOpeners.map((opener) => `${opener}|${opener} `).join("|")})\\s*`;
const regexBody = "/(?![/*])(?:[^/\\\\\\[]|\\\\.|\\[(?:[^\\]\\\\]|\\\\.)*\\])*/[A-Za-z]*";

/** In a string in double quotes, as a regular expression. */
export const ESCAPE = '\\\\(?:[ntr\\\\"]|u\\{[0-9A-Fa-f]{1,6}\\})';

/** Tokens whose pattern is a scanner, and therefore unknown to TextMate. */
const scanned = new Map<TokenType, Rule>([
  [t.BlockString, { name: scopeOf(t.BlockString), begin: '"""', end: '"""' }],
  [
    t.EscapedString,
    {
      name: scopeOf(t.EscapedString),
      begin: '"',
      end: '"|$',
      patterns: [
        { name: "constant.character.escape.mangrove", match: ESCAPE },
        { name: "constant.other.placeholder.mangrove", match: "\\{[A-Za-z_][A-Za-z0-9_.]*(?::[a-z]+)?\\}" },
      ],
    },
  ],
  [t.RawString, { name: scopeOf(t.RawString), begin: "'", end: "'|$" }],
  // The blanks before it are not part of it.
  [t.Regex, { match: `${regexStart}(${regexBody})`, captures: { 1: { name: scopeOf(t.Regex) } } }],
]);

export function textMateGrammar(): { readonly scopeName: string; readonly name: string; readonly patterns: Rule[] } {
  return { name: "Mangrove", scopeName: "source.mangrove", patterns: [regexFormat(), ...words(), ...signs()] };
}

/** The one place where a name stands before a regular expression, which no look-behind can tell from a division. */
function regexFormat(): Rule {
  const scopes = [scopeOf(softType(t.Format)), scopeOf(t.Identifier), scopeOf(t.Regex)];
  return {
    match: `${wordStart}(format)\\s+(regex)\\s+(${regexBody})`,
    captures: Object.fromEntries(scopes.map((name, index) => [index + 1, { name }])),
  };
}

function signs(): Rule[] {
  return lexerOrder.flatMap((type) => {
    const scope = tokenFacts(type)?.scope;
    if (scope === undefined || keywordText(type) !== undefined) return [];
    const pattern = type.PATTERN;
    if (pattern instanceof RegExp) return [{ name: scope, match: pattern.source }];
    if (typeof pattern === "string") return [{ name: scope, match: escaped(pattern) }];
    return scanned.has(type) ? [scanned.get(type)!] : [];
  });
}

/** Keywords of one scope share a pattern. Behind a dot and in front of an assignment they are fields. */
function words(): Rule[] {
  const byScope = new Map<string, string[]>();
  for (const type of lexerOrder) {
    const word = keywordText(type);
    const scope = tokenFacts(type)?.scope;
    if (word === undefined || scope === undefined || type === t.TimeFormat) continue;
    byScope.set(scope, [...(byScope.get(scope) ?? []), word]);
  }
  return [...byScope].map(([scope, list]) => ({
    name: scope,
    match: `${wordStart}(?<!\\.)(?:${list.sort().join("|")})(?![A-Za-z0-9_]|\\s*=(?!=)|\\.[A-Za-z_])`,
  }));
}

function scopeOf(type: TokenType): string {
  return tokenFacts(type)!.scope!;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
