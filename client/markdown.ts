/** Pieces of Markdown for hovers. Invariant: whatever a text is, it stays text: it makes no link, no picture and no format. */

/** Every sign that could mean something to Markdown or HTML. */
export const escape = (text: string): string =>
  seen(text)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replace(/[\\`*_{}[\]()#+\-.!|~$]/g, "\\$&")
    // An address would become a link by itself.
    .replaceAll("://", "&#58;//")
    .replaceAll("@", "&#64;");

export function link(title: string, command: string, args: readonly unknown[]): string {
  return `[${escape(title)}](command:${command}?${encodeURIComponent(JSON.stringify(args)).replaceAll("(", "%28").replaceAll(")", "%29")})`;
}

/** What cannot be seen, or turns the order of other signs around, is shown as one that can. */
export const seen = (text: string): string =>
  text.replace(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g, "\ufffd");
