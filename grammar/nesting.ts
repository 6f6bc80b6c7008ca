/**
 * How deep a declaration nests, and how long it is. Parser, lowering and everyone who walks the tree do so by recursion; this
 * is what keeps their stacks small. Invariant: a declaration that passes here is parsed without a stack overflow, and soon.
 */
import type { TokenType } from "chevrotain";
import type { Token } from "./lexer.ts";
import { MOST_WORDS, tooManyWords } from "./limits.ts";
import { t } from "./tokens.ts";

/** Far above what anybody writes, far below what a stack of a megabyte bears. */
export const deepestNesting = 100;

const openers = new Set<TokenType>([t.LCurly, t.LParen, t.LBracket]);
const closers = new Set<TokenType>([t.RCurly, t.RParen, t.RBracket]);
const signs = new Set<TokenType>([t.Not, t.Minus, t.Every]);

/** What is not read: the tokens from `at` on, which is told at one of them. */
export interface Refused {
  readonly code: "nesting" | "length";
  readonly token: Token;
  readonly at: number;
  readonly message: string;
}

/** Of one that is too long nothing is read but its name, which others may use. */
export function refused(tokens: readonly Token[]): Refused | undefined {
  if (tokens.length <= MOST_WORDS) return deepest(tokens);
  return { code: "length", token: tokens[0]!, at: 2, message: tooManyWords };
}

/** The first token that lies too deep, if there is one. */
function deepest(tokens: readonly Token[]): Refused | undefined {
  let brackets = 0;
  let branches = 0;
  let run = 0;
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at]!;
    const type = token.tokenType;
    // A brace ends every expression: the `if` before it is that of a playbook, and nests by its brace alone.
    if (type === t.LCurly) branches = 0;
    if (openers.has(type)) brackets++;
    else if (closers.has(type)) brackets = Math.max(0, brackets - 1);
    // An `else` ends what its `if` nests: a long chain of `else if` is not deep.
    else if (type === t.If) branches++;
    else if (type === t.Else) branches = Math.max(0, branches - 1);
    run = signs.has(type) ? run + 1 : 0;
    if (brackets + branches + run > deepestNesting) {
      const message = `This nests deeper than ${deepestNesting} levels, and nothing behind it is read. Name inner parts with \`event\`, or drop needless parentheses.`;
      return { code: "nesting", token, at, message };
    }
  }
  return undefined;
}
