/**
 * Text to tokens. Invariant: every token lies inside the text, tokens ascend, and a text never makes this throw; what no
 * token fits is skipped and reported.
 */
import { Lexer, type ILexingResult, type IToken } from "chevrotain";
import type { Span, SyntaxError } from "./ast.ts";
import { foreignText, unknownCharacters } from "./foreign.ts";
import { nextCut } from "./scan.ts";
import { finished, type Steps } from "./steps.ts";
import { lexerOrder, t, tokenFacts, type SemanticType } from "./tokens.ts";

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

/** Characters that are read at once. */
const PIECE = 16_000;

export function lex(text: string): Lexed {
  return finished(lexing(text));
}

/** The same in steps, piece by piece. */
export function* lexing(text: string): Steps<Lexed> {
  const tokens: Token[] = [];
  const comments: Token[] = [];
  const errors: SyntaxError[] = [];
  for (let from = 0; from < text.length;) {
    const to = nextCut(text, from + PIECE);
    const lexed = lexer.tokenize(text.slice(from, to));
    const last = lexed.tokens.at(-1);
    // One that nobody has closed ends in front of the blanks before the next declaration.
    if (to < text.length && last?.tokenType === t.BlockString) last.image = last.image.trimEnd();
    append(tokens, lexed.tokens, from);
    append(comments, lexed.groups["comments"] ?? [], from);
    errors.push(...skippedIn(text, from, lexed));
    from = to;
    if (from < text.length) yield;
  }
  return { tokens, comments, errors };
}

function append(all: Token[], tokens: readonly IToken[], by: number): void {
  for (const token of tokens) {
    token.startOffset += by;
    token.endOffset = token.startOffset + token.image.length - 1;
    all.push(token as Token);
  }
}

function skippedIn(text: string, by: number, { groups, errors }: ILexingResult): SyntaxError[] {
  const signs: Token[] = [];
  append(signs, groups["unknown"] ?? [], by);
  const unknown = [
    ...signs.map(spanOf),
    ...errors.map(({ offset, length }) => ({ start: by + offset, end: by + offset + length })),
  ];
  const foreign: Token[] = [];
  append(foreign, groups["foreign"] ?? [], by);
  const skipped = [
    ...joined(unknown).map(({ start, end }) => unknownCharacters(text, start, end)),
    ...foreign.map((token) => foreignText(text, spanOf(token))),
  ];
  return skipped.sort((a, b) => a.start - b.start);
}

/** Those that touch as one. */
function joined(spans: readonly Span[]): Span[] {
  const all: Span[] = [];
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    const last = all.at(-1);
    if (last?.end === span.start) all[all.length - 1] = { start: last.start, end: span.end };
    else all.push(span);
  }
  return all;
}

/** A token as features see it: its name in the token table, its semantic type, its place. Comments are among them. */
export interface Lexeme extends Span {
  readonly name: string;
  readonly semantic?: SemanticType;
}

/** Tokens that are told at once. */
const MANY = 500;

/** All tokens of a text in order, comments included. */
export function tokenize(text: string): Lexeme[] {
  return finished(tokenizing(text));
}

/** The same in steps. */
export function* tokenizing(text: string): Steps<Lexeme[]> {
  const { tokens, comments } = yield* lexing(text);
  const found: Lexeme[] = [];
  let read = 0;
  for (const comment of [...comments, null]) {
    for (; read < tokens.length && tokens[read]!.startOffset < (comment?.startOffset ?? Infinity); read++) {
      found.push(lexemeOf(tokens[read]!));
      if (found.length % MANY === 0) yield;
    }
    if (comment !== null) found.push(lexemeOf(comment));
    if (found.length % MANY === 0) yield;
  }
  return found;
}

function lexemeOf({ tokenType, startOffset, endOffset }: Token): Lexeme {
  const span = { name: tokenType.name, start: startOffset, end: endOffset + 1 };
  const semantic = tokenFacts(tokenType)?.semantic;
  return semantic === undefined ? span : { ...span, semantic };
}

export function spanOf(token: Token): Span {
  return { start: token.startOffset, end: token.endOffset + 1 };
}
