/** Slips in names: words of the language, quotes, dashes, several words, digits in front. */
import type { IToken } from "chevrotain";
import { isA, reservedTokens, t } from "../tokens.ts";
import { reservedWords } from "../words.ts";
import { firstOf, lower, source, touches, without, written, type Finder, type Refused, type Slip } from "./slip.ts";

const RESERVED_WORDS = Object.keys(reservedWords)
  .map((word) => word.toLowerCase())
  .sort();

const RESERVED = RESERVED_WORDS.map((word) => `\`${word}\``).join(", ");

const isName = (text: string): boolean => /^[A-Za-z_]\w*$/.test(text) && !RESERVED_WORDS.includes(text);

/** `rule in { ... }`. Only the name of a field can be quoted. */
export function reservedName(keyword: IToken, word: IToken): Slip {
  const isField = keyword.tokenType === t.Field;
  const name = isField ? `\`${word.image}\`` : `${word.image}_${keyword.image}`;
  const advice = isField
    ? `\`${word.image}\` is a word of the language, so a field of this name stands in back quotes, here and where it is read.`
    : `\`${word.image}\` is a word of the language, so no ${keyword.image} can be called that: take another name, such as \`${name}\`.`;
  return { advice: `${advice} Reserved are ${RESERVED}.`, mend: written(name, word) };
}

/** `any: login`. */
const label: Finder = ({ tokens, at }) => {
  const [word, colon] = tokens.slice(Math.max(0, at - 1), at + 1);
  if (colon?.tokenType !== t.Colon || word === undefined || !reservedTokens.has(word.tokenType)) return undefined;
  const name = `the_${word.image}`;
  const advice = `\`${word.image}\` is a word of the language, so no label can be called that: write \`${name}:\`.`;
  return { advice, mend: written(name, word) };
};

const unquoted = (token: IToken): string => token.image.slice(1, -1);

/** The text as a name. */
const slug = (text: string): string =>
  text
    .toLowerCase()
    .replace(/\W+/g, "_")
    .replace(/^_+|_+$/g, "");

/** `rule "Brute force" { ... }`. */
const quoted: Finder = ({ place, tokens, at }) => {
  const token = tokens[at];
  if (place !== "name" || token === undefined || !isA(token, t.StringToken)) return undefined;
  const text = unquoted(token);
  const name = isName(text) ? text : slug(text);
  const advice =
    "A name is one word without quotes. What it means is said in a comment above: `/// What it means and what to do.`";
  return isName(name) ? { advice, mend: written(name, token) } : { advice };
};

/** What has a text of its own beside the name that is missing. */
const OWN_TEXTS: ReadonlySet<string> = new Set(["members", "memberOf", "http", "givenClause"]);

/** `by "user"`, `format "json"`, `status "disabled"`: a text where a word is wanted. */
const quotedWord: Finder = ({ ruleName, wanted, place, tokens, at }) => {
  const token = tokens[at];
  const isKey = tokens[at - 1]?.tokenType === t.By;
  const named =
    isKey || wanted.includes("a name") || ruleName === "single" || ruleName === "pattern" || ruleName === "step";
  if (place === "name" || token === undefined || !isA(token, t.StringToken) || !named || OWN_TEXTS.has(ruleName))
    return undefined;
  const text = unquoted(token);
  const isTechnique = tokens[at - 1]?.tokenType !== undefined && lower(tokens[at - 1]) === "attack";
  const advice = isTechnique
    ? "Techniques stand without quotes: `attack T1110.001`."
    : "Names stand without quotes, as in `by user, ip`.";
  const [root, ...members] = text.split(".");
  const bare = isName(root!) && members.every((member) => /^[A-Za-z_]\w*$/.test(member));
  const technique = isTechnique && /^[Tt]\d+(?:\.\d+)?$/.test(text);
  return bare || technique ? { advice, mend: written(text, token) } : { advice };
};

/** What ends a declaration's name. */
const BEHIND_NAME: ReadonlySet<string> = new Set(["{", "=", "from", "by", "of", "(", ":"]);

/** What links a name with something else in other languages. */
const LINKS: ReadonlySet<string> = new Set([
  "extends",
  "inherits",
  "implements",
  "is",
  "as",
  "on",
  "when",
  "for",
  "severity",
]);

/** `rule my-rule { ... }`, `rule my rule { ... }`, `rule my.rule { ... }`. */
const several: Finder = ({ ruleName, text, tokens, at }) => {
  if (!ruleName.endsWith("Declaration") || at !== 2) return undefined;
  const end = tokens.findIndex((token, index) => index >= at && BEHIND_NAME.has(token.image));
  if (end <= at || tokens.slice(at, end).some(({ image }) => !/^(?:[-.]|\w+)$/.test(image) || LINKS.has(image)))
    return undefined;
  const whole = source(text, tokens[1]!, tokens[end - 1]!);
  if (whole.includes("\n")) return undefined;
  const name = slug(whole);
  const advice = `Names are made of letters, digits and \`_\`: write \`${name}\`.`;
  return { advice, mend: written(name, tokens[1]!, tokens[end - 1]) };
};

/** `rule 5_logins { ... }`. */
const numbered: Finder = ({ place, tokens, at }) =>
  place === "name" && /^\d/.test(tokens[at]?.image ?? "")
    ? { advice: `A name begins with a letter, as in \`rule_${tokens[at]!.image}\`.` }
    : undefined;

/** `rule name() { ... }`. */
const parameters: Finder = ({ place, text, tokens, at }) => {
  const [open, close] = tokens.slice(at, at + 2);
  if (place !== "head" || open?.tokenType !== t.LParen || !touches(tokens[at - 1], open)) return undefined;
  const advice = "Only actions have parameters: leave the parentheses out.";
  return close?.tokenType === t.RParen ? { advice, mend: without(text, open, close) } : { advice };
};

const FINDERS = [label, quoted, quotedWord, several, numbered, parameters];

export const namedSlip = (refused: Refused): Slip | undefined => firstOf(FINDERS, refused);
