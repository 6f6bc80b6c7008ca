/** Slips in rows: keys, tags, techniques, what a detection says. Invariant: a mend needs every token to fit. */
import type { IToken } from "chevrotain";
import { isA, t } from "../tokens.ts";
import {
  CLOSERS,
  endOf,
  firstOf,
  isClauseWord,
  isWord,
  lower,
  pathBefore,
  pathBehind,
  source,
  valuesBehind,
  written,
  type Finder,
  type Refused,
  type Slip,
} from "./slip.ts";

const SIDE_BY_SIDE = "Several stand side by side, without brackets, and with commas between them";

const isRow = (token: IToken | undefined): boolean =>
  token !== undefined && [t.By, t.Tags, t.Attack, t.Files, t.Missing, t.Emit].some((type) => isA(token, type));

/** `by [ip, user]`, `tags ["a", "b"]`, `emit { user = entry.user }`. */
const bracketed: Finder = ({ text, tokens, at }) => {
  const [word, open] = tokens.slice(at - 1, at + 1);
  const closer = CLOSERS.get(open?.image ?? "");
  if (closer === undefined || !isRow(word)) return undefined;
  const close = tokens.findIndex(({ image }, index) => index > at && image === closer);
  const inside = tokens.slice(at + 1, close);
  const isPlain = word!.tokenType !== t.By || valuesBehind(tokens, at + 1) === close - 1;
  const nested = inside.some(({ image }) => CLOSERS.has(image) || image === ":");
  const row = close > at + 1 && isPlain && !nested ? source(text, inside[0]!, inside.at(-1)!) : undefined;
  const advice = `${SIDE_BY_SIDE}: \`${exampleOf(word!)}\`.`;
  return row === undefined || row.includes("\n") ? { advice } : { advice, mend: written(row, open!, tokens[close]) };
};

const EXAMPLES: Readonly<Record<string, string>> = {
  by: "by ip, user",
  tags: 'tags "first", "second"',
  attack: "attack T1110.001, T1078",
  files: 'files "a.log", "b.log"',
  missing: 'missing "-", ""',
  emit: "emit user = entry.user, ip = entry.ip",
};

const exampleOf = ({ image }: IToken): string => EXAMPLES[image]!;

/** `tags a, b`. */
const unquoted: Finder = ({ text, tokens, at }) => {
  const end = isA(tokens[at - 1] ?? tokens[0]!, t.Tags) ? valuesBehind(tokens, at) : undefined;
  if (end === undefined || !isWord(tokens[at])) return undefined;
  const words = source(text, tokens[at]!, tokens[end]!).split(/\s*,\s*/);
  const advice = `Texts stand in quotes, as in \`"${tokens[at]!.image}"\`.`;
  const row = words.map((word) => `"${word}"`).join(", ");
  return words.every((word) => /^\w+$/.test(word))
    ? { advice, mend: written(row, tokens[at]!, tokens[end]) }
    : { advice };
};

/** `by ip and user`, `by ip user`, `attack T1110 and T1078`. */
const uncommaed: Finder = ({ ruleName, text, tokens, at }) => {
  if (ruleName !== "ruleDeclaration") return undefined;
  const joined = tokens[at]?.tokenType === t.And;
  const [before, next] = [tokens[at - 1], tokens[joined ? at + 1 : at]];
  const start = pathBefore(tokens, at - 1);
  if (before === undefined || start === undefined || !isWord(next) || (!joined && isClauseWord(next))) return undefined;
  let row = start;
  while (tokens[row - 1]?.tokenType === t.Comma) row = pathBefore(tokens, row - 2) ?? row - 1;
  const word = tokens[row - 1];
  const end = pathBehind(tokens, joined ? at + 1 : at)!;
  const closes = isClauseWord(tokens[end + 1]) || tokens[end + 1]?.tokenType === t.RCurly || joined;
  if (word === undefined || !(word.tokenType === t.By || isA(word, t.Attack)) || !closes) return undefined;
  const meant = `, ${source(text, next, tokens[end]!)}`;
  const mend = { title: `Write \`${meant}\``, start: endOf(before), end: endOf(tokens[end]!), text: meant };
  return { advice: `Several stand side by side, with commas between them: \`${exampleOf(word)}\`.`, mend };
};

/** `group by user`, `group_by user`. */
const grouped: Finder = ({ ruleName, tokens, at }) => {
  const [word, by] = tokens.slice(at, at + 2);
  if (ruleName !== "ruleDeclaration" || !/^group(?:_?by)?$/.test(lower(word))) return undefined;
  const advice = "Records are kept apart by the clause `by`, as in `by user, ip`.";
  if (lower(word) === "group") return by?.tokenType === t.By ? { advice, mend: written("by", word!, by) } : { advice };
  return by !== undefined && isWord(by) ? { advice, mend: written("by", word!) } : { advice };
};

/** `emit entry.user`, `emit user as who`, `json { address: ip }`. */
const unset: Finder = ({ ruleName, wanted, text, tokens, at }) => {
  const start = pathBefore(tokens, at - 1);
  if (start === undefined) return undefined;
  const [last, found, next] = tokens.slice(at - 1, at + 2);
  const path = source(text, tokens[start]!, last!);
  const advice = "What a field is set to stands behind `=`, as in `user = entry.user`.";
  if (ruleName === "members" && found?.tokenType === t.Colon) {
    const shown =
      "A name is set with `=`, as in `{ address = ip }`; `{ address }` alone is short for `address = address`.";
    return { advice: shown, mend: { ...written("=", found), start: endOf(last!), text: " =" } };
  }
  if (ruleName !== "assignment" || wanted !== "`=`") return undefined;
  if (lower(found) === "as" && isWord(next))
    return { advice, mend: written(`${next.image} = ${path}`, tokens[start]!, next) };
  const ends =
    found === undefined || isClauseWord(found) || found.tokenType === t.RCurly || found.tokenType === t.Comma;
  return ends && path.includes(".")
    ? { advice, mend: written(`${last!.image} = ${path}`, tokens[start]!, last) }
    : undefined;
};

/** `expect not a_rule`, `expect a_rule 2`, `expect a_rule == 1`, `given sshd: "..."`, `test name { ... }`. */
const tests: Finder = ({ ruleName, tokens, at }) => {
  const [before, found, next] = tokens.slice(Math.max(0, at - 1), at + 2);
  const often = "How often is written `once`, `twice` or `3 times`.";
  if (ruleName === "expectClause" && found?.tokenType === t.Not)
    return { advice: "What must not be raised is written `expect no a_rule`.", mend: written("no", found) };
  if (ruleName === "expectClause" && before?.tokenType === t.Int)
    return { advice: often, mend: written(timesOf(before), before) };
  if (ruleName === "testDeclaration" && found?.tokenType === t.Equal && next?.tokenType === t.Int)
    return { advice: often, mend: written(timesOf(next), found, next) };
  if (ruleName === "givenClause" && found?.tokenType === t.Colon && before !== undefined)
    return {
      advice: "The lines stand right behind the source: leave the colon out.",
      mend: { ...written("", found), title: "Remove `:`" },
    };
  if (ruleName === "testDeclaration" && isWord(found) && before === tokens[0])
    return { advice: `Its title is a text: \`test "${found.image}"\`.`, mend: written(`"${found.image}"`, found) };
  return undefined;
};

const timesOf = ({ image }: IToken): string => (image === "1" ? "once" : image === "2" ? "twice" : `${image} times`);

/** `action block(ip address)`. */
const parameter: Finder = ({ ruleName, tokens, at }) => {
  const [type, name] = tokens.slice(at - 1, at + 1);
  if (ruleName !== "parameter" || !isWord(type) || !isWord(name)) return undefined;
  const meant = `${name.image}: ${type.image}`;
  return { advice: `The type stands behind the name: \`${meant}\`.`, mend: written(meant, type, name) };
};

const FINDERS = [bracketed, unquoted, uncommaed, grouped, unset, parameter, tests];

export const rowSlip = (refused: Refused): Slip | undefined => firstOf(FINDERS, refused);
