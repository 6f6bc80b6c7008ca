/**
 * What each word is, for colours that a TextMate grammar cannot know: `time` is a clause here and a field there.
 * Invariant: tokens ascend and do not overlap; what the model knows of a word goes before what the token table says. A
 * template is cut at its captures, which are fields, a string at its escapes.
 */
import type { Span } from "../../grammar/ast.ts";
import { tokenizing } from "../../grammar/lexer.ts";
import type { Steps } from "../../grammar/steps.ts";
import { ESCAPE } from "../../grammar/textmate.ts";
import type { Analysis, Document } from "../model/analysis.ts";
import type { FieldSet } from "../model/fields.ts";
import type { DefinitionKind } from "../model/names.ts";
import type { Meaning } from "../model/scopes.ts";
import { fixedWords } from "./fixedWords.ts";

/** Names of the protocol's standard, so that every colour theme knows them. */
export const SEMANTIC_TYPES = [
  "comment",
  "keyword",
  "operator",
  "string",
  "number",
  "regexp",
  "variable",
  "property",
  "macro",
  "namespace",
  "event",
  "class",
  "enum",
  "enumMember",
  "parameter",
  "function",
  "type",
] as const;
export type SemanticTokenType = (typeof SEMANTIC_TYPES)[number];

export interface SemanticToken extends Span {
  readonly type: SemanticTokenType;
}

const ESCAPES = new RegExp(ESCAPE, "g");

/** Words that are looked at at once. */
const MANY = 500;

/** `within`: only tokens that touch it; what lies elsewhere costs next to nothing. */
export function* semanticTokens(analysis: Analysis, uri: string, within?: Span): Steps<SemanticToken[]> {
  const document = analysis.document(uri);
  if (!document) return [];
  const { start: from, end: to } = within ? declarationsAround(document, within) : { start: 0, end: Infinity };
  const { start: first, end: last } = within ?? { start: from, end: to };
  const isRead = ({ start, end }: Span): boolean => start < to && end > from;
  const mentions = analysis.mentions(uri).filter(isRead);
  const meaningOf = sweep(mentions);
  const fixedOf = sweep(fixedWords(document.tree.declarations.filter(isRead)));
  const capturesIn = inside(mentions.filter(({ meaning }) => meaning.kind === "field"));
  const found: SemanticToken[] = [];
  for (const [index, lexeme] of (yield* tokenizing(document.text.slice(from, to))).entries()) {
    if (index % MANY === 0) yield;
    const { name, semantic } = lexeme;
    const span = { start: from + lexeme.start, end: from + lexeme.end };
    if (span.end < first || span.start > last) continue;
    if (semantic === "string") {
      const escapes = name === "EscapedString" ? escapesIn(document.text, span) : [];
      for (const part of cut(span, capturesIn(span), escapes)) found.push(part);
      continue;
    }
    const isWord = semantic === "variable" || semantic === "keyword" || name === "Technique";
    const meaning = isWord ? meaningOf(span)?.meaning : undefined;
    // A word that stands for a value, as `high` does.
    const isValue = meaning?.kind === "value" && semantic === "variable";
    const fixed = isWord ? fixedOf(span)?.type : undefined;
    const known = fixed ?? (isValue ? "enumMember" : meaning && typeOf(meaning));
    const type = known ?? (semantic === "variable" ? unnamed(document.text, span) : semantic);
    if (type !== undefined) found.push({ ...span, type });
  }
  return found;
}

/** A word that is no name of the folder: what all rules raise, or what stands at a dot, which is a field or a column. */
function unnamed(text: string, { start, end }: Span): SemanticTokenType {
  if (text.slice(start, end) === "detection") return "event";
  return text[start - 1] === "." || text[end] === "." ? "property" : "variable";
}

/** A text whose parts are fields. Its escapes are left out, so that they keep the colour that the TextMate grammar gives them. */
function cut(text: Span, fields: readonly Span[], escapes: readonly Span[]): SemanticToken[] {
  const tokens: SemanticToken[] = [];
  const parts = [
    ...fields.map((each) => ({ ...each, field: true })),
    ...escapes.map((each) => ({ ...each, field: false })),
  ];
  let at = text.start;
  for (const { start, end, field } of parts.sort((a, b) => a.start - b.start)) {
    if (start < at) continue;
    if (start > at) tokens.push({ start: at, end: start, type: "string" });
    if (field) tokens.push({ start, end, type: "property" });
    at = end;
  }
  return at < text.end ? [...tokens, { start: at, end: text.end, type: "string" }] : tokens;
}

function escapesIn(text: string, { start, end }: Span): readonly Span[] {
  return [...text.slice(start, end).matchAll(ESCAPES)].map((found) => {
    const from = start + found.index;
    return { start: from, end: from + found[0].length };
  });
}

/** All that words of one file can get from another, as a text to compare. */
export function meaningsOf(analysis: Analysis): string {
  const names = [...analysis.names.byName.values()].map(({ name, kind }) => `${kind} ${name}`);
  const fields = [...analysis.sources, ...analysis.rules].map((each) => namesIn(each.fields));
  return [...names, ...new Set(fields)].join("\n");
}

function namesIn(set: FieldSet): string {
  const known = namesOf.get(set);
  if (known !== undefined) return known;
  const names = [...set.fields.keys()].join(" ");
  namesOf.set(set, names);
  return names;
}

/** Most sets are those of the last analysis. */
const namesOf = new WeakMap<FieldSet, string>();

/** A declaration is where reading may begin: what stands before it has no say in its tokens. */
function declarationsAround({ tree, text }: Document, { start, end }: Span): Span {
  return {
    start: tree.declarations.findLast((declaration) => declaration.start <= start)?.start ?? 0,
    end: tree.declarations.find((declaration) => declaration.start > end)?.start ?? text.length,
  };
}

/** For spans that come in ascending order: the innermost of `around` that holds each. */
function sweep<Around extends Span>(around: Iterable<Around, undefined>): (span: Span) => Around | undefined {
  const rest = around[Symbol.iterator]();
  let next = rest.next().value;
  let open: Around[] = [];
  return (span) => {
    for (; next !== undefined && next.start <= span.start; next = rest.next().value) open.push(next);
    open = open.filter(({ end }) => end > span.start);
    let innermost: Around | undefined;
    for (const each of open)
      if (each.end >= span.end && (innermost === undefined || lengthOf(each) < lengthOf(innermost))) innermost = each;
    return innermost;
  };
}

const lengthOf = ({ start, end }: Span): number => end - start;

/** For spans that come in ascending order: those of `parts` that lie inside each. */
function inside(parts: readonly Span[]): (span: Span) => readonly Span[] {
  let next = 0;
  return ({ start, end }) => {
    while (next < parts.length && parts[next]!.start < start) next++;
    const begin = next;
    while (next < parts.length && parts[next]!.start < end) next++;
    return parts.slice(begin, next).filter((part) => part.end <= end);
  };
}

const KINDS: Readonly<Record<DefinitionKind, SemanticTokenType>> = {
  source: "namespace",
  list: "enum",
  table: "enum",
  field: "property",
  event: "event",
  rule: "class",
  label: "parameter",
  ranking: "class",
  action: "function",
  playbook: "class",
  baseline: "event",
  score: "event",
  cluster: "event",
};

function typeOf(meaning: Meaning): SemanticTokenType | undefined {
  switch (meaning.kind) {
    case "definition":
      return KINDS[meaning.definition.kind];
    case "label":
      return "parameter";
    case "field":
      return "property";
    case "function":
    case "aggregate":
    case "summary":
      return "function";
    case "value":
      return undefined;
  }
}
