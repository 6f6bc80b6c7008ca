/** Slips in what joins events and names them: arrows, `then`, `as`, windows behind the steps. Invariant: a mend needs every token to fit. */
import type { IToken } from "chevrotain";
import { isA, t } from "../tokens.ts";
import { firstOf, isWord, lower, source, written, type Finder, type Refused, type Slip } from "./slip.ts";

const isWhen = (token: IToken | undefined): boolean => token !== undefined && isA(token, t.When);

const FOLLOWS = "What follows upon something else is a step: write `sequence within 5m { first  second }`.";

/** So many tokens say that one follows upon the other. */
function followsBy(tokens: readonly IToken[], at: number): number {
  const [first, second] = tokens.slice(at, at + 2);
  if (first?.image === "-" && second?.image === ">") return 2;
  if (lower(first) === "followed" && second?.tokenType === t.By) return 2;
  return first?.tokenType === t.Then || lower(first) === "followed_by" ? 1 : 0;
}

/** `when login_failed then login within 5m`. */
const following: Finder = ({ tokens, at }) => {
  const first = tokens[at - 1];
  const words = followsBy(tokens, at);
  if (words === 0 || !isWord(first) || !isWhen(tokens[at - 2])) return undefined;
  const [second, within, length] = tokens.slice(at + words, at + words + 3);
  if (!isWord(second) || within?.tokenType !== t.Within || length?.tokenType !== t.Duration) return { advice: FOLLOWS };
  const meant = `sequence within ${length.image} { ${first.image}  ${second.image} }`;
  return { advice: FOLLOWS, mend: written(meant, first, length) };
};

/** `when login or logout`. */
const either: Finder = ({ tokens, at }) => {
  const [when, first, or, second, next] = tokens.slice(Math.max(0, at - 2), at + 3);
  if (or?.tokenType !== t.Or || !isWhen(when) || !isWord(first) || !isWord(second)) return undefined;
  const advice = "`or` joins conditions. Of events write `any { a  b }` for either, `all within 5m { a  b }` for both.";
  const ends = next === undefined || next.tokenType === t.RCurly || next.tokenType === t.By;
  return ends ? { advice, mend: written(`any { ${first.image}  ${second.image} }`, first, second) } : { advice };
};

/** `sequence { a  b } within 5m`. */
const windowLast: Finder = ({ text, tokens, at }) => {
  const [close, within, length] = tokens.slice(at - 1, at + 2);
  if (close?.tokenType !== t.RCurly || within?.tokenType !== t.Within || length?.tokenType !== t.Duration)
    return undefined;
  const open = tokens.findLastIndex(({ tokenType }, index) => index < at && tokenType === t.LCurly);
  const word = tokens[open - 1];
  if (word?.tokenType !== t.Sequence && word?.tokenType !== t.All) return undefined;
  const steps = source(text, tokens[open]!, close);
  const window = source(text, within, length);
  const advice = `The window stands in front of the steps: \`${word.image} ${window} { ... }\`.`;
  return {
    advice,
    mend: { ...written(`${window} ${steps}`, tokens[open]!, length), title: `Write \`${word.image} ${window}\`` },
  };
};

/** `when login as entry`. */
const named: Finder = ({ ruleName, tokens, at }) => {
  const [before, event, as, name] = tokens.slice(Math.max(0, at - 2), at + 2);
  if (ruleName === "assignment" || lower(as) !== "as" || !isWord(event) || !isWord(name)) return undefined;
  const advice = `A label stands in front of its step, with a colon: \`${name.image}: ${event.image}\`.`;
  if (!isWhen(before) && before?.tokenType !== t.LCurly) return { advice };
  return { advice, mend: written(`${name.image}: ${event.image}`, event, name) };
};

/** `sequence { not login_failed ... }`, and `x = action(...)` in a playbook. */
const steps: Finder = ({ ruleName, tokens, at }) => {
  const [before, found, next, open] = tokens.slice(Math.max(0, at - 1), at + 3);
  if (ruleName === "sequence" && found?.tokenType === t.Not && isWord(next) && before?.tokenType !== t.LCurly)
    return { advice: "What must not happen is written `no login_failed`.", mend: written("no", found) };
  const inPlaybook = tokens[0]?.tokenType === t.Playbook;
  const [name, sign] = isWord(found) ? [found, next] : [before, found];
  if (!inPlaybook || !isWord(name) || sign?.tokenType !== t.Assign) return undefined;
  const call = isWord(found) ? open : next;
  if (!isWord(call)) return undefined;
  const label = `${name.image}:`;
  return { advice: `A step is named with a colon: \`${label} ${call.image}(...)\`.`, mend: written(label, name, sign) };
};

const FINDERS = [following, either, windowLast, named, steps];

export const joinedSlip = (refused: Refused): Slip | undefined => firstOf(FINDERS, refused);
