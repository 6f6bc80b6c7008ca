/**
 * What may come next at an offset: for completion. Only what stands before the offset counts, and only back to the
 * keyword of the enclosing declaration, so that errors elsewhere do not matter.
 */
import type { Span } from "./ast.ts";
import { walk, type Frame, type NextToken } from "./automaton.ts";
import { asMeant, chunks } from "./chunks.ts";
import { bodyIndentation, withFirmClauses } from "./clauses.ts";
import { columnAtLineStart } from "./layout.ts";
import { lex, spanOf, type Token } from "./lexer.ts";
import { declarationTokens, isA, keywordText, t, tokenFacts } from "./tokens.ts";

/** What a name stands for where it may come next. */
export type NameRole =
  /** A new name, to be invented. */
  | "name"
  | "label"
  | "event"
  | "rule"
  | "source"
  /** The first part of a path: a field, a label, a list, or a word like `high`. */
  | "root"
  /** A part of a path behind a dot. */
  | "member"
  | "function"
  /** One of the five classes of systems. */
  | "class"
  | "format"
  | "listType"
  | "type"
  | "key"
  | "late"
  | "status"
  | "ties"
  | "technique"
  /** The method of a request. */
  | "method"
  | "action"
  /** The label of another step of the playbook. */
  | "step"
  /** A level of a ranking. */
  | "level"
  /** What a weight is given to: a level of a ranking, or a value of it. */
  | "weighted"
  /** What describes a group of items. */
  | "feature";

export type LiteralKind = "string" | "number" | "duration" | "address" | "regex";

/** One thing that may come next, and what surrounds it. */
export type Expected = Surroundings &
  (
    | { readonly kind: "keyword"; readonly text: string; readonly doc?: string }
    | { readonly kind: "sign"; readonly text: string }
    | { readonly kind: "literal"; readonly literal: LiteralKind }
    | { readonly kind: "name"; readonly role: NameRole }
  );

export interface Surroundings {
  /** The grammar rules around it, outermost first: `declaration`, `ruleDeclaration`, `ruleClause`, ... */
  readonly rules: readonly string[];
  /** The keyword of the clause it would belong to. */
  readonly clause?: string;
  /** Of a member: the words of its path up to the dot. */
  readonly path?: readonly string[];
  /** The event (source, rule) whose fields are meant: of the `use`, or of the aggregate. */
  readonly event?: string;
  /** The field that the value is compared with. */
  readonly comparedWith?: readonly string[];
}

export interface Expectation {
  /** The word, or string, at the offset, that an answer replaces; empty at the offset if there is none. */
  readonly word: Span;
  /** Set if the offset lies inside one of these; of a comment nothing is expected. */
  readonly inside?: "comment" | "string" | "regex";
  readonly expected: readonly Expected[];
  /** The declaration around the offset; absent between declarations. */
  readonly declaration?: { readonly keyword: string; readonly start: number };
}

export function expect(text: string, offset: number): Expectation {
  const { tokens, comments } = lex(text);
  const comment = comments.find((token) => token.startOffset < offset && offset <= token.endOffset + 1);
  if (comment !== undefined) return { word: { start: offset, end: offset }, inside: "comment", expected: [] };

  const touched = tokens.find((token) => isTouched(token, offset));
  const word = touched === undefined ? { start: offset, end: offset } : spanOf(touched);
  const inside = touched === undefined ? undefined : insideOf(touched);
  const chunk = chunks(text, tokens, comments).findLast((piece) => piece.tokens[0]!.startOffset < word.start);
  const enclosing = chunk?.declares === true ? withFirmClauses(text, asMeant(chunk)) : [];
  const before = enclosing.filter((token) => token.endOffset < word.start);
  const read = ofLastDeclaration(before.map((token) => asDot(token, word.start)));

  const { options, clauses, complete } = walk(read);
  const keyword = read[0];
  const column = columnAtLineStart(text, read.at(-1), word.start);
  const body = bodyIndentation(text, enclosing);
  const atClause = column !== undefined && body !== undefined && column <= body;
  // Between declarations only the start rule counts; behind a complete one, both.
  const starts = keyword !== undefined && complete ? walk([]).options : [];
  const next = [...options, ...(atClause ? clauses : []), ...starts];
  const expected = distinct(next.flatMap((option) => describe(option, read)));
  const closed = complete && read.at(-1)?.tokenType === t.RCurly;
  return {
    word,
    ...(inside === undefined ? {} : { inside }),
    expected,
    ...(keyword === undefined || closed ? {} : { declaration: { keyword: keyword.image, start: keyword.startOffset } }),
  };
}

/**
 * A keyword that fits nowhere in the declaration before it waits for the name of the next one, which would make it begin a
 * chunk of its own.
 */
function ofLastDeclaration(read: readonly Token[]): readonly Token[] {
  const last = read.at(-1);
  if (last === undefined || read.length === 1 || !declarationTokens.has(last.tokenType)) return read;
  const fits = walk(read.slice(0, -1)).options.some(({ type }) => isA(last, type));
  return fits ? read : [last];
}

/** Whether the offset is in a token or directly behind one that goes on while typing. */
function isTouched(token: Token, offset: number): boolean {
  const { start, end } = spanOf(token);
  if (start >= offset) return false;
  if (isA(token, t.StringToken)) return offset < end || (offset === end && !isClosed(token));
  if (token.tokenType === t.Regex) return offset < end;
  return offset <= end && isA(token, t.AnyWord);
}

function isClosed(token: Token): boolean {
  const quote = token.tokenType === t.BlockString ? '"""' : token.image[0]!;
  return token.image.length >= 2 * quote.length && token.image.endsWith(quote);
}

function insideOf(token: Token): Expectation["inside"] {
  if (isA(token, t.StringToken)) return "string";
  return token.tokenType === t.Regex ? "regex" : undefined;
}

/** The dot that a name is about to be typed behind. */
function asDot(token: Token, offset: number): Token {
  return token.endOffset + 1 === offset && token.tokenType === t.LooseDot
    ? { ...token, tokenType: t.Dot, tokenTypeIdx: t.Dot.tokenTypeIdx! }
    : token;
}

const literals = new Map([
  [t.StringToken, "string"],
  [t.NumberToken, "number"],
  [t.Duration, "duration"],
  [t.AddressToken, "address"],
  [t.Regex, "regex"],
] as const);

function describe({ type, label, frame }: NextToken, read: readonly Token[]): Expected[] {
  const around = surroundings(frame, read);
  const text = keywordText(type);
  if (text !== undefined) {
    const doc = tokenFacts(type)?.doc;
    return [{ ...around, kind: "keyword", text, ...(doc === undefined ? {} : { doc }) }];
  }
  const literal = literals.get(type);
  if (literal !== undefined) return [{ ...around, kind: "literal", literal }];
  if (type === t.Word || type === t.AnyWord) {
    // A string's label is what it says; that of a name is its role.
    return label === undefined ? [] : [{ ...around, kind: "name", role: label as NameRole }];
  }
  if (type === t.LooseDot || type === t.LabelName) return [];
  return [{ ...around, kind: "sign", text: tokenFacts(type)!.label.slice(1, -1) }];
}

/** Rules whose first token is the keyword of a clause. */
const clauseRules = new Set([
  "ruleClause",
  "sourceClause",
  "givenClause",
  "expectClause",
  "rankingClause",
  "actionClause",
  "onClause",
  "baselineClause",
  "scoreClause",
  "clusterClause",
  "whereClause",
  "withinClause",
]);

function surroundings(frame: Frame, read: readonly Token[]): Surroundings {
  const rules: string[] = [];
  let clause: string | undefined;
  let event: string | undefined;
  let comparedWith: readonly string[] | undefined;
  let path: readonly string[] | undefined;
  for (let at: Frame | undefined = frame; at !== undefined; at = at.parent) {
    rules.unshift(at.rule);
    // What begins only with the next token has nothing to tell yet.
    if (at.first >= read.length) continue;
    if (at.rule === "path") path ??= words(read.slice(at.first));
    else if (at.rule === "comparison") comparedWith ??= pathBefore(read, at.first);
    else if (at.rule === "use" || at.rule === "call") event ??= eventOf(at, read);
    else if (subjects.has(at.rule)) event ??= subjectOf(at, read);
    else if (clauseRules.has(at.rule)) clause ??= read[at.first]!.image;
  }
  return {
    rules,
    ...(clause === undefined ? {} : { clause }),
    ...(path === undefined ? {} : { path }),
    ...(event === undefined ? {} : { event }),
    ...(comparedWith === undefined || comparedWith.length === 0 ? {} : { comparedWith }),
  };
}

/** Declarations that are about the records of one event: the name of it stands behind this word. */
const subjects = new Map([
  ["rankingDeclaration", t.Of],
  ["baselineDeclaration", t.Of],
  ["scoreDeclaration", t.Of],
  ["clusterDeclaration", t.Of],
  ["playbookDeclaration", t.On],
]);

function subjectOf(frame: Frame, read: readonly Token[]): string | undefined {
  const word = subjects.get(frame.rule);
  if (word === undefined) return undefined;
  const token = read[read.findIndex((one) => isA(one, word)) + 1];
  return token !== undefined && isA(token, t.Word) ? token.image : undefined;
}

/** `login` of `login where ...`, of `count(login where ...)` and of `distinct(port of login where ...)`. */
function eventOf(frame: Frame, read: readonly Token[]): string | undefined {
  if (frame.rule === "use") return read[frame.first]!.image;
  const inside = read.slice(frame.first + 2);
  const of = inside.findIndex((token) => token.tokenType === t.Of);
  const token = of >= 0 ? inside[of + 1] : inside.some((one) => one.tokenType === t.Where) ? inside[0] : undefined;
  return token !== undefined && isA(token, t.Word) ? token.image : undefined;
}

/** The words of a path, without those inside its brackets. */
function words(tokens: readonly Token[]): string[] {
  const found: string[] = [];
  let depth = 0;
  for (const token of tokens) {
    if (token.tokenType === t.LBracket) depth++;
    else if (token.tokenType === t.RBracket) depth--;
    else if (depth === 0 && isA(token, t.AnyWord)) found.push(token.image);
  }
  return found;
}

/** The path that ends before a token. */
function pathBefore(read: readonly Token[], end: number): string[] {
  const found: string[] = [];
  for (let at = end - 1; at >= 0 && isA(read[at]!, t.AnyWord); at -= 2) {
    found.unshift(read[at]!.image);
    if (read[at - 1]?.tokenType !== t.Dot) break;
  }
  return found;
}

function distinct(items: readonly Expected[]): Expected[] {
  const seen = new Set<string>();
  return items.filter((item) => {
    const key = JSON.stringify(item);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** The keywords that open a declaration, with their docs. */
export function declarationKeywords(): { readonly text: string; readonly doc?: string }[] {
  return [...declarationTokens].map((type) => ({ text: keywordText(type)!, doc: tokenFacts(type)?.doc }));
}
