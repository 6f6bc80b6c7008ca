/**
 * What people write who come from another language, and what it is here. Invariant: an advice is given only where the
 * parser has refused the token anyway.
 */
import type { IToken } from "chevrotain";
import { clauseWords, declarationWords, innerWords, reservedWords } from "../words.ts";

const words: ReadonlySet<string> = new Set(
  Object.keys({ ...declarationWords, ...clauseWords, ...innerWords, ...reservedWords }).map((word) =>
    word.toLowerCase(),
  ),
);

const like = 'For a pattern write `like "ro*"`, for a regular expression `matches /^ro/`. Case never counts.';
const counts = "What is counted stands in `when`, as in `count(login_failed) >= 5 within 5m`, and what for in `by`.";
const window = "A window is written `within 5m`, behind `sequence`, `all` or what counts.";

const advices: ReadonlyMap<string, string> = new Map([
  ["=", "`=` sets a field. To compare, write `==`."],
  [":", "A colon stands behind labels only. Leave it out."],
  ["is", "To compare, write `==`. For a field without a value write `not field exists`."],
  ["null", "There is no `null`. For a field without a value write `not field exists`."],
  ["per", "A window is written `within 5m`."],
  ["equals", "To compare, write `==`."],
  ["eq", "To compare, write `==`."],
  ["ne", "To compare, write `!=`."],
  ["gt", "To compare, write `>`."],
  ["gte", "To compare, write `>=`."],
  ["lt", "To compare, write `<`."],
  ["lte", "To compare, write `<=`."],
  ["has", "Write `contains`."],
  ["has_any", 'Write `contains ["a", "b"]`.'],
  ["has_all", 'Write `contains all ["a", "b"]`.'],
  ["icontains", "Write `contains`: case never counts."],
  ["starts_with", "Write `startswith`."],
  ["ends_with", "Write `endswith`."],
  ["ilike", "Write `like`: case never counts."],
  ["rlike", like],
  ["regex", like],
  ["regexp", like],
  ["cidr", "Write `in 10.0.0.0/8`, or name a list of networks behind `in`."],
]);

/** Where a clause or step could begin. */
const follows = "What follows upon something else is a step: write `sequence within 5m { first  second }`.";
const advicesInBody: ReadonlyMap<string, string> = new Map([
  [",", "Nothing separates clauses and steps. Leave it out."],
  ["and", "`and` joins conditions. Of events write `all within 5m { a  b }` for both, `any { a  b }` for either."],
  ["or", "`or` joins conditions. Of events write `any { a  b }` for either, `all within 5m { a  b }` for both."],
  ["then", follows],
  ["followed", follows],
  ["followed_by", follows],
  [
    "within",
    "`within` stands behind `sequence`, `all`, and what counts, as in `count(login) >= 5 within 5m`. One event needs none.",
  ],
  ["between", "Write a range, as in `port in 1..1024`, or two comparisons with `and`."],
  ["where", '`where` stands behind the event that it narrows, as in `when login where user == "root"`.'],
  ["select", counts],
  ["stats", counts],
  ["summarize", counts],
  ["threshold", counts],
  ["having", counts],
  ["group", "Records are kept apart by the clause `by`, as in `by user, ip`."],
  ["timeframe", window],
  ["timespan", window],
  ["maxspan", window],
  ["window", window],
  ["over", window],
  ["condition", "What the rule waits for is written `when`."],
  ["detection", "What the rule waits for is written `when`."],
  ["selection", 'What the rule waits for is written `when login where user == "root"`.'],
  ["match", "What the rule waits for is written `when`, what it keeps apart `by`."],
  ["level", "How bad it is is written `severity high`."],
  ["priority", "How bad it is is written `severity high`."],
  ["logsource", 'The source is named in `when`, as in `when sshd where user == "root"`.'],
  ["index", 'The source is named in `when`, as in `when sshd where user == "root"`.'],
  ["description", "Describe it in a comment above: `/// What it means and what to do.`"],
  ["title", "Name it behind `rule`, and describe it in a comment above: `/// What it means.`"],
  ["author", 'Facts about a rule stand in `meta { author = "SOC" }`.'],
  ["references", 'Facts about a rule stand in `meta { references = "https://wiki.example/rule" }`.'],
  ["mitre", "Techniques are written `attack T1110.001`."],
  ["technique", "Techniques are written `attack T1110.001`."],
]);

/** What to write instead of this token; undefined if nobody's habit explains it. `inBody`: a clause or step could begin here. */
export function habit(token: IToken, inBody: boolean, previous?: IToken): string | undefined {
  const { image } = token;
  const lower = image.toLowerCase();
  if (image === ">" && previous?.image === "<") return "Not equal is written `!=`.";
  if (image === "=" && previous?.image === "==")
    return "Write `==`: values compare without regard to case, unless `cased` stands before it.";
  if (image === "=" && (previous?.image === ">" || previous?.image === "<"))
    return `Write \`${previous.image}=\` without a blank.`;
  if (inBody && technique.test(image))
    return "Several stand behind one `attack`, with commas between them: `attack T1110.001, T1078`.";
  if (image !== lower && words.has(lower)) return `Words of the language are in lower case: write \`${lower}\`.`;
  return (inBody ? advicesInBody.get(lower) : undefined) ?? advices.get(lower);
}

const technique = /^TA?\d{4}(?:\.\d{3})?$/;

/** Behind the name of a declaration. */
export const nameAdvice = "Names are made of letters, digits and `_`.";
