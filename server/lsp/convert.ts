/** Own values to LSP's. Invariant: only this file knows both offsets and line/character pairs. */
import {
  CompletionItemKind,
  DiagnosticSeverity,
  DiagnosticTag,
  FoldingRangeKind,
  InsertTextFormat,
  MarkupKind,
  SemanticTokensBuilder,
  SymbolKind,
  type CompletionItem,
  type Diagnostic as LspDiagnostic,
  type DocumentSymbol,
  type FoldingRange,
  type Hover as LspHover,
  type Location as LspLocation,
  type Range,
  type SemanticTokens,
} from "vscode-languageserver/node";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { Span } from "../../grammar/ast.ts";
import type { Diagnostic } from "../checks/index.ts";
import type { Fold } from "../features/folding.ts";
import type { Completion, CompletionKind, Hover } from "../features/item.ts";
import { SEMANTIC_TYPES, type SemanticToken } from "../features/semanticTokens.ts";
import type { OutlineEntry } from "../features/symbols.ts";
import type { Location } from "../model/program.ts";
import type { Place } from "../protocol.ts";

/** Finds the text that an own location speaks of. */
export type FindText = (document: string) => { readonly uri: string; readonly text: TextDocument } | undefined;

export function toRange(text: TextDocument, span: Span): Range {
  return { start: text.positionAt(span.start), end: text.positionAt(span.end) };
}

export function toLocation(location: Location, find: FindText): LspLocation[] {
  const found = find(location.document);
  return found === undefined ? [] : [{ uri: found.uri, range: toRange(found.text, location) }];
}

export function toPlace(location: Location, find: FindText): Place | undefined {
  const found = find(location.document);
  return found && { uri: found.uri, ...found.text.positionAt(location.start) };
}

const SEVERITIES = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
} as const;

export function toDiagnostic(problem: Diagnostic, text: TextDocument, find: FindText): LspDiagnostic {
  const related = problem.related?.flatMap(({ message, location }) =>
    toLocation(location, find).map((place) => ({ message, location: place })),
  );
  return {
    range: toRange(text, problem),
    severity: SEVERITIES[problem.severity],
    code: problem.code,
    source: "mangrove",
    message: problem.message,
    ...(related?.length ? { relatedInformation: related } : {}),
    ...(problem.unnecessary ? { tags: [DiagnosticTag.Unnecessary] } : {}),
  };
}

const ITEM_KINDS: Readonly<Record<CompletionKind, CompletionItemKind>> = {
  keyword: CompletionItemKind.Keyword,
  snippet: CompletionItemKind.Snippet,
  source: CompletionItemKind.Module,
  event: CompletionItemKind.Event,
  rule: CompletionItemKind.Class,
  list: CompletionItemKind.Enum,
  label: CompletionItemKind.Variable,
  field: CompletionItemKind.Field,
  function: CompletionItemKind.Function,
  value: CompletionItemKind.Value,
  constant: CompletionItemKind.EnumMember,
  unit: CompletionItemKind.Unit,
};

export function toCompletion(item: Completion, text: TextDocument): CompletionItem {
  return {
    label: item.label,
    kind: ITEM_KINDS[item.kind],
    detail: item.detail,
    documentation: item.doc === undefined ? undefined : { kind: MarkupKind.Markdown, value: item.doc },
    sortText: item.sort,
    filterText: item.filter,
    insertTextFormat: item.snippet ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
    textEdit: { range: toRange(text, item.replace), newText: item.insert },
  };
}

export function toHover(hover: Hover, text: TextDocument): LspHover {
  return { contents: { kind: MarkupKind.Markdown, value: hover.markdown }, range: toRange(text, hover) };
}

/** A token of several lines is sent line by line: not every client can take it whole. */
export function toSemanticTokens(tokens: readonly SemanticToken[], text: TextDocument): SemanticTokens {
  const builder = new SemanticTokensBuilder();
  for (const { start, end, type } of tokens) {
    const { start: first, end: last } = toRange(text, { start, end });
    for (let line = first.line; line <= last.line; line++) {
      const from = line === first.line ? first.character : 0;
      const to = line === last.line ? last.character : lineLength(text, line);
      if (to > from) builder.push(line, from, to - from, SEMANTIC_TYPES.indexOf(type), 0);
    }
  }
  return builder.build();
}

function lineLength(text: TextDocument, line: number): number {
  const start = text.offsetAt({ line, character: 0 });
  return text
    .getText()
    .slice(start, text.offsetAt({ line: line + 1, character: 0 }))
    .trimEnd().length;
}

const SYMBOL_KINDS: Readonly<Record<OutlineEntry["kind"], SymbolKind>> = {
  source: SymbolKind.Module,
  event: SymbolKind.Event,
  rule: SymbolKind.Class,
  list: SymbolKind.Enum,
  label: SymbolKind.Variable,
  field: SymbolKind.Field,
  constant: SymbolKind.Constant,
};

export function toSymbol(entry: OutlineEntry, text: TextDocument): DocumentSymbol {
  return {
    name: entry.name,
    detail: entry.detail,
    kind: SYMBOL_KINDS[entry.kind],
    range: toRange(text, entry),
    selectionRange: toRange(text, entry.at),
    children: entry.children.map((child) => toSymbol(child, text)),
  };
}

/** The last line stays visible if it is a closing brace; what stands on one line does not fold. */
export function toFoldingRange(fold: Fold, text: TextDocument): FoldingRange[] {
  const { start, end } = toRange(text, fold);
  const endLine = fold.kind === "region" ? end.line - 1 : end.line;
  const kind = fold.kind === "comment" ? FoldingRangeKind.Comment : undefined;
  return endLine > start.line ? [{ startLine: start.line, endLine, kind }] : [];
}
