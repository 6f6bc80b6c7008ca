/** What can be folded: everything in braces, lists and strings of several lines, and runs of comments. */
import { tokenize } from "../../grammar/lexer.ts";
import type { Span } from "../../grammar/ast.ts";

export interface Fold extends Span {
  readonly kind: "region" | "comment";
}

/** From the first to the last character of what folds; what stands on one line alone is for the caller to leave out. */
export function folds(text: string): Fold[] {
  const found: Fold[] = [];
  const open: Readonly<Record<string, number[]>> = { RCurly: [], RBracket: [] };
  let comments: Span | null = null;
  for (const { name, semantic, start, end } of tokenize(text)) {
    if (semantic === "comment") {
      const follows: boolean = comments !== null && text.slice(comments.end, start).trim() === "";
      if (!follows && comments) found.push({ kind: "comment", ...comments });
      comments = follows && comments ? { start: comments.start, end } : { start, end };
      continue;
    }
    if (comments) found.push({ kind: "comment", ...comments });
    comments = null;
    const from = open[name]?.pop();
    if (from !== undefined) found.push({ kind: "region", start: from, end });
    else if (name === "LCurly" || name === "LBracket") open[name.replace("L", "R")]!.push(start);
    else if (name === "BlockString") found.push({ kind: "region", start, end });
  }
  if (comments) found.push({ kind: "comment", ...comments });
  return found.sort((a, b) => a.start - b.start);
}
