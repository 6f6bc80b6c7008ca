/**
 * A message cut into what it is made of: words, values that are told by their form, and what stands between. Invariant: the texts
 * in order are the message.
 */
import { scanTimestampPart, Timestamp } from "../engine/normalize/timestamp.ts";

export type TokenKind = "word" | "ip" | "number" | "path" | "url" | "time" | "level" | "code" | "gap";

export interface Token {
  /** `code`: a word with a digit in it, or hexadecimal; `level`: known by its place only; `gap`: blanks and marks. */
  readonly kind: TokenKind;
  readonly text: string;
}

const FORMS: readonly (readonly [TokenKind, RegExp])[] = [
  ["time", /(?<![\w:])(?:\d{4}\/\d{1,2}\/\d{1,2}:)?\d{1,2}:\d{2}:\d{2}(?:[.,]\d{1,9})?(?![\w:])/y],
  ["url", /[a-z][a-z0-9+]{1,9}:\/\/[^\s"'<>]+/y],
  ["ip", /(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w.]*\w)/y],
  ["ip", /(?<![\w:])(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{0,4}(?![\w:])/iy],
  ["code", /0\d{7,}(?!\w|[.-]\w)/y],
  ["path", /(?<!\d)(?:\/[\w.@%+~-]+)+\/?|[A-Za-z]:\\[^\s"'<>|,;]+/y],
  ["number", /(?<![\w.-])-?\d{1,18}(?:\.\d{1,18})?(?!\w|[.-]\w)/y],
  ["word", /[\p{L}_][\p{L}\p{N}_]*(?:[.@-][\p{L}\p{N}_]+)*/uy],
  ["code", /[\p{L}\p{N}_][\p{L}\p{N}_.@-]*/uy],
];

export function tokensOf(message: string): readonly Token[] {
  const tokens: Token[] = [];
  let gap = 0;
  for (let at = 0; at < message.length;) {
    const found = tokenAt(message, at);
    if (found === null) {
      at++;
      continue;
    }
    if (at > gap) tokens.push({ kind: "gap", text: message.slice(gap, at) });
    tokens.push(found);
    at += found.text.length;
    gap = at;
  }
  if (gap < message.length) tokens.push({ kind: "gap", text: message.slice(gap) });
  return tokens;
}

/** A year behind a time of which the scan has seen the time alone. */
const YEAR = /^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d \d{4}(?!\d)/;

/** In front of four numbers with dots between: a version, such as `6.1.7601.1` or `v1.2.3.4`, and no address. */
const VERSION = /(?:\b(?:version|ver|release|build)[ :=]+|[~v_-])$/i;

const timestamp = new Timestamp();

function tokenAt(message: string, at: number): Token | null {
  const begins = at === 0 || !/[\p{L}\p{N}_]/u.test(message[at - 1]!);
  if (begins && scanTimestampPart(message, at, timestamp))
    return {
      kind: "time",
      text: YEAR.exec(message.slice(at, timestamp.end + 5))?.[0] ?? message.slice(at, timestamp.end),
    };
  for (const [kind, form] of FORMS) {
    form.lastIndex = at;
    const text = form.exec(message)?.[0];
    if (!text) continue;
    const isOther =
      kind === "word" ? /\d|@/.test(text) : kind === "ip" && VERSION.test(message.slice(Math.max(0, at - 12), at));
    return { kind: isOther ? "code" : kind, text };
  }
  return null;
}
