/**
 * Slips that several tokens make together: `user starts with "root"`, `entry = login` as a step. Invariant: one is found
 * only from the token that the parser has refused anyway, and leaves no choice.
 */
import type { IToken } from "chevrotain";
import type { Mend } from "../ast.ts";
import { isA, t } from "../tokens.ts";

export interface Slip {
  readonly advice: string;
  readonly mend: Mend;
}

/** Operators in words, by what they are here. */
const operators: ReadonlyMap<string, string> = new Map([
  ["starts with", "startswith"],
  ["begins with", "startswith"],
  ["ends with", "endswith"],
  ["does not start with", "not startswith"],
  ["does not end with", "not endswith"],
  ["does not contain", "not contains"],
  ["does not match", "not matches"],
]);

/** So many tokens have to be looked at. */
export const longestPhrase = 4;

/** `tokens`: from the refused one on. */
export function phraseOf(tokens: readonly IToken[]): Slip | undefined {
  for (let length = Math.min(longestPhrase, tokens.length); length > 1; length--) {
    const words = tokens.slice(0, length);
    const written = operators.get(words.map(({ image }) => image.toLowerCase()).join(" "));
    if (written !== undefined) return slip(`Write \`${written}\`.`, written, words[0]!, words.at(-1)!);
  }
  return undefined;
}

const withSteps: ReadonlySet<string> = new Set(["sequence", "allOf", "step"]);

/** `entry = login` where a step stands: a word behind the end of something or `when`, and a name behind the sign. */
export function labelOf(ruleName: string, tokens: readonly IToken[], at: number): Slip | undefined {
  const [before, name, sign, step] = [tokens[at - 2], tokens[at - 1], tokens[at], tokens[at + 1]];
  if (sign?.image !== "=" || name === undefined || !isA(name, t.Word)) return undefined;
  if (before === undefined || step === undefined || !beginsStep(step)) return undefined;
  if (!(withSteps.has(ruleName) && endsStep(before)) && !isA(before, t.When)) return undefined;
  const label = `${name.image}:`;
  return slip(`A label has a colon: write \`${label} ${step.image}\`.`, label, name, sign);
}

const endsStep = (token: IToken): boolean =>
  [t.LCurly, t.RCurly, t.RParen, t.RBracket, t.Word, t.StringToken, t.NumberToken, t.AddressToken, t.Duration].some(
    (type) => isA(token, type),
  );

const beginsStep = (token: IToken): boolean => [t.Word, t.Sequence, t.All, t.Any].some((type) => isA(token, type));

const slip = (advice: string, text: string, first: IToken, last: IToken): Slip => ({
  advice,
  mend: { title: `Write \`${text}\``, start: first.startOffset, end: last.endOffset! + 1, text },
});
