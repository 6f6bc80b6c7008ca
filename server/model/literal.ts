/**
 * From a place inside a string's value back to the place in the text. Invariant: for every string the parser accepts, the
 * span lies inside the literal; where the way back is not unique (dedented text), it is the whole literal.
 */
import type { Span, StringLiteral } from "../../grammar/ast.ts";

const escape = /\\(?:u\{[0-9a-fA-F]*\}|[\s\S])/y;

/** The span in `text` that the characters `start`..`end` of the literal's value come from. */
export function spanInside(text: string, literal: StringLiteral, start: number, end: number): Span {
  if (literal.quote === '"""') return dedented(text, literal, start, end);
  if (literal.quote === "'") return { start: literal.start + 1 + start, end: literal.start + 1 + end };
  const from = advance(text, literal, literal.start + 1, start);
  return { start: from, end: advance(text, literal, from, end - start) };
}

function advance(text: string, literal: Span, from: number, units: number): number {
  let offset = from;
  let left = units;
  while (left > 0 && offset < literal.end) {
    escape.lastIndex = offset;
    const match = escape.exec(text);
    const wide = match !== null && Number.parseInt(match[0].slice(3, -1), 16) > 0xffff;
    offset += match === null ? 1 : match[0].length;
    left -= wide ? 2 : 1;
  }
  return offset;
}

function dedented(text: string, literal: StringLiteral, start: number, end: number): Span {
  const part = literal.value.slice(start, end);
  const raw = text.slice(literal.start, literal.end);
  const at = part === "" ? -1 : raw.indexOf(part);
  const unique = at >= 0 && raw.indexOf(part, at + 1) < 0;
  return unique ? { start: literal.start + at, end: literal.start + at + part.length } : literal;
}
