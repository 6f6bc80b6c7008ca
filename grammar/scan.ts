/**
 * Hand-written scanners for what one regular expression cannot say well: strings, text blocks and regular expressions.
 * Invariant: every scanner is linear in what it matches, ends at a line end (blocks: at a declaration) when the closing
 * quote is missing, and looks for nothing but blanks before its offset. The missing quote is reported by `lower/`, not here.
 */
import type { IToken, TokenType } from "chevrotain";

type Match = [string] | null;

/** `"..."` or `'...'`: up to the closing quote or the end of the line. */
export function scanString(text: string, offset: number): Match {
  const quote = text[offset];
  if (quote !== '"' && quote !== "'") return null;
  let at = offset + 1;
  for (; at < text.length; at++) {
    const char = text[at];
    if (char === "\n" || char === "\r") break;
    if (char === quote) return [text.slice(offset, at + 1)];
    if (char === "\\" && quote === '"' && at + 1 < text.length && !isNewline(text[at + 1])) at++;
  }
  return [text.slice(offset, at)];
}

/**
 * A line that can only be the start of a declaration. A block whose closing quotes are missing ends before it, so that
 * one forgotten `"""` does not turn the rest of the file inside out.
 */
const declarationLine = new RegExp(
  "^(?:(?:source|rule|event|list|table|ranking|action|playbook|baseline|score|cluster) +[A-Za-z_][A-Za-z0-9_]* *(?:[{=(:]|from|by|of)" +
    '|test +"[^"\\r\\n]*" *\\{|workspace *\\{)',
  "m",
);

/**
 * Behind `from`, a place where a text can be cut and each part be read alone: nothing reaches over such a line. Only there,
 * behind at least one sign, is it sure that no comment goes on. The text's length, if there is none.
 */
export function nextCut(text: string, from: number): number {
  const lines = new RegExp(declarationLine, "gm");
  lines.lastIndex = from;
  for (let found = lines.exec(text); found !== null; found = lines.exec(text)) {
    const comment = text.slice(Math.max(0, found.index - longestComment), found.index).includes("/*");
    if (found.index > 0 && !comment) return found.index;
  }
  return text.length;
}

/** `"""..."""`: up to the closing quotes, or to a line that starts a declaration, or the end of the text. */
export function scanBlock(text: string, offset: number): Match {
  if (!text.startsWith('"""', offset)) return null;
  const close = text.indexOf('"""', offset + 3);
  const body = text.slice(offset, close < 0 ? text.length : close + 3);
  const firstLine = body.indexOf("\n");
  if (firstLine < 0) return [body];
  const declaration = declarationLine.exec(body.slice(firstLine + 1));
  // Without the line break, so that the declaration is still seen to begin its line.
  return [declaration === null ? body : body.slice(0, firstLine + 1 + declaration.index).trimEnd()];
}

/**
 * `/pattern/flags`. Whether a slash divides or opens a pattern depends on what stands before it: behind a value it
 * divides. Behind `format regex`, where `regex` is the name of a format, it opens one all the same.
 */
export function scanRegex(endsValue: (type: TokenType) => boolean, isFormat: (type: TokenType) => boolean) {
  return (text: string, offset: number, tokens: IToken[]): Match => {
    if (text[offset] !== "/") return null;
    const previous = tokens.at(-1);
    const before = tokens.at(-2);
    const ofFormat = previous?.image === "regex" && before !== undefined && isFormat(before.tokenType);
    if (!ofFormat && previous !== undefined && endsValue(previous.tokenType)) return null;
    const close = closingSlash(text, offset);
    let end = close < 0 ? lineEnd(text, offset) : close + 1;
    while (close >= 0 && end < text.length && /[A-Za-z]/.test(text[end]!)) end++;
    return [text.slice(offset, end)];
  };
}

/** A longer one is taken for a sign that was not meant so. */
const longestComment = 4000;
/** The same of a text in round quotes; each quote looks as far ahead. */
const longestQuoted = 500;

/** By the sign that opens it: what closes it. */
const roundQuotes: ReadonlyMap<string, string> = new Map([
  ..."\u201c\u201d\u201e".split("").map((open) => [open, "\u201c\u201d"] as const),
  ..."\u2018\u2019".split("").map((open) => [open, "\u2018\u2019"] as const),
  ["\u00ab", "\u00bb"],
]);

/**
 * Strings in round quotes, and comments of other languages: behind `#`, `--` or `<!--` up to the end of the line, and blocks as in C. A block that is never
 * closed ends with its line; two dashes with neither a blank behind them nor the line's beginning before them calculate.
 */
export function scanForeign(text: string, offset: number): Match {
  const line = (): Match => [text.slice(offset, lineEnd(text, offset))];
  const closers = roundQuotes.get(text[offset]!);
  if (closers !== undefined) {
    const most = Math.min(text.length, offset + longestQuoted);
    for (let at = offset + 1; at < most && !isNewline(text[at]); at++)
      if (closers.includes(text[at]!)) return [text.slice(offset, at + 1)];
    return null;
  }
  if (text[offset] === "#" || text.startsWith("<!--", offset)) return line();
  if (text.startsWith("/*", offset)) {
    const close = text.slice(offset, offset + longestComment).indexOf("*/", 2);
    return close < 0 ? line() : [text.slice(offset, offset + close + 2)];
  }
  const dashes = /^--+/.exec(text.slice(offset, offset + longestComment))?.[0];
  if (dashes === undefined) return null;
  const isComment = /^\s?$/.test(text[offset + dashes.length] ?? "") || beginsLine(text, offset);
  return isComment ? line() : null;
}

/** Signs with which nothing begins, and round quotes that nothing closes. */
export const unknownSigns =
  /(?:[^\s\u0021-\u007e\u201c\u201d\u201e\u2018\u2019\u00ab\u00bb]|[\0-\u0008\u000e-\u001f$%&;?@\\^|~]|!(?!=))+|[\u201c\u201d\u201e\u2018\u2019\u00ab\u00bb]/;

/** The lexer sorts characters by their codes, those above 255 into groups of as many: one of each will do. */
export function unknownStarts(): number[] {
  const low = Array.from({ length: 256 }, (_, code) => code);
  const high = Array.from({ length: 256 }, (_, group) => 256 + group * 255);
  return [...low.filter((code) => unknownSigns.test(String.fromCharCode(code))), ...high, 0xffff];
}

function beginsLine(text: string, offset: number): boolean {
  let at = offset - 1;
  while (at >= 0 && (text[at] === " " || text[at] === "\t")) at--;
  return at < 0 || isNewline(text[at]);
}

/** Where the regular expression that opens at `offset` closes; -1 if it does not on its line. */
export function closingSlash(text: string, offset: number): number {
  let inClass = false;
  for (let at = offset + 1; at < text.length && !isNewline(text[at]); at++) {
    const char = text[at];
    if (char === "\\" && !isNewline(text[at + 1])) at++;
    else if (char === "[") inClass = true;
    else if (char === "]") inClass = false;
    else if (char === "/" && !inClass) return at;
  }
  return -1;
}

function lineEnd(text: string, offset: number): number {
  let at = offset;
  while (at < text.length && !isNewline(text[at])) at++;
  return at;
}

function isNewline(char: string | undefined): boolean {
  return char === "\n" || char === "\r";
}
