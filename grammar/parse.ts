/**
 * Text to syntax tree. Invariant: never throws on any text, takes time linear in it, and what is wrong inside one
 * declaration changes neither the tree nor the errors of another.
 */
import { EOF, type IRecognitionException, type IToken } from "chevrotain";
import type { Declaration, Mend, Span, SyntaxError, SyntaxTree } from "./ast.ts";
import { asMeant, chunks, isNamedAfterWord, type Chunk } from "./chunks.ts";
import { withFirmClauses } from "./clauses.ts";
import type { DeclarationCstNode } from "./generated/cst.d.ts";
import { lexing, spanOf, type Token } from "./lexer.ts";
import { MOST_CHARACTERS, tooManyCharacters } from "./limits.ts";
import { declaration } from "./lower/declaration.ts";
import { refused } from "./nesting.ts";
import { parser } from "./parser/instance.ts";
import { isEarlyBrace } from "./parser/closed.ts";
import { strayMend, strayMessage, straySlip, strayWords, TooManyErrors, type Behind } from "./parser/messages.ts";
import { reservedName } from "./parser/named.ts";
import { isClauseWord, isComparing } from "./parser/slip.ts";
import { Pieces, remember, remembered, type Parsed } from "./reuse.ts";
import { finished, type Steps } from "./steps.ts";
import { isA, reservedTokens, t } from "./tokens.ts";

/** What follows the first few errors of a declaration is mostly their echo. */
const mostErrors = 5;

/** After this many errors the rest of a declaration is not read. */
const mostRecoveries = 50;

/** `previous`, a tree of an earlier state of the text, spares the declarations that have not changed. */
export function parse(text: string, previous?: SyntaxTree): SyntaxTree {
  return finished(parsing(text, previous));
}

/** Tokens that are parsed in one step, or one declaration if it has more. */
const STEP = 500;

/** The same in steps. */
export function* parsing(text: string, previous?: SyntaxTree): Steps<SyntaxTree> {
  if (text.length > MOST_CHARACTERS) return unread(text, tooManyCharacters);
  if (UTF16.test(text.slice(0, 100))) return unread(text, inUtf16);
  const { tokens, comments, errors: unknown } = yield* lexing(text);
  const errors: SyntaxError[] = [];
  const declarations: Declaration[] = [];
  const known = remembered(previous);
  const pieces = new Pieces();
  const cut = chunks(text, tokens, comments);
  let nextUnknown = 0;
  let parsedTokens = 0;
  for (const [index, chunk] of cut.entries()) {
    parsedTokens += chunk.tokens.length;
    if (parsedTokens > STEP) {
      yield;
      parsedTokens = 0;
    }
    const end = cut[index + 1]?.tokens[0]!.startOffset ?? Infinity;
    const skipped: SyntaxError[] = [];
    for (; nextUnknown < unknown.length && unknown[nextUnknown]!.start < end; nextUnknown++) {
      skipped.push(unknown[nextUnknown]!);
    }
    const parsed = known?.find(text, chunk) ?? parseChunk(text, chunk, skipped);
    pieces.add(text, chunk, parsed);
    if (parsed.declaration !== undefined) declarations.push(parsed.declaration);
    const follows = echoesOf(text, skipped);
    const own = withoutNext(text, parsed.errors).filter((error) => !follows(error));
    const mended = skipped.filter(({ mend }) => mend !== undefined);
    // Never nothing: what stands there is no rule, and somebody may think that it is one.
    const told = chunk.declares || own.length + mended.length === 0 ? skipped : mended;
    errors.push(...foremost([...told, ...own]));
  }
  errors.push(...foremost(unknown.slice(nextUnknown)));
  return remember({ text, declarations, errors }, pieces);
}

/** Every other character of it is none. */
const UTF16 = /(?:[^\0]\0){4}|(?:\0[^\0]){4}/;
const inUtf16 =
  "This file is saved as UTF-16, so it is not read, and nothing in it is known or runs. Save it as UTF-8, in which all rules are read.";

function unread(text: string, message: string): SyntaxTree {
  const [blanks, word] = /^\s*(\S*)/.exec(text.slice(0, 200))!;
  const start = word === "" ? 0 : blanks.length - word!.length;
  const end = Math.max(start + 1, blanks.length);
  return { text, declarations: [], errors: [{ start, end, code: "length", message }] };
}

/** `skipped`: characters that no token fits, in the chunk or behind it. */
function parseChunk(text: string, chunk: Chunk, skipped: readonly SyntaxError[]): Parsed {
  if (!chunk.declares) return { errors: [stray(chunk.tokens[0]!, undefined, signBehind(text, chunk))] };
  const [keyword, ...others] = asMeant(chunk) as [Token, ...Token[]];
  const errors: SyntaxError[] = [];
  const report = ({ start, end }: Span, code: SyntaxError["code"], message: string, mend?: Mend): void => {
    errors.push({ start, end, code, message, mend });
  };
  const all = [keyword, ...others];
  const left = refused(all);
  const tokens = withFirmClauses(text, left === undefined ? all : all.slice(0, left.at));
  if (chunk.meant !== undefined) errors.push({ ...stray(chunk.tokens[0]!), words: [keyword.image] });
  const name = isNamedAfterWord(tokens[1], tokens[2]) ? tokens[1]! : undefined;
  if (name !== undefined) {
    const { advice, mend } = reservedName(keyword, name);
    report(spanOf(name), "syntax", advice, mend);
  }
  const tree = treeOf(text, name === undefined ? tokens : tokens.with(1, asName(name)));
  let stop: Token | undefined;
  for (const [index, error] of parser.errors.entries()) {
    const previous = parser.errors[index - 1];
    if (isSameSlip(text, error, previous) || isRest(text, error, previous) || isEcho(text, tokens, error, previous))
      continue;
    if (error.name === "NotAllInputParsedException") stop = error.token as Token;
    else if (!errors.some(({ mend }) => mend && isInside(error.token, mend))) {
      const { place = placeOf(text, error), mend, words } = parser.messages.told.get(error.token) ?? {};
      errors.push({ start: place.start, end: place.end, code: "syntax", message: error.message, mend, words });
      if (isEarlyBrace(error.context.ruleStack.at(-1) ?? "", error.token)) break;
    }
  }
  if (left !== undefined) {
    // The rest was not read, so whatever else is amiss follows from that.
    errors.length = 0;
    report(spanOf(left.token), left.code, left.message);
  }
  const consumed =
    stop === undefined ? tokens.at(-1)! : (tokens.findLast((token) => token.startOffset < stop.startOffset) ?? keyword);
  const head = {
    start: keyword.startOffset,
    end: spanOf(consumed).end,
    ...(chunk.doc === undefined ? {} : { doc: chunk.doc }),
    keyword: spanOf(keyword),
    broken: false,
  };
  const lowered = declaration({ report }, tree, keyword, head);
  // Without what was skipped it may say something else: `!(user == "root")`.
  const gap = skipped.some(({ start }) => head.start < start && start < head.end);
  const rest = stop !== undefined && goesOn(text, consumed, stop);
  const unread = errors.length > 0 || gap;
  // What stands behind is left of a body that an error in it has ended too early.
  if (stop !== undefined && left === undefined && !unread)
    errors.push(stray(stop, { keyword, previous: consumed, goesOn: rest, text, tokens, at: tokens.indexOf(stop) }));
  return { errors, ...(lowered === undefined ? {} : { declaration: { ...lowered, broken: unread || rest } }) };
}

/** What stands behind the first word, which may be a sign that no token fits; not beyond what a piece is known by. */
const signBehind = (text: string, { tokens }: Chunk): string | undefined =>
  /^\s*(\S)/.exec(text.slice(tokens[0]!.endOffset + 1, spanOf(tokens.at(-1)!).end + 1))?.[1];

/** Whether what belongs to no declaration was meant as the rest of the one before: `where user = "root"`. */
function goesOn(text: string, last: Token, stop: Token): boolean {
  if (last.tokenType === t.RCurly || stop.tokenType === t.RCurly) return false;
  const begins = isA(stop, t.Word) || isA(stop, t.StringToken) || stop.tokenType === t.LCurly;
  return !begins || !text.slice(last.endOffset, stop.startOffset).includes("\n");
}

/** Where errors abound, only the part before the last one that is worth working through. */
function treeOf(text: string, tokens: readonly Token[]): DeclarationCstNode {
  try {
    return parseTokens(text, tokens, mostRecoveries);
  } catch (error) {
    if (!(error instanceof TooManyErrors)) throw error;
    const end = tokens.indexOf(error.token as Token);
    return parseTokens(text, end < 0 ? tokens.slice(0, 1) : tokens.slice(0, Math.max(1, end)), Infinity);
  }
}

/** As if it were no word of the language, so that what it names is read. */
const asName = (token: Token): Token => ({
  ...token,
  tokenType: t.Identifier,
  tokenTypeIdx: t.Identifier.tokenTypeIdx!,
});

function parseTokens(text: string, tokens: readonly Token[], allowed: number): DeclarationCstNode {
  parser.messages.allow(allowed, tokens, text);
  parser.input = tokens as Token[];
  return parser.declaration() as DeclarationCstNode;
}

/** `{ a: b  c: d }`: behind the first wrong sign of a block all others seem to be amiss. */
function isSameSlip(text: string, error: IRecognitionException, previous: IRecognitionException | undefined): boolean {
  const inAssignment = ({ context }: IRecognitionException): boolean =>
    context.ruleStack.slice(-2).includes("assignment");
  if (previous === undefined || !inAssignment(error) || !inAssignment(previous)) return false;
  return !text.slice(previous.token.startOffset, error.token.startOffset).includes("}");
}

const isInside = ({ startOffset }: IToken, { start, end }: Span): boolean => start <= startOffset && startOffset < end;

/** `count(*)`, `suppress by user 5m`: what stands behind a refused token in its clause, and in its line. */
function isEcho(
  text: string,
  tokens: readonly Token[],
  { token, context }: IRecognitionException,
  previous: IRecognitionException | undefined,
): boolean {
  const at = tokens.indexOf(token as Token);
  if (previous === undefined || at < 0) return false;
  if (tokens[at - 1] === previous.token) return true;
  if (text.slice(previous.token.startOffset, token.startOffset).includes("\n")) return false;
  if (token.tokenType === t.RParen || token.tokenType === t.RBracket) return true;
  // Steps have no word of their own at which the next one would begin: any name or arrow can.
  if (context.ruleStack.some((rule) => withSteps.has(rule)))
    return !isA(token, t.AnyWord) && token.tokenType !== t.Minus && token.tokenType !== t.LabelName;
  const between = tokens.slice(tokens.indexOf(previous.token as Token) + 1, at + 1);
  return !between.some((word, index) => isClauseWord(word) && !isComparing(between[index + 1]));
}

const withSteps: ReadonlySet<string> = new Set(["sequence", "allOf"]);

/** What stands behind the steps of a pattern that was not understood is most likely one of them. */
const leavesPattern = ({ ruleStack }: Context, before: Context): boolean =>
  ["sequence", "allOf"].some((rule) => before.ruleStack.includes(rule) && !ruleStack.includes(rule));

type Context = IRecognitionException["context"];

/** `when a followed by b within 5m`: a word that begins nothing, on a line that is not understood from an earlier place on. */
function isRest(
  text: string,
  { token, context }: IRecognitionException,
  previous: IRecognitionException | undefined,
): boolean {
  if (previous === undefined || !(reservedTokens.has(token.tokenType) || leavesPattern(context, previous.context)))
    return false;
  return !text.slice(previous.token.startOffset, token.startOffset).includes("\n");
}

/**
 * Where an error is marked: at what stands in the place of something else; behind what came before, where the line, or
 * the text, ends and something is missing.
 */
function placeOf(text: string, error: IRecognitionException): Span {
  const previous = "previousToken" in error ? (error.previousToken as Token | undefined) : undefined;
  const actual = error.token as Token;
  if (previous === undefined || Number.isNaN(previous.startOffset)) return spanOf(actual);
  const missing = actual.tokenType === EOF || text.slice(previous.endOffset, actual.startOffset).includes("\n");
  return spanOf(missing ? previous : actual);
}

function stray(token: Token, behind?: Behind, next?: string): SyntaxError {
  const words = behind === undefined ? strayWords(token, next) : undefined;
  const more = { mend: strayMend(token, behind), words };
  return {
    ...(straySlip(behind)?.place ?? spanOf(token)),
    code: "syntax",
    message: strayMessage(token, behind, next),
    ...more,
  };
}

/** Whether an error is but what the parser made of a gap: it stands behind skipped characters, in their line, or touches them. */
function echoesOf(text: string, skipped: readonly SyntaxError[]): (error: SyntaxError) => boolean {
  return ({ code, start, end }) =>
    code === "syntax" &&
    skipped.some((gap) => gap.start === end || (gap.end <= start && !text.slice(gap.end, start).includes("\n")));
}

/**
 * Without what another one's mend takes in, and without what stands right behind something wrong, in its line: a name is
 * missing, so the next word is none. Never without all.
 */
function withoutNext(text: string, errors: readonly SyntaxError[]): readonly SyntaxError[] {
  const sorted = [...errors].sort((a, b) => a.start - b.start).slice(0, mostRecoveries);
  const takesIn = ({ mend }: SyntaxError, { start }: SyntaxError): boolean =>
    mend !== undefined && mend.start <= start && start < mend.end;
  const kept: SyntaxError[] = [];
  for (const [index, error] of sorted.entries()) {
    if (sorted.some((other, at) => at !== index && takesIn(other, error) && !(index < at && takesIn(error, other))))
      continue;
    const before = kept.at(-1);
    const gap = before === undefined ? undefined : text.slice(before.end, error.start);
    const follows =
      error.code === "syntax" && gap !== undefined && /^[ \t]{0,2}$/.test(gap) && before!.end <= error.start;
    if (!follows) kept.push(error);
  }
  return kept;
}

/** The first errors in the order of their places, one for each place: a cause rather than what the parser made of it. */
function foremost(errors: readonly SyntaxError[]): SyntaxError[] {
  const sorted = [...errors].sort((a, b) => a.start - b.start || echo(a) - echo(b) || a.end - b.end);
  return sorted.filter((error, index) => error.start !== sorted[index - 1]?.start).slice(0, mostErrors);
}

function echo(error: SyntaxError): number {
  return error.code === "syntax" ? 1 : 0;
}
