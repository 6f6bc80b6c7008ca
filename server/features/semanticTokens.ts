/**
 * What each word is, for colours that a TextMate grammar cannot know: `time` is a clause here and a field there.
 * Invariant: tokens ascend and do not overlap; what the model knows of a word goes before what the token table says.
 */
import type { Span } from "../../grammar/ast.ts";
import { tokenize } from "../../grammar/lexer.ts";
import type { Analysis, Document } from "../model/analysis.ts";
import type { DefinitionKind } from "../model/names.ts";
import type { Meaning, Mention } from "../model/scopes.ts";

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
] as const;
export type SemanticTokenType = (typeof SEMANTIC_TYPES)[number];

export interface SemanticToken extends Span {
  readonly type: SemanticTokenType;
}

/** `within`: only tokens that touch it; what lies elsewhere costs nothing. */
export function semanticTokens(analysis: Analysis, uri: string, within?: Span): SemanticToken[] {
  const document = analysis.document(uri);
  if (!document) return [];
  const meaningOf = sweep(analysis.mentions(uri));
  const { start: from, end: to } = within ? declarationsAround(document, within) : { start: 0, end: Infinity };
  const { start: first, end: last } = within ?? { start: from, end: to };
  return tokenize(document.text.slice(from, to)).flatMap((lexeme): SemanticToken[] => {
    const { name } = lexeme;
    const span = { start: from + lexeme.start, end: from + lexeme.end };
    if (span.end < first || span.start > last) return [];
    const isWord = lexeme.semantic === "variable" || lexeme.semantic === "keyword" || name === "Technique";
    const meaning = isWord ? meaningOf(span) : undefined;
    const type = (meaning && typeOf(meaning)) ?? lexeme.semantic;
    return type === undefined ? [] : [{ ...span, type }];
  });
}

/** All that words of one file can get from another, as a text to compare. */
export function meaningsOf(analysis: Analysis): string {
  const names = [...analysis.names.byName.values()].map(({ name, kind }) => `${kind} ${name}`);
  const fields = [...analysis.sources, ...analysis.rules].map((each) => [...each.fields.fields.keys()].join(" "));
  return [...names, ...new Set(fields)].join("\n");
}

/** A declaration is where reading may begin: what stands before it has no say in its tokens. */
function declarationsAround({ tree, text }: Document, { start, end }: Span): Span {
  return {
    start: tree.declarations.findLast((declaration) => declaration.start <= start)?.start ?? 0,
    end: tree.declarations.find((declaration) => declaration.start > end)?.start ?? text.length,
  };
}

/** For spans that come in ascending order: the innermost mention around each. */
function sweep(mentions: readonly Mention[]): (span: Span) => Meaning | undefined {
  let next = 0;
  let open: Mention[] = [];
  return (span) => {
    while (next < mentions.length && mentions[next]!.start <= span.start) open.push(mentions[next++]!);
    open = open.filter((mention) => mention.end > span.start);
    return open.filter((mention) => mention.end >= span.end).sort((a, b) => a.end - a.start - (b.end - b.start))[0]
      ?.meaning;
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
