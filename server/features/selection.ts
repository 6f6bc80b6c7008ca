/** Ever wider selections around an offset. Invariant: each holds the one before it and is longer. */
import type { Span } from "../../grammar/ast.ts";
import { pathAt } from "../../grammar/walk.ts";
import type { Analysis, Document } from "../model/analysis.ts";
import { nearby } from "./lexemes.ts";

/** Innermost first: the word, what it is part of in the tree, the braces around it, its declaration, the file. */
export function selectionsAt(analysis: Analysis, uri: string, offset: number): Span[] {
  const document = analysis.document(uri);
  if (!document) return [];
  const { tree, text } = document;
  const spans = [
    ...wordAt(document, offset),
    ...pathAt(tree, offset).map(({ start, end }) => ({ start, end })),
    ...clausesAt(document, offset),
    { start: 0, end: text.length },
  ].sort((a, b) => a.end - a.start - (b.end - b.start));
  const nested: Span[] = [];
  for (const span of spans) {
    const inner = nested.at(-1) ?? { start: offset, end: offset };
    const isWider = nested.length === 0 || span.end - span.start > inner.end - inner.start;
    if (isWider && span.start <= inner.start && inner.end <= span.end) nested.push(span);
  }
  return nested;
}

function wordAt(document: Document, offset: number): Span[] {
  const { words } = nearby(document, offset);
  const word = words.findLast(({ start, end }) => start <= offset && offset <= end);
  return word ? [{ start: word.start, end: word.end }] : [];
}

/** Clauses are marks in the tree, not nodes. */
function clausesAt({ tree }: Document, offset: number): Span[] {
  const declaration = tree.declarations.find(({ start, end }) => start <= offset && offset <= end);
  if (declaration === undefined || !("clauses" in declaration)) return [];
  return declaration.clauses
    .filter(({ start, end }) => start <= offset && offset <= end)
    .map(({ start, end }) => ({ start, end }));
}
