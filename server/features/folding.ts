/** What can be folded: everything in braces, parentheses and lists, strings of several lines, and runs of comments. */
import { tokenize } from "../../grammar/lexer.ts";
import type { Span } from "../../grammar/ast.ts";

export interface Fold extends Span {
  readonly kind: "region" | "comment";
}

/** From the first to the last character of what folds; what stands on one line alone is for the caller to leave out. */
export function folds(text: string): Fold[] {
  const found: Fold[] = [];
  const open: Readonly<Record<string, number[]>> = { RCurly: [], RBracket: [], RParen: [] };
  let comments: Span | null = null;
  for (const { name, semantic, start, end } of tokenize(text)) {
    if (semantic === "comment") {
      const follows: boolean = comments !== null && /^\r?\n[ \t]*$/.test(text.slice(comments.end, start));
      if (!follows && comments) found.push({ kind: "comment", ...comments });
      if (follows && comments) comments = { start: comments.start, end };
      // Behind something else on its line it is about that, and no run begins with it.
      else comments = startsLine(text, start) ? { start, end } : null;
      continue;
    }
    if (comments) found.push({ kind: "comment", ...comments });
    comments = null;
    const from = open[name]?.pop();
    if (from !== undefined) found.push({ kind: "region", start: from, end });
    else if (name === "LCurly" || name === "LBracket" || name === "LParen") open[name.replace("L", "R")]!.push(start);
    else if (name === "BlockString") found.push({ kind: "region", start, end });
  }
  if (comments) found.push({ kind: "comment", ...comments });
  return found.sort((a, b) => a.start - b.start);
}

const startsLine = (text: string, at: number): boolean =>
  /^[ \t]*$/.test(text.slice(text.lastIndexOf("\n", at - 1) + 1, at));
