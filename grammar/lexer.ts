/**
 * Text to tokens. Invariant: every token lies inside the text, tokens ascend, and a text never makes this throw; what no
 * token fits is skipped and reported.
 */
import { Lexer, type IToken, type TokenType } from "chevrotain";
import type { Span, SyntaxError } from "./ast.ts";
import { foreignText, unknownCharacters } from "./foreign.ts";
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
  const unknown = result.errors.map(({ offset, length }) => unknownCharacters(text, offset, offset + length));
  const skipped = withEnds(result.groups["foreign"] ?? []).map((token) => foreignText(text, spanOf(token)));
  const errors = skipped.length === 0 ? unknown : [...unknown, ...skipped].sort((a, b) => a.start - b.start);
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
