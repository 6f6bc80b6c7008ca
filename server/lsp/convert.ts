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
  type DocumentLink,
  type Hover as LspHover,
  type Location as LspLocation,
  type MarkupContent,
  type Position,
  type Range,
  type SelectionRange,
  type SignatureHelp as LspSignatureHelp,
  type SymbolInformation,
  type TextEdit as LspTextEdit,
} from "vscode-languageserver/node";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { Span } from "../../grammar/ast.ts";
import type { Steps } from "../../grammar/steps.ts";
import type { Diagnostic } from "../checks/index.ts";
import type { Fold } from "../features/folding.ts";
import type { Completion, CompletionKind, Hover, TextEdit } from "../features/item.ts";
import type { Link } from "../features/links.ts";
import { SEMANTIC_TYPES, type SemanticToken } from "../features/semanticTokens.ts";
import type { SignatureHelp } from "../features/signature.ts";
import type { OutlineEntry } from "../features/symbols.ts";
import type { WorkspaceSymbol } from "../features/workspaceSymbols.ts";
import type { Location } from "../model/program.ts";
import type { Place } from "../protocol.ts";
import { pageOf } from "./pages.ts";
import { uriOf } from "./uri.ts";

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
    ...pageOf(problem.code),
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

/** Without its docs: they are asked for when it is looked at. */
export function toCompletion(item: Completion, text: TextDocument): CompletionItem {
  return {
    label: item.label,
    kind: ITEM_KINDS[item.kind],
    detail: item.detail,
    // Shown in every row, where a detail is in that of the selected one only.
    ...(item.detail === undefined ? {} : { labelDetails: { description: item.detail } }),
    sortText: item.sort,
    filterText: item.filter,
    insertTextFormat: item.snippet ? InsertTextFormat.Snippet : InsertTextFormat.PlainText,
    textEdit: { range: toRange(text, item.replace), newText: item.insert },
    ...(item.opensNext === true ? { command: NEXT_LIST } : {}),
  };
}

/** As if while typing: where there is nothing to offer, nothing is said. */
const NEXT_LIST = { title: "What comes next", command: "editor.action.triggerSuggest", arguments: [{ auto: true }] };

export const toMarkdown = (value: string): MarkupContent => ({ kind: MarkupKind.Markdown, value });

/** Edits by the uri of the text that they change. */
export function toChanges(edits: readonly TextEdit[], find: FindText): Record<string, LspTextEdit[]> {
  const changes: Record<string, LspTextEdit[]> = {};
  for (const edit of edits) {
    const target = find(edit.document);
    if (!target) continue;
    (changes[target.uri] ??= []).push({ range: toRange(target.text, edit), newText: edit.text });
  }
  return changes;
}

export function toSignature({ label, doc, parameters, active }: SignatureHelp): LspSignatureHelp {
  const documentation = { kind: MarkupKind.Markdown, value: doc };
  // What lies beyond the last parameter marks none.
  const activeParameter = active ?? parameters.length;
  return {
    signatures: [
      {
        label,
        documentation,
        parameters: parameters.map(({ start, end }) => ({ label: [start, end] })),
        activeParameter,
      },
    ],
    activeSignature: 0,
    activeParameter,
  };
}

export function toSelection(spans: readonly Span[], position: Position, text: TextDocument): SelectionRange {
  const outer = spans.reduceRight<SelectionRange | undefined>(
    (parent, span) => ({ range: toRange(text, span), ...(parent === undefined ? {} : { parent }) }),
    undefined,
  );
  return outer ?? { range: { start: position, end: position } };
}

/** A file is a link only where the folder is on this disk. */
export function toLink(link: Link, text: TextDocument, folder: string | null): DocumentLink[] {
  const target = "url" in link ? link.url : folder === null ? null : uriOf(`${folder}/${link.file}`);
  return target === null ? [] : [{ range: toRange(text, link), target, tooltip: link.title }];
}

export function toHover(hover: Hover, text: TextDocument): LspHover {
  return { contents: { kind: MarkupKind.Markdown, value: hover.markdown }, range: toRange(text, hover) };
}

/** Tokens that are brought into form at once. */
const MANY = 500;

/** A token of several lines is sent line by line: not every client can take it whole. */
export function* toSemanticTokens(tokens: readonly SemanticToken[], text: TextDocument): Steps<number[]> {
  const builder = new SemanticTokensBuilder();
  for (const [index, { start, end, type }] of tokens.entries()) {
    if (index % MANY === 0) yield;
    const { start: first, end: last } = toRange(text, { start, end });
    for (let line = first.line; line <= last.line; line++) {
      const from = line === first.line ? first.character : 0;
      const to = line === last.line ? last.character : lineLength(text, line);
      if (to > from) builder.push(line, from, to - from, SEMANTIC_TYPES.indexOf(type), 0);
    }
  }
  return builder.build().data;
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

const DEFINITION_KINDS: Readonly<Record<WorkspaceSymbol["kind"], SymbolKind>> = {
  source: SymbolKind.Module,
  list: SymbolKind.Enum,
  table: SymbolKind.Enum,
  field: SymbolKind.Field,
  event: SymbolKind.Event,
  rule: SymbolKind.Class,
  label: SymbolKind.Variable,
  ranking: SymbolKind.Class,
  action: SymbolKind.Function,
  playbook: SymbolKind.Class,
  baseline: SymbolKind.Event,
  score: SymbolKind.Event,
  cluster: SymbolKind.Event,
  test: SymbolKind.Constant,
};

export function toWorkspaceSymbol(symbol: WorkspaceSymbol, find: FindText): SymbolInformation[] {
  return toLocation(symbol.location, find).map((location) => ({
    name: symbol.name,
    kind: DEFINITION_KINDS[symbol.kind],
    ...(symbol.container === null ? {} : { containerName: symbol.container }),
    location,
  }));
}

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
