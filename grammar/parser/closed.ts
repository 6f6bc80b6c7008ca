/** Slips with braces, and with signs between clauses. Invariant: what is added is what alone is missing there. */
import type { IToken } from "chevrotain";
import { clauseWordsOf } from "../clauses.ts";
import { isA, t } from "../tokens.ts";
import {
  CLOSERS,
  endOf,
  firstOf,
  isClauseWord,
  isComparing,
  isLiteral,
  isWord,
  lower,
  pathBehind,
  source,
  spanFrom,
  valuesBehind,
  without,
  written,
  type Finder,
  type Refused,
  type Slip,
} from "./slip.ts";

/** What closes the tokens, innermost first; undefined: something is closed that is not open. */
function closersOf(tokens: readonly IToken[]): readonly string[] | undefined {
  const open: string[] = [];
  for (const { image } of tokens) {
    const closer = CLOSERS.get(image);
    if (closer !== undefined) open.unshift(closer);
    else if ((image === "}" || image === ")" || image === "]") && open.shift() !== image) return undefined;
  }
  return open;
}

/** The end of the declaration, where something is still open. */
const unclosed: Finder = ({ wanted, text, tokens, at }) => {
  const isClosing = wanted.includes("or `}`") || wanted === "`)`" || wanted === "`]`" || wanted === "`}`";
  if (at < tokens.length || !isClosing) return undefined;
  const closers = closersOf(tokens);
  const last = tokens.at(-1);
  if (closers === undefined || closers.length === 0 || last === undefined) return undefined;
  const many = source(text, tokens[0]!, last).includes("\n");
  const shown = closers.map((closer) => (closer === "}" ? `${many ? "\n" : " "}}` : closer)).join("");
  const title = `Close it with \`${closers.join(" ")}\``;
  return { advice: `${title}.`, mend: { title, start: endOf(last), end: endOf(last), text: shown } };
};

/** `["a", "b" }`. */
const crossed: Finder = ({ wanted, tokens, at }) => {
  const [before, found] = tokens.slice(at - 1, at + 1);
  if ((wanted !== "`]`" && wanted !== "`)`") || before === undefined || !/^[})\]]$/.test(found?.image ?? ""))
    return undefined;
  const closer = wanted.slice(1, -1);
  if (closersOf(tokens.slice(0, at))?.[0] !== closer) return undefined;
  const mend = { title: `Close it with \`${closer}\``, start: endOf(before), end: endOf(before), text: closer };
  return { advice: `Close it with \`${closer}\`.`, mend };
};

/** `where (user == "a"))`. */
const needless: Finder = ({ text, tokens, at }) => {
  const found = tokens[at];
  if (found?.tokenType !== t.RParen && found?.tokenType !== t.RBracket) return undefined;
  if (closersOf(tokens.slice(0, at))?.includes(found.image) !== false) return undefined;
  return { advice: "Nothing before it is open: leave it out.", mend: without(text, found) };
};

/** `count(login >= 3 within 5m`: what is counted has no comparison in it, so its parenthesis lacks in front of that. */
const counted: Finder = ({ ruleName, wanted, tokens, at }) => {
  const open = tokens.findLastIndex(({ tokenType }, index) => index < at && tokenType === t.LParen);
  if (ruleName !== "call" || wanted !== "`)`" || tokens[open - 1]?.image !== "count") return undefined;
  const end = pathBehind(tokens, open + 1);
  const isClosed = tokens.slice(open, at).some(({ tokenType }) => tokenType === t.RParen);
  if (end === undefined || isClosed || !isComparing(tokens[end + 1]) || !isLiteral(tokens[end + 2])) return undefined;
  const behind = endOf(tokens[end]!);
  return {
    advice: "What is counted ends with `)`, in front of what its number is compared with.",
    mend: { title: "Close it with `)`", start: behind, end: behind, text: ")" },
  };
};

/** `rule name severity high ...`: the body begins without its brace. */
const unopened: Finder = ({ ruleName, place, tokens, at }) => {
  const [before, found] = tokens.slice(at - 1, at + 1);
  if (place !== "head" || found === undefined || !clauseWordsOf(ruleName).includes(found.image)) return undefined;
  const braces = tokens.map(({ image }) => (image === "{" ? 1 : image === "}" ? -1 : 0));
  const advice = "Its clauses stand in braces: open them with `{`.";
  // Where one stands further behind, it is in the wrong place rather than missing.
  if (braces.reduce<number>((sum, each) => sum + each, 0) !== -1) return { advice };
  const mend = { title: "Open it with `{`", start: endOf(before!), end: endOf(before!), text: " {" };
  return { advice, mend };
};

/** `ranking name { by ip of login ...`: the brace stands before what belongs in front of it. */
const early: Finder = ({ ruleName, wanted, tokens, at }) => {
  if (tokens[at]?.tokenType !== t.LCurly) return undefined;
  if (ruleName === "subject" || (ruleName === "clusterDeclaration" && wanted === "`of`"))
    return { advice: `Whose records are looked at stands in front of the brace: \`${subjectOf(tokens[0]!)} {\`.` };
  if (ruleName === "sourceDeclaration" && wanted === "`from`")
    return { advice: "In front of the brace stands the class of system: `source name from operating_system {`." };
  return undefined;
};

const subjectOf = ({ image }: IToken): string =>
  image === "cluster" ? "cluster name of event_name over 1h" : `${image} name by user of event_name`;

const NEEDLESS = "A colon stands behind labels only, and a clause is its word and its value: leave the colon out.";

/** `severity: high`, `template 1: "..."`. */
const colon: Finder = ({ ruleName, place, text, tokens, at }) => {
  const [before, found, next] = tokens.slice(Math.max(0, at - 1), at + 2);
  if (found?.tokenType === t.LabelName) {
    const known = place === "body" && clauseWordsOf(ruleName).includes(found.image);
    return known && next?.tokenType === t.Colon
      ? { advice: NEEDLESS, place: spanFrom(found, next), mend: written(found.image, found, next) }
      : undefined;
  }
  const opens = isClauseWord(before) && place !== "assignment" && place !== "body" && place !== "head";
  const coded = ruleName === "template" && before !== undefined && isA(before, t.NumberToken);
  if ((found?.image !== ":" && !(coded && found?.image === "=")) || !(opens || coded)) return undefined;
  return {
    advice: found.image === ":" ? NEEDLESS : "No sign stands behind the number of a template: leave it out.",
    mend: without(text, found),
  };
};

/** `by ip, when login`: the comma has taken the next clause for one more value. */
const comma: Finder = ({ ruleName, tokens, at }) => {
  // The levels of a ranking are called like its clauses.
  if (tokens[0]!.tokenType === t.Ranking) return undefined;
  const ends = ruleName === "strings" || ruleName === "ruleClause" || ruleName === "byField" || ruleName === "path";
  const behind = ends && isClauseWord(tokens[at]) ? at - 1 : at - 2;
  const found = tokens[behind];
  if (found?.tokenType !== t.Comma || !isClauseWord(tokens[behind + 1])) return undefined;
  const place = spanFrom(found);
  const advice = `Nothing separates clauses here, so the comma makes \`${tokens[behind + 1]!.image}\` one more value. Leave it out.`;
  return { advice, place, mend: { title: "Remove `,`", ...place, text: "" } };
};

/** `["a" "b"]`, `list name ["a"]`, `list name = ("a", "b")`, `event name: login`. */
const lists: Finder = ({ ruleName, wanted, text, tokens, at }) => {
  const [before, found, next] = tokens.slice(Math.max(0, at - 1), at + 2);
  if (found === undefined || before === undefined) return undefined;
  if (ruleName === "listLiteral" && wanted === "`]`" && isLiteral(found) && isLiteral(before)) {
    const mend = { title: "Write a comma", start: endOf(before), end: endOf(before), text: "," };
    return { advice: "Values have commas between them.", mend };
  }
  if (ruleName === "listDeclaration" && found.tokenType === t.LBracket && before === tokens[1]) {
    return { advice: "Its values stand behind `=`.", mend: written("= [", found) };
  }
  if (ruleName === "eventDeclaration" && wanted === "`=`" && found.tokenType === t.Colon) {
    const end = next?.tokenType === t.Assign ? next : found;
    const sign = written("=", found, end);
    return {
      advice: "What it is stands behind `=`, as in `event name = login`.",
      mend: { ...sign, text: endOf(before) === sign.start ? " =" : "=" },
    };
  }
  if (ruleName === "eventDeclaration" && wanted === "`=`" && lower(found) === "where")
    return { advice: 'The source or event that it narrows stands in front: `event name = sshd where user == "root"`.' };
  if (tokens[0]!.tokenType !== t.List || ruleName !== "listLiteral" || wanted !== "`[`") return undefined;
  const closer = CLOSERS.get(found.image);
  const first = closer === undefined ? at : at + 1;
  const end = valuesBehind(tokens, first);
  const advice =
    'Values stand in brackets, `list names = ["a", "b"]`; those of a file are read with `list names from "names.txt"`.';
  if (end === undefined || isWord(tokens[first])) return { advice };
  if (closer !== undefined && tokens[end + 1]?.image !== closer) return { advice };
  const last = closer === undefined ? tokens[end]! : tokens[end + 1]!;
  return { advice, mend: written(`[${source(text, tokens[first]!, tokens[end]!)}]`, found, last) };
};

/** `format "json"`: read as the format of a time, which alone is a text. */
const quotedFormat: Finder = ({ tokens, at }) => {
  const [found, name] = tokens.slice(at, at + 2);
  if (found?.tokenType !== t.TimeFormat || name === undefined || tokens[0]?.tokenType !== t.Source) return undefined;
  const bare = name.image.slice(1, -1);
  const advice = `The format of a source is a word, not a text: write it without quotes, as in \`format json\`. Only behind \`time\` stands a format in quotes.`;
  return { advice, place: spanFrom(name), ...(/^[a-z]+$/.test(bare) && { mend: written(bare, name) }) };
};

const FINDERS = [needless, counted, unclosed, crossed, unopened, early, colon, comma, lists, quotedFormat];

export const closedSlip = (refused: Refused): Slip | undefined => firstOf(FINDERS, refused);

/** Whether what follows in the declaration is but the echo of a brace that came too early. */
export const isEarlyBrace = (ruleName: string, token: IToken): boolean =>
  token.tokenType === t.LCurly && (ruleName === "subject" || /^(?:cluster|source)Declaration$/.test(ruleName));
