/**
 * What lines that no template matched have in common: their text with the values taken out. Invariant: the pieces, put
 * together, are the text; every second one, from the second on, is a value.
 */
import type { SourceDefinition } from "../../model/program.ts";

export type Split = (text: string, pieces: Pieces) => void;

/** Common parts and values in turn, the first and the third and so on being common. */
export class Pieces {
  readonly list: string[] = [""];

  common(text: string): void {
    if (this.list.length % 2 === 0) this.list.push(text);
    else this.list[this.list.length - 1] += text;
  }

  value(text: string): void {
    if (this.list.length % 2 === 0) this.list.push("");
    this.list.push(text);
  }
}

/** How lines of a source, or texts of a format, are split. */
export function splitterOf({ format, options = [] }: Pick<SourceDefinition, "format" | "options">): Split {
  if (format === "json") return splitJson;
  if (format === "evtx") return (text, pieces) => (text.startsWith("<") ? splitXml : splitJson)(text, pieces);
  if (format === "tsv") return splitCells("\t");
  if (format === "w3c") return splitCells(" ");
  if (format !== "csv") return splitWords;
  return splitCells(options.find((option) => typeof option === "string") ?? ",");
}

/** Keys, marks and blanks are common; texts, numbers and words are values. */
const splitJson: Split = (text, pieces) => {
  const TOKEN = /"(?:[^"\\]|\\[^])*(?:"(\s*:)?|$)|[-+.\w]+|[^"\w.+-]+|"/g;
  for (const [token, key] of text.matchAll(TOKEN)) {
    const quoted = token.length > 1 && token.startsWith('"') && token.endsWith('"');
    if (quoted && key === undefined) {
      pieces.common('"');
      pieces.value(token.slice(1, -1));
      pieces.common('"');
    } else if (/^[-+.\w]/.test(token)) pieces.value(token);
    else pieces.common(token);
  }
};

/** Tags are common, but for what stands in their quotes; so is what stands between them a value. */
const splitXml: Split = (text, pieces) => {
  const TOKEN = /<[^>'"]*|'[^']*(?:'|$)|"[^"]*(?:"|$)|[^<'">]+|>/g;
  let inside = false;
  for (const [token] of text.matchAll(TOKEN)) {
    if (token.startsWith("<")) inside = true;
    if (inside && /^(["']).*\1$/s.test(token) && token.length > 1 && /\d/.test(token)) {
      pieces.common(token[0]!);
      pieces.value(token.slice(1, -1));
      pieces.common(token[0]!);
    } else if (inside || token.trim() === "") pieces.common(token);
    else pieces.value(token);
    if (token === ">") inside = false;
  }
};

/** Cells are values. */
const splitCells =
  (separator: string): Split =>
  (text, pieces) => {
    for (const [index, cell] of text.split(separator).entries()) {
      if (index > 0) pieces.common(separator);
      pieces.value(cell);
    }
  };

/** What stands in quotes, behind `=`, or has a digit is a value; other words are common. */
export const splitWords: Split = (text, pieces) => {
  const TOKEN = /"[^"]*(?:"|$)|[^\s"=,;|()[\]<>]+|[\s=,;|()[\]<>]+/g;
  let assigned = false;
  for (const [token] of text.matchAll(TOKEN)) {
    const quoted = token.length > 1 && token.startsWith('"') && token.endsWith('"');
    if (quoted) {
      pieces.common('"');
      pieces.value(token.slice(1, -1));
      pieces.common('"');
    } else if (/^[^\s"=,;|()[\]<>]/.test(token) && (assigned || /\d/.test(token))) pieces.value(token);
    else pieces.common(token);
    assigned = token.endsWith("=");
  }
};
