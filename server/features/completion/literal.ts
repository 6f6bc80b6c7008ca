/** Writes a text as a literal of the language. Invariant: reading it again gives the same text. */

export function quote(text: string): string {
  if (text.includes("\\") && !/['\p{Cc}]/u.test(text)) return `'${text}'`;
  const escaped = text.replace(/["\\\p{Cc}]/gu, (sign) => ESCAPES[sign] ?? `\\u{${sign.codePointAt(0)!.toString(16)}}`);
  return `"${escaped}"`;
}

const ESCAPES: Readonly<Record<string, string>> = { '"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t" };

/** Text of the user's own inside a snippet: what snippets give a meaning to is escaped. */
export function inSnippet(text: string): string {
  return text.replace(/[\\$}]/g, (sign) => `\\${sign}`);
}
