/** Slips where something is computed, compared or counted in a place that it cannot stand. Invariant: a mend leaves no choice. */
import type { IToken } from "chevrotain";
import { isA, t } from "../tokens.ts";
import {
  endOf,
  firstOf,
  isComparing,
  isLiteral,
  isWord,
  spanFrom,
  type Finder,
  type Refused,
  type Slip,
} from "./slip.ts";

/** Whether the word at `end` is one of the keys behind `by`. */
function isKey(tokens: readonly IToken[], end: number): boolean {
  if (!isWord(tokens[end])) return false;
  let at = end - 1;
  while (at >= 0 && IN_KEYS.some((type) => isA(tokens[at]!, type)) && tokens[at]!.tokenType !== t.By) at--;
  const before = tokens[end - 1]?.tokenType;
  return tokens[at]?.tokenType === t.By && (before === t.By || before === t.Comma || before === t.Cased);
}

const IN_KEYS = [t.Word, t.Dot, t.Comma, t.Cased];

/** `by lower(user)`, `by user = ip`. */
const key: Finder = ({ tokens, at }) => {
  const [word, sign] = tokens.slice(Math.max(0, at - 1), at + 1);
  if (word === undefined || !isKey(tokens, at - 1)) return undefined;
  if (sign?.tokenType === t.LParen)
    return {
      advice: `A key is a field. What is computed becomes one by \`with\`, behind the event: \`login with name = ${word.image}(...)\`, and then \`by name\`.`,
    };
  if (sign?.tokenType !== t.Assign && sign?.tokenType !== t.Equal) return undefined;
  return {
    advice:
      "A key is a field, and several have commas between them: `by user, ip`. What is compared stands in `where`.",
  };
};

/** `until count(login) > 3`, `no count(login) > 3`, `any { count(login) > 3  logout }`. */
const counting: Finder = ({ ruleName, tokens, at }) => {
  const [before, name, open] = tokens.slice(Math.max(0, at - 2), at + 1);
  if (open?.tokenType !== t.LParen || !isWord(name) || before === undefined) return undefined;
  const behind = before.tokenType === t.Until || before.tokenType === t.No;
  if (!behind && ruleName !== "anyOf") return undefined;
  const place = behind ? `Behind \`${before.image}\`` : "In `any`";
  return {
    advice: `${place} stand events alone. What is counted is a step of \`sequence\`, or all that \`when\` says; or a rule of its own that is named here.`,
  };
};

/** `count(login where user == "x" >= 5 within 5m`: one of two comparisons stands behind what is counted. */
const unclosed: Finder = ({ ruleName, wanted, tokens, at }) => {
  const [first, value, sign, number] = tokens.slice(Math.max(0, at - 4), at);
  const open = tokens.findLastIndex(({ image }, index) => index < at && (image === "(" || image === ")"));
  if (ruleName !== "call" || wanted !== "`)`" || tokens[open]?.image !== "(") return undefined;
  if (!isComparing(first) || !isLiteral(value) || !isComparing(sign) || !isLiteral(number)) return undefined;
  const title = "Close it with `)`";
  return {
    advice: `What is counted is not closed in front of \`${sign!.image}\`. ${title}.`,
    place: spanFrom(sign!),
    mend: { title, start: endOf(value), end: endOf(value), text: ")" },
  };
};

const FINDERS = [key, counting, unclosed];

export const misplacedSlip = (refused: Refused): Slip | undefined => firstOf(FINDERS, refused);
