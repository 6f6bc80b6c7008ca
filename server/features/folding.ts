/** What can be folded: everything in braces, parentheses and lists, strings of several lines, and runs of comments. */
import type { Span } from "../../grammar/ast.ts";
import { tokenizing } from "../../grammar/lexer.ts";
import type { Steps } from "../../grammar/steps.ts";

export interface Fold extends Span {
  readonly kind: "region" | "comment";
}

/** Tokens that are looked at at once. */
const MANY = 500;

/** From the first to the last character of what folds; what stands on one line alone is for the caller to leave out. */
export function* folding(text: string): Steps<Fold[]> {
  const found: Fold[] = [];
  const open: Readonly<Record<string, number[]>> = { RCurly: [], RBracket: [], RParen: [] };
  let comments: Span | null = null;
  for (const [index, { name, semantic, start, end }] of (yield* tokenizing(text)).entries()) {
    if (index % MANY === 0) yield;
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
