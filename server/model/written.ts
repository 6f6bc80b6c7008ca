/** Texts and names as the language writes them. Invariant: reading them again gives the same. */
import { keywordText, reservedTokens } from "../../grammar/tokens.ts";

export function quote(text: string): string {
  if (text.includes("\\") && !/['\p{Cc}]/u.test(text)) return `'${text}'`;
  const escaped = text.replace(/["\\\p{Cc}]/gu, (sign) => ESCAPES[sign] ?? `\\u{${sign.codePointAt(0)!.toString(16)}}`);
  return `"${escaped}"`;
}

const ESCAPES: Readonly<Record<string, string>> = { '"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/** A field's name as a path: a segment that would not be read as a name stands in back quotes. */
export function pathText(name: string): string {
  return name
    .split(".")
    .map((word, index) => nameText(word, index > 0))
    .join(".");
}

/** A single name; behind a dot any word is one. */
export function nameText(word: string, behindDot = false): string {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(word) && (behindDot || !RESERVED.has(word)) ? word : `\`${word}\``;
}

const RESERVED: ReadonlySet<string | undefined> = new Set([...reservedTokens].map(keywordText));
