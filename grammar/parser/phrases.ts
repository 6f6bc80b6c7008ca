/**
 * Slips that several tokens make together: `user starts with "root"`, `entry = login` as a step. Invariant: one is found
 * only from the token that the parser has refused anyway, and leaves no choice.
 */
import type { IToken } from "chevrotain";
import { isA, t } from "../tokens.ts";
import { written, type Refused, type Slip } from "./slip.ts";

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
const longestPhrase = 4;

export function phraseOf({ tokens, at }: Refused): Slip | undefined {
  for (let length = longestPhrase; length > 1; length--) {
    const words = tokens.slice(at, at + length);
    const operator = operators.get(words.map(({ image }) => image.toLowerCase()).join(" "));
    if (operator !== undefined) return slip(`Write \`${operator}\`.`, operator, words[0]!, words.at(-1)!);
  }
  return undefined;
}

const withSteps: ReadonlySet<string> = new Set(["sequence", "allOf", "step"]);

/** `entry = login` where a step stands: a word behind the end of something or `when`, and a name behind the sign. */
export function labelOf({ ruleName, tokens, at }: Refused): Slip | undefined {
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
  mend: written(text, first, last),
});
