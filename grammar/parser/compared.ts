/** Slips in conditions: how other languages compare, list, negate and call. Invariant: a mend needs every token to fit. */
import type { IToken } from "chevrotain";
import { isA, reservedTokens, t } from "../tokens.ts";
import {
  firstOf,
  isComparing,
  isLiteral,
  isStringOperator,
  isWord,
  lower,
  pathBefore,
  pathBehind,
  source,
  spanFrom,
  touches,
  valuesBehind,
  without,
  written,
  type Finder,
  type Refused,
  type Slip,
} from "./slip.ts";

const NOTHING: ReadonlySet<string> = new Set(["null", "nil", "none", "undefined", "empty", "missing"]);

/** `user is null`, `user is not "root"`. */
const being: Finder = ({ text, tokens, at }) => {
  const start = pathBefore(tokens, at - 1);
  if (lower(tokens[at]) !== "is" || start === undefined) return undefined;
  const negated = lower(tokens[at + 1]) === "not";
  const value = tokens[negated ? at + 2 : at + 1];
  if (NOTHING.has(lower(value))) {
    const path = source(text, tokens[start]!, tokens[at - 1]!);
    const asked = negated ? `${path} exists` : `not ${path} exists`;
    const advice = `Whether a field has a value is asked with \`exists\`: write \`${asked}\`.`;
    return { advice, mend: written(asked, tokens[start]!, value) };
  }
  const sign = negated ? "!=" : "==";
  const advice = `To compare, write \`${sign}\`. For a field without a value write \`not field exists\`.`;
  if (!isLiteral(value)) return { advice };
  return { advice, mend: written(sign, tokens[at]!, tokens[negated ? at + 1 : at]) };
};

/** `port between 1 and 1024`, `port not between 1 and 1024`. */
const between: Finder = ({ tokens, at }) => {
  const [word, from, and, to] = tokens.slice(tokens[at]?.tokenType === t.Not ? at + 1 : at).slice(0, 4);
  if (lower(word) !== "between" || lower(and) !== "and") return undefined;
  if (from?.tokenType !== t.Int || to?.tokenType !== t.Int) return undefined;
  const range = `in ${from.image}..${to.image}`;
  return { advice: `A range is written \`${range}\`, both ends included.`, mend: written(range, word!, to) };
};

/** What methods of other languages are here. */
const METHODS: ReadonlyMap<string, string> = new Map([
  ...["contains", "startswith", "endswith", "like"].map((name) => [name, name] as const),
  ...([
    ["includes", "contains"],
    ["starts_with", "startswith"],
    ["ends_with", "endswith"],
    ["equals", "=="],
  ] as const),
]);
const FUNCTIONS: ReadonlyMap<string, string> = new Map([
  ...["lower", "upper", "trim", "length"].map((name) => [name, name] as const),
  ...([
    ["tolower", "lower"],
    ["tolowercase", "lower"],
    ["toupper", "upper"],
    ["touppercase", "upper"],
  ] as const),
  ...([
    ["strip", "trim"],
    ["len", "length"],
    ["size", "length"],
  ] as const),
]);

/** `user.contains("adm")`, `user.lower()`. */
const method: Finder = ({ text, tokens, at }) => {
  const [dot, name, open, value, close] = tokens.slice(at - 2, at + 3);
  if (dot?.tokenType !== t.Dot || open?.tokenType !== t.LParen) return undefined;
  const operator = METHODS.get(lower(name));
  if (operator !== undefined) {
    const advice = `\`${operator}\` stands between the field and the text: \`user ${operator} "root"\`.`;
    if (!isLiteral(value) || close?.tokenType !== t.RParen) return { advice };
    return { advice, mend: written(` ${operator} ${value.image}`, dot, close) };
  }
  const called = FUNCTIONS.get(lower(name));
  const start = pathBefore(tokens, at - 3);
  if (called === undefined || start === undefined || value?.tokenType !== t.RParen) return undefined;
  const call = `${called}(${source(text, tokens[start]!, tokens[at - 3]!)})`;
  return {
    advice: `A function stands in front of what it takes: \`${call}\`.`,
    mend: written(call, tokens[start]!, value),
  };
};

/** `contains(user, "adm")`, `exists(user)`. */
const called: Finder = ({ text, tokens, at }) => {
  const operator = tokens[at];
  const end = pathBehind(tokens, at + 2);
  if (operator === undefined) return undefined;
  const asks = operator.tokenType === t.Exists;
  if (!(asks || isStringOperator(operator)) || tokens[at + 1]?.tokenType !== t.LParen || end === undefined)
    return undefined;
  const path = source(text, tokens[at + 2]!, tokens[end]!);
  const [comma, value] = tokens.slice(end + 1, end + 3);
  const close = tokens[asks ? end + 1 : end + 3];
  const asked = asks ? `${path} exists` : `${path} ${operator.image} ${value?.image ?? '"root"'}`;
  const advice = `\`${operator.image}\` is no function, but stands behind the field: \`${asked}\`.`;
  const fits = asks || (comma?.tokenType === t.Comma && isLiteral(value) && value.tokenType !== t.Regex);
  // A regular expression is no text.
  if (!fits || close?.tokenType !== t.RParen || operator.tokenType === t.Matches) return { advice };
  return { advice, mend: written(asked, operator, close) };
};

const LISTED = "A list stands in brackets, as in `port in [22, 2222]`.";

/** `user in ("a", "b")`, `user in { "a" }`. */
const listed: Finder = ({ ruleName, text, tokens, at }) => {
  const found = tokens[at];
  let open = at;
  if (ruleName === "group" && found?.tokenType === t.Comma) {
    while (open > 0 && tokens[open]!.tokenType !== t.LParen) open--;
  } else if (found?.tokenType !== t.LCurly) return undefined;
  if (!isComparing(tokens[open - 1])) return undefined;
  const end = valuesBehind(tokens, open + 1);
  const closer = tokens[open]!.tokenType === t.LParen ? t.RParen : t.RCurly;
  if (end === undefined || tokens[end + 1]?.tokenType !== closer) return { advice: LISTED };
  const list = `[${source(text, tokens[open + 1]!, tokens[end]!)}]`;
  return { advice: LISTED, mend: written(list, tokens[open]!, tokens[end + 1]) };
};

/** `=>`, `=<`, `!==`: two signs that are one here. */
const signs: Finder = ({ tokens, at }) => {
  const [before, sign, next] = [tokens[at - 1], tokens[at], tokens[at + 1]];
  if (sign?.image !== "=") return undefined;
  if (before?.image === "!=" && touches(before, sign))
    return { advice: "Not equal is written `!=`.", mend: written("!=", before, sign) };
  if ((next?.image !== ">" && next?.image !== "<") || !touches(sign, next)) return undefined;
  const meant = `${next.image}=`;
  return { advice: `Write \`${meant}\`.`, mend: written(meant, sign, next) };
};

const PREFIXES: ReadonlySet<string> = new Set(["not", "no", "if", "every", "any", "all", "sequence", "until"]);

/** `NOT user == "root"`: a word that was taken for a name. */
const shouted: Finder = ({ tokens, at }) => {
  const before = tokens[at - 1];
  const word = lower(before);
  if (before?.tokenType !== t.Identifier || before.image === word || !PREFIXES.has(word)) return undefined;
  const advice = `\`${before.image}\` is read as a name, for words of the language are in lower case: write \`${word}\`.`;
  return { advice, place: spanFrom(before), mend: written(word, before) };
};

const AGAIN = 'Each comparison names its field. Several values stand in a list, as in `user contains ["adm", "root"]`.';

/** `user != "a" and != "b"`. */
const again: Finder = ({ text, tokens, at }) => {
  const negated = tokens[at - 1]?.tokenType === t.Not;
  const join = negated ? at - 2 : at - 1;
  if (!isComparing(tokens[at])) return undefined;
  if (tokens[join]?.tokenType !== t.And && tokens[join]?.tokenType !== t.Or) {
    return negated && (tokens[at]!.tokenType === t.In || isStringOperator(tokens[at])) ? { advice: AGAIN } : undefined;
  }
  let operator = join - 2;
  if (!isLiteral(tokens[join - 1]) || !isComparing(tokens[operator])) return { advice: AGAIN };
  if (tokens[operator - 1]?.tokenType === t.Not) operator--;
  const start = pathBefore(tokens, operator - 1);
  if (start === undefined) return { advice: AGAIN };
  const first = tokens[join + 1]!;
  const meant = `${source(text, tokens[start]!, tokens[operator - 1]!)} ${source(text, first, tokens[at]!)}`;
  return { advice: AGAIN, mend: written(meant, first, tokens[at]) };
};

const OPENS_CONDITION: ReadonlySet<string> = new Set(["where", "only", "and", "or", "not", "("]);

/** `where user: "root"`. */
const colon: Finder = ({ tokens, at }) => {
  const start = pathBefore(tokens, at - 1);
  if (tokens[at]?.tokenType !== t.Colon || start === undefined || !isLiteral(tokens[at + 1])) return undefined;
  if (!OPENS_CONDITION.has(tokens[start - 1]?.image ?? "")) return undefined;
  const mend = written("==", tokens[at]!);
  const text = touches(tokens[at - 1], tokens[at]) ? " ==" : "==";
  return { advice: "To compare, write `==`. A colon stands behind labels only.", mend: { ...mend, text } };
};

/** Whether the token is the first of what `when`, or an event, says. */
const beginsPattern = (tokens: readonly IToken[], at: number): boolean =>
  (tokens[at - 1] !== undefined && isA(tokens[at - 1]!, t.When)) || (at === 3 && tokens[0]!.tokenType === t.Event);

/** `when login and user == "root"`: the condition behind an event without its `where`. */
const joined: Finder = ({ tokens, at }) => {
  const word = tokens[at]?.image ?? "";
  if (!["and", ",", "if", "with"].includes(word) || !isWord(tokens[at - 1]) || !beginsPattern(tokens, at - 1))
    return undefined;
  const end = pathBehind(tokens, at + 1);
  if (end === undefined || !(isComparing(tokens[end + 1]) || tokens[end + 1]?.tokenType === t.Exists)) return undefined;
  const mend = word === "," ? { ...written("where", tokens[at]!), text: " where" } : written("where", tokens[at]!);
  return { advice: "The condition of an event stands behind `where`.", mend };
};

/** `where` as fast fingers write it. */
const WHERE: ReadonlySet<string> = new Set(
  "wher whre wehre hwere whee wheer whrer wheere whwre wherre were".split(" "),
);

/** `sshd wher user == "a"`: read as the next word of the declaration, or as a step of its own. */
const misspelt: Finder = ({ tokens, at }) => {
  const first = WHERE.has(tokens[at]?.image ?? "") ? at : (pathBefore(tokens, at - 1) ?? 0) - 1;
  const [event, word] = [tokens[first - 1], tokens[first]];
  const isBehind = event?.tokenType === t.RCurly || isWord(event);
  const end = pathBehind(tokens, first + 1);
  if (word === undefined || !WHERE.has(word.image) || !isBehind || end === undefined) return undefined;
  if (!isComparing(tokens[end + 1]) && tokens[end + 1]?.tokenType !== t.Exists) return undefined;
  const advice = `The condition of an event stands behind \`where\`, which \`${word.image}\` is not.`;
  return { advice, mend: written("where", word) };
};

/** `user == "a" or or user == "b"`. */
const doubled: Finder = ({ text, tokens, at }) => {
  const [before, found, next] = tokens.slice(Math.max(0, at - 1), at + 2);
  if (found === undefined || next === undefined || before?.tokenType !== found.tokenType) return undefined;
  if (found.tokenType !== t.And && found.tokenType !== t.Or) return undefined;
  const advice = `\`${found.image}\` stands twice, and joins two conditions once: leave one out.`;
  return { advice, place: spanFrom(found), mend: without(text, found) };
};

/** `when user == "root"`: a condition without its event. */
const eventless: Finder = ({ text, tokens, at }) => {
  const found = tokens[at];
  const asksText = isStringOperator(found) || found?.tokenType === t.In || isText(tokens[at + 1]);
  const compares = isComparing(found) && asksText;
  if (found?.tokenType !== t.Dot && found?.tokenType !== t.Exists && !compares) return undefined;
  if (!isWord(tokens[at - 1]) || !beginsPattern(tokens, at - 1)) return undefined;
  const end = pathBehind(tokens, at - 1)!;
  const path = source(text, tokens[at - 1]!, tokens[end]!);
  const advice = `\`${path}\` stands where an event is named. A condition stands behind its event: write \`sshd where user == "root"\`, with the name of the source or event that is meant.`;
  return { advice, place: spanFrom(tokens[at - 1]!, tokens[end]) };
};

const isText = (token: IToken | undefined): boolean => isLiteral(token) && !isA(token, t.NumberToken);

/** `1 of selection*`, `all of them`. */
const sigma: Finder = ({ tokens, at }) => {
  const [word, of, what] = tokens.slice(at, at + 3);
  const counts = lower(of) === "of" && (lower(what) === "them" || what?.tokenType === t.LParen || isWord(what));
  const found = counts && (reservedTokens.has(word!.tokenType) || isA(word!, t.NumberToken));
  const behind = lower(word) === "of" && tokens[at - 1] !== undefined && isA(tokens[at - 1]!, t.NumberToken);
  if (!found && !behind) return undefined;
  return {
    advice:
      "Conditions have no names of their own: join them with `and` or `or`, or name events and write `any { a  b }`.",
  };
};

const FINDERS = [
  being,
  between,
  method,
  called,
  listed,
  signs,
  shouted,
  again,
  colon,
  joined,
  misspelt,
  doubled,
  eventless,
  sigma,
];

export const comparedSlip = (refused: Refused): Slip | undefined => firstOf(FINDERS, refused);
