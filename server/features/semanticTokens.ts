/**
 * What each word is, for colours that a TextMate grammar cannot know: `time` is a clause here and a field there.
 * Invariant: tokens ascend and do not overlap; what the model knows of a word goes before what the token table says.
 */
import type { Span } from "../../grammar/ast.ts";
import { tokenize } from "../../grammar/lexer.ts";
import type { Analysis } from "../model/analysis.ts";
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

export function semanticTokens(analysis: Analysis, uri: string): SemanticToken[] {
  const document = analysis.document(uri);
  if (!document) return [];
  const meaningOf = sweep(analysis.mentions(uri));
  return tokenize(document.text).flatMap((lexeme): SemanticToken[] => {
    const { start, end, name } = lexeme;
    const isWord = lexeme.semantic === "variable" || lexeme.semantic === "keyword" || name === "Technique";
    const meaning = isWord ? meaningOf(lexeme) : undefined;
    const type = (meaning && typeOf(meaning)) ?? lexeme.semantic;
    return type === undefined ? [] : [{ start, end, type }];
  });
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
