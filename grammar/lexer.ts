/**
 * Text to tokens. Invariant: every token lies inside the text, tokens ascend, and a text never makes this throw; what no
 * token fits is skipped and reported.
 */
import { Lexer, type IToken, type TokenType } from "chevrotain";
import type { Span, SyntaxError } from "./ast.ts";
import { lexerOrder, tokenFacts, type SemanticType } from "./tokens.ts";

const lexer = new Lexer(lexerOrder, { positionTracking: "onlyOffset", ensureOptimizations: true });

/** A token whose end is known. */
export interface Token extends IToken {
  endOffset: number;
}

export interface Lexed {
  readonly tokens: readonly Token[];
  readonly comments: readonly Token[];
  readonly errors: readonly SyntaxError[];
}

export function lex(text: string): Lexed {
  const result = lexer.tokenize(text);
  const errors = result.errors.map((error): SyntaxError => {
    const span = { start: error.offset, end: error.offset + error.length };
    return { ...span, code: "unknown-character", message: unknownCharacters(text.slice(span.start, span.end)) };
  });
  return { tokens: withEnds(result.tokens), comments: withEnds(result.groups["comments"] ?? []), errors };
}

/** A token as features see it: its name in the token table, its semantic type, its place. Comments are among them. */
export interface Lexeme extends Span {
  readonly name: string;
  readonly semantic?: SemanticType;
}

/** All tokens of a text in order, comments included. */
export function tokenize(text: string): Lexeme[] {
  const { tokens, comments } = lex(text);
  return [...tokens, ...comments]
    .sort((a, b) => a.startOffset - b.startOffset)
    .map((token) => ({ name: token.tokenType.name, ...semanticOf(token.tokenType), ...spanOf(token) }));
}

export function spanOf(token: Token): Span {
  return { start: token.startOffset, end: token.endOffset + 1 };
}

function semanticOf(type: TokenType): { semantic?: SemanticType } {
  const semantic = tokenFacts(type)?.semantic;
  return semantic === undefined ? {} : { semantic };
}

function withEnds(tokens: readonly IToken[]): Token[] {
  for (const token of tokens) token.endOffset = token.startOffset + token.image.length - 1;
  return tokens as Token[];
}

/** What people write who come from another language, and what it is here. */
const foreign: readonly (readonly [RegExp, string])[] = [
  [/^&+$/, "Write `and`."],
  [/^\|\|+$/, "Write `or`."],
  [
    /^\|$/,
    "For a choice write `or`. There are no pipes: what is counted stands in `when`, as in `count(login_failed) >= 5 within 5m`.",
  ],
  [/^!$/, "Write `not`, or `no` in front of an event that must not happen."],
  [/^!~/, 'For a pattern write `not like "ro*"`, for a regular expression `not matches /^ro/`.'],
  [/^~/, 'For a pattern write `like "ro*"`, for a regular expression `matches /^ro/`. Case never counts.'],
  [/^\$/, "Fields and labels are written by their names alone, as in `user` and `entry.user`."],
  [/^@/, "The time of a record is the field `time`; other names with a sign in them stand in back quotes."],
  [/^#/, "Comments begin with `//`."],
  [/^;+$/, "Nothing separates clauses here: remove it."],
  [/[\u201c\u201d\u2018\u2019\u00ab\u00bb]/, "Strings are written in straight quotes."],
  [/\0/, "The file seems to be binary or UTF-16; save it as UTF-8."],
];

function unknownCharacters(text: string): string {
  const shown = text.length > 20 ? `${text.slice(0, 20)}...` : text;
  const advice =
    foreign.find(([pattern]) => pattern.test(text))?.[1] ??
    "Remove it, or put it in quotes (a text) or back quotes (a field's name).";
  return `${JSON.stringify(shown)} has no meaning here and is skipped. ${advice}`;
}
