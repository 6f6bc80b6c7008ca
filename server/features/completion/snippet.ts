/** Text of the user's own inside a snippet: what snippets give a meaning to is escaped. */
export function inSnippet(text: string): string {
  return text.replace(/[\\$}]/g, (sign) => `\\${sign}`);
}
