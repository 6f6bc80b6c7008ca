/** Slips about how often and within what time something happens. Invariant: a mend needs every token to fit. */
import type { IToken } from "chevrotain";
import { isA, t } from "../tokens.ts";
import {
  firstOf,
  isComparing,
  isWord,
  lower,
  pathBehind,
  source,
  spanFrom,
  touches,
  without,
  written,
  type Finder,
  type Refused,
  type Slip,
} from "./slip.ts";

const WINDOWS: ReadonlySet<string> = new Set(
  "in for over during per every timeframe timespan maxspan span window last".split(" "),
);

const isNumber = (token: IToken | undefined): token is IToken => token !== undefined && isA(token, t.NumberToken);

const isWhen = (token: IToken | undefined): boolean => token !== undefined && isA(token, t.When);

/** `count(login) > 5 over 5m`, `sequence with maxspan=5m { ... }`, `sequence 5m { ... }`. */
const window: Finder = ({ ruleName, tokens, at }) => {
  const inHead = ruleName === "sequence" || ruleName === "allOf";
  const found = tokens[at];
  if (inHead && found?.tokenType === t.Duration) return windowOf(found, found);
  let end = lower(found) === "with" && inHead ? at + 1 : at;
  if (!WINDOWS.has(lower(tokens[end])) || !(inHead || isNumber(tokens[at - 1]))) return undefined;
  if (tokens[end + 1]?.tokenType === t.Assign || tokens[end + 1]?.tokenType === t.Colon) end++;
  const length = tokens[end + 1];
  return length?.tokenType === t.Duration ? windowOf(found!, length) : undefined;
};

const windowOf = (first: IToken, length: IToken): Slip => ({
  advice: `A window is written \`within ${length.image}\`, behind \`sequence\`, \`all\` or what counts.`,
  mend: written(`within ${length.image}`, first, length),
});

/** `count(login) within 5m > 5`. */
const windowFirst: Finder = ({ text, tokens, at }) => {
  const [within, length, sign, number] = tokens.slice(at - 2, at + 2);
  if (within?.tokenType !== t.Within || length?.tokenType !== t.Duration || sign === undefined) return undefined;
  if (!isComparing(sign) || !isNumber(number)) return undefined;
  const meant = `${source(text, sign, number)} ${source(text, within, length)}`;
  const advice = "`within` stands behind the whole condition: `count(login_failed) > 5 within 5m`.";
  return { advice, mend: written(meant, within, number) };
};

/** `count(login) > 5 by user within 5m`. */
const keyFirst: Finder = ({ text, tokens, at }) => {
  const [within, length] = tokens.slice(at, at + 2);
  const by = tokens.findLastIndex((token, index) => index < at && token.tokenType === t.By);
  if (within?.tokenType !== t.Within || length?.tokenType !== t.Duration || !isNumber(tokens[by - 1])) return undefined;
  const key = source(text, tokens[by]!, tokens[at - 1]!);
  if (!/^by\s+[\w.,\s]+$/.test(key)) return undefined;
  const advice =
    "`within` belongs to what counts, and `by` is a clause of its own: `by user  when count(login) > 5 within 5m`.";
  const only = tokens.filter(({ tokenType }) => tokenType === t.By).length === 1;
  return { advice, ...(only && { mend: written(`${source(text, within, length)}  ${key}`, tokens[by]!, length) }) };
};

/** `count(distinct user of login)`. */
const distinct: Finder = ({ text, tokens, at }) => {
  const [count, open, word] = tokens.slice(at - 3, at);
  const end = pathBehind(tokens, at);
  if (lower(word) !== "distinct" || open?.tokenType !== t.LParen || lower(count) !== "count" || end === undefined)
    return undefined;
  const path = source(text, tokens[at]!, tokens[end]!);
  const [of, event, close] = tokens.slice(end + 1, end + 4);
  const advice = `Different values are counted by \`distinct\`, with their event: write \`distinct(${path} of ${isWord(event) ? event.image : "login"})\`.`;
  const place = spanFrom(word!, tokens[end]);
  if (of?.tokenType !== t.Of || !isWord(event) || close?.tokenType !== t.RParen) return { advice, place };
  return { advice, place, mend: written(`distinct(${path} of ${event.image})`, count!, close) };
};

/** `count login_failed > 5`. */
const bare: Finder = ({ tokens, at }) => {
  const [before, count, event, sign] = tokens.slice(Math.max(0, at - 2), at + 2);
  if (lower(count) !== "count" || !isWord(event) || !isWhen(before) || !isComparing(sign)) return undefined;
  const call = `count(${event.image})`;
  return { advice: `What is counted stands in parentheses: \`${call}\`.`, mend: written(call, count!, event) };
};

const OFTEN =
  "How often something happens is counted, as in `count(login_failed) > 5 within 5m`; for whom stands in `by`.";

/** `login_failed >= 5 within 5m`, `5 login_failed within 5m`, `login_failed count > 5 within 5m`. */
const often: Finder = ({ tokens, at }) => {
  const [when, first, found, next, last] = tokens.slice(Math.max(0, at - 2), at + 3);
  if (!isWhen(when)) return undefined;
  if (isNumber(first) && isWord(found)) {
    const meant = `count(${found.image}) >= ${first.image}`;
    return { advice: OFTEN, ...(next?.tokenType === t.Within && { mend: written(meant, first, found) }) };
  }
  if (!isWord(first)) return undefined;
  if (lower(found) === "count" && isComparing(next))
    return { advice: OFTEN, mend: written(`count(${first.image})`, first, found) };
  if (!isComparing(found) || !isNumber(next) || last?.tokenType !== t.Within) return undefined;
  return { advice: OFTEN, mend: written(`count(${first.image})`, first) };
};

/** `sequence { a -> b }`, `a then b`: what stands between steps elsewhere. */
const arrow: Finder = ({ ruleName, text, tokens, at }) => {
  if (ruleName !== "sequence") return undefined;
  const [found, next] = tokens.slice(at, at + 2);
  const advice = "Steps simply follow each other: `sequence within 5m { login_failed  login }`.";
  if (found?.image === "-" && next?.image === ">" && touches(found, next))
    return { advice, mend: without(text, found, next) };
  if (found?.tokenType === t.Then) return { advice, mend: without(text, found) };
  // The first word alone is read as the name of a step.
  const before = tokens[at - 1];
  if (found?.tokenType !== t.By || lower(before) !== "followed") return undefined;
  return { advice, place: spanFrom(before!, found), mend: without(text, before!, found) };
};

/** `suppress for 30m`. */
const filler: Finder = ({ text, tokens, at }) => {
  const [found, length] = tokens.slice(at, at + 2);
  if (lower(found) !== "for" && lower(tokens[at - 1]) !== "for") return undefined;
  const word = lower(found) === "for" ? found! : tokens[at - 1]!;
  const time = lower(found) === "for" ? length : found;
  if (time?.tokenType !== t.Duration) return undefined;
  const advice = `The time stands right behind its clause, as in \`suppress ${time.image}\`.`;
  return { advice, mend: without(text, word) };
};

const FINDERS = [window, windowFirst, keyFirst, distinct, bare, often, arrow, filler];

export const countedSlip = (refused: Refused): Slip | undefined => firstOf(FINDERS, refused);
