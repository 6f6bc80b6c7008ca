/** Ever wider selections around an offset. Invariant: each holds the one before it and is longer. */
import type { Span } from "../../grammar/ast.ts";
import { pathAt, type SyntaxNode } from "../../grammar/walk.ts";
import type { Analysis, Document } from "../model/analysis.ts";
import { nearby } from "./lexemes.ts";

/** Innermost first: the word, what it is part of in the tree, the braces around it, its declaration, the file. */
export function selectionsAt(analysis: Analysis, uri: string, offset: number): Span[] {
  const document = analysis.document(uri);
  if (!document) return [];
  const { tree, text } = document;
  const path = pathAt(tree, offset);
  const innermost = path.at(-1);
  const spans = [
    ...(innermost?.kind === "string" ? insideString(text, innermost, offset) : wordAt(document, offset)),
    ...path.map(({ start, end }) => ({ start, end })),
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

/** Behind a word and in front of a sign, the word is meant. */
function wordAt(document: Document, offset: number): Span[] {
  const touching = nearby(document, offset).words.filter(({ start, end }) => start <= offset && offset <= end);
  const word =
    touching.findLast(({ semantic }) => semantic !== undefined && semantic !== "operator") ?? touching.at(-1);
  if (word === undefined) return [];
  const { start, end } = word;
  return [{ start, end }, ...(word.semantic === "comment" ? commentsAround(document, word) : [])];
}

/** The comments of the lines around one that has its line to itself, and what they are about. */
function commentsAround({ text, tree }: Document, { start, end }: Span): Span[] {
  const isComment = (line: string): boolean => line.trimStart().startsWith("//");
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  if (text.slice(lineStart, start).trim() !== "") return [];
  let first = start;
  for (let from = lineStart; from > 0;) {
    const above = text.lastIndexOf("\n", from - 2) + 1;
    const line = text.slice(above, from);
    if (!isComment(line)) break;
    first = above + line.length - line.trimStart().length;
    from = above;
  }
  let last = end;
  for (let to = text.indexOf("\n", end); to >= 0;) {
    const next = text.indexOf("\n", to + 1);
    const line = text.slice(to + 1, next < 0 ? text.length : next);
    if (!isComment(line)) break;
    last = to + 1 + line.trimEnd().length;
    to = next;
  }
  const below = tree.declarations.find((declaration) => declaration.start >= last);
  const isAbout = below !== undefined && /^\r?\n[ \t]*$/.test(text.slice(last, below.start));
  return [{ start: first, end: last }, ...(isAbout ? [{ start: first, end: below.end }] : [])];
}

/** Of a text: the capture or the line that the offset is in, and what stands between the quotes. */
function insideString(text: string, { start, end }: SyntaxNode, offset: number): Span[] {
  const literal = text.slice(start, end);
  const quotes = /^(?:"""|["'])/.exec(literal)?.[0] ?? "";
  if (quotes === "" || literal.length < 2 * quotes.length || !literal.endsWith(quotes)) return [];
  const whole = trimmed(text, { start: start + quotes.length, end: end - quotes.length });
  const line = trimmed(text, {
    start: Math.max(whole.start, text.lastIndexOf("\n", offset - 1) + 1),
    end: Math.min(whole.end, lineEnd(text, offset)),
  });
  const captures = [...text.slice(line.start, line.end).matchAll(/\{[^{}]*\}/g)].map(({ 0: { length }, index }) => ({
    start: line.start + index,
    end: line.start + index + length,
  }));
  return [...captures, line, whole].filter(
    (span) => span.start <= offset && offset <= span.end && span.start < span.end,
  );
}

function lineEnd(text: string, offset: number): number {
  const found = text.indexOf("\n", offset);
  return found < 0 ? text.length : found;
}

function trimmed(text: string, { start, end }: Span): Span {
  const part = text.slice(start, end);
  return { start: end - part.trimStart().length, end: start + part.trimEnd().length };
}

/** Clauses are marks in the tree, not nodes. */
function clausesAt({ tree }: Document, offset: number): Span[] {
  const declaration = tree.declarations.find(({ start, end }) => start <= offset && offset <= end);
  if (declaration === undefined || !("clauses" in declaration)) return [];
  return declaration.clauses
    .filter(({ start, end }) => start <= offset && offset <= end)
    .map(({ start, end }) => ({ start, end }));
}
