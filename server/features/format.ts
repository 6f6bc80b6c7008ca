/**
 * Formatting as an editor asks for it. Invariant: what is formatted while someone types never moves the place where they
 * type.
 */
import { tokenize } from "../../grammar/lexer.ts";
import { formatEdits, type Edit } from "../../grammar/print.ts";

/** What has been typed that formatting answers to. */
export const typedCharacters = ["}", "\n"] as const;

/** Edits for the whole text, or for the declarations that the range touches, in steps. */
export { formatting } from "../../grammar/print.ts";

/** `offset` lies behind what has been typed: a line end, or the end of a block. */
export function formattingOnType(text: string, offset: number, typed: string): Edit[] {
  // The brace of a capture, or one in a comment, ends no block.
  if (typed === "}" && !tokenize(text).some(({ name, end }) => name === "RCurly" && end === offset)) return [];
  // Behind a new line, it is the line before it that is finished.
  const lineStart = text.lastIndexOf("\n", offset - 1) + 1;
  const start = typed === "\n" ? text.lastIndexOf("\n", lineStart - 2) + 1 : offset - 1;
  return formatEdits(text, { start: Math.max(0, start), end: offset }).filter(
    (edit) => edit.end < offset || edit.start > offset,
  );
}
