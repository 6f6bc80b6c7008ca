/**
 * What people write who come from another language, and what it is here. Invariant: an advice is given only where the
 * parser has refused the token anyway.
 */
import type { IToken } from "chevrotain";
import { clauseWords, declarationWords, innerWords, reservedWords } from "../words.ts";

export const languageWords: ReadonlySet<string> = new Set(
  Object.keys({ ...declarationWords, ...clauseWords, ...innerWords, ...reservedWords }).map((word) =>
    word.toLowerCase(),
  ),
);

const like = 'For a pattern write `like "ro*"`, for a regular expression `matches /^ro/i`.';
const counts = "What is counted stands in `when`, as in `count(login_failed) >= 5 within 5m`, and what for in `by`.";
const window = "A window is written `within 5m`, behind `sequence`, `all` or what counts.";

const advices: ReadonlyMap<string, string> = new Map([
  ["=", "`=` sets a field. To compare, write `==`."],
  [":", "A colon stands behind labels only. Leave it out; to compare, write `==`."],
  ["is", "To compare, write `==`. For a field without a value write `not field exists`."],
  ["null", "There is no `null`. For a field without a value write `not field exists`."],
  ["per", "For each user is the clause `by user`, in front of `when`. A window is written `within 5m`."],
  ["equals", "To compare, write `==`."],
  ["eq", "To compare, write `==`."],
  ["ne", "To compare, write `!=`."],
  ["gt", "To compare, write `>`."],
  ["gte", "To compare, write `>=`."],
  ["lt", "To compare, write `<`."],
  ["lte", "To compare, write `<=`."],
  ["has", "Write `contains`."],
  ["has_any", 'Write `contains ["a", "b"]`.'],
  ["contains_any", 'Write `contains ["a", "b"]`.'],
  ["contains_all", 'Write `contains all ["a", "b"]`.'],
  ["has_all", 'Write `contains all ["a", "b"]`.'],
  ["icontains", "Write `contains`: case never counts."],
  ["starts_with", "Write `startswith`."],
  ["ends_with", "Write `endswith`."],
  ["ilike", "Write `like`: case never counts."],
  ["rlike", like],
  ["regex", like],
  ["regexp", like],
  ["exists", "`exists` stands behind the field: `user exists`, `not user exists`."],
  ["where", "One `where` holds the whole condition: join its parts with `and` or `or`."],
  ["cidr", "Write `in 10.0.0.0/8`, or name a list of networks behind `in`."],
]);

const done =
  "What is done about a detection stands in a declaration of its own: `playbook name { on rule_name  action_name(ip) }`.";

/** Where a clause or step could begin. */
const follows = "What follows upon something else is a step: write `sequence within 5m { first  second }`.";
const advicesInBody: ReadonlyMap<string, string> = new Map([
  [",", "Nothing separates clauses and steps: leave it out. Conditions are joined with `and` or `or`."],
  [
    "and",
    "`and` joins conditions. Of events write `all within 5m { a  b }` for both, `any { a  b }` for either; keys have commas between them.",
  ],
  ["or", "`or` joins conditions. Of events write `any { a  b }` for either, `all within 5m { a  b }` for both."],
  ["return", `What a detection says is written \`emit user = entry.user\`, how bad it is \`severity high\`.`],
  ["else", "`else` stands behind `if condition then value`, in the place of a value; a rule has one `when`."],
  ["if", 'What a rule waits for is written `when login where user == "root"`.'],
  ["output", "What a detection says is written `emit user = entry.user`."],
  ["outcome", "What a detection says is written `emit user = entry.user`."],
  ["fields", "What a detection says is written `emit user = entry.user`."],
  ["events", 'What the rule waits for is written `when login where user == "root"`.'],
  ["elif", "Write `else if`."],
  ["elsif", "Write `else if`."],
  ["elseif", "Write `else if`."],
  ["then", follows],
  ["followed", follows],
  ["followed_by", follows],
  [
    "within",
    "`within` stands behind `sequence`, `all`, and what counts, as in `count(login) >= 5 within 5m`. One event needs none.",
  ],
  ["every", "`every` stands in front of `sequence`. A window is written `within 1h`."],
  ["between", "Write a range, as in `port in 1..1024`, or two comparisons with `and`."],
  ["where", '`where` stands behind the event that it narrows, as in `when login where user == "root"`.'],
  ["select", counts],
  ["stats", counts],
  ["summarize", counts],
  ["threshold", counts],
  ["having", counts],
  ["timezone", 'The zone is written behind the field: `time timestamp zone "Europe/Berlin"`.'],
  ["tz", 'The zone is written behind the field: `time timestamp zone "Europe/Berlin"`.'],
  ["regex", 'Lines are taken apart by templates: `template 1 "Failed password for {user} from {ip}"`.'],
  ["pattern", 'Lines are taken apart by templates: `template 1 "Failed password for {user} from {ip}"`.'],
  ["with", "`with` stands behind an event and gives it fields. A window is written `within 5m`."],
  ["group", "Records are kept apart by the clause `by`, as in `by user, ip`."],
  ["without", "What must not happen is a step: write `sequence { login  no logout within 30m }`."],
  ["throttle", "For how long it is not raised again is written `suppress 30m`."],
  ["cooldown", "For how long it is not raised again is written `suppress 30m`."],
  ["dedup", "For how long it is not raised again is written `suppress 30m`."],
  ["enabled", "A rule that must not run is written `status disabled`."],
  ["disabled", "A rule that must not run is written `status disabled`."],
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

/** What misleads in one construct only, by the name of its rule in the parser. */
const often =
  "How often something must happen is counted: `count(login_failed) >= 5`. A label is a word: `first: login`.";
const behindNot =
  "Behind `not` stands an operator, as in `user not in admins`. For a field without a value write `not user exists`.";
const setting = "Fields are set with `=`, as in `user = account`.";
const member =
  "A name is set with `=`, as in `{ address = ip }`; `{ address }` alone is short for `address = address`.";
const request = 'A request is written `http POST "https://firewall.example/block" json { address }`.';
const advicesIn: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  actionDeclaration: { POST: request, GET: request, times: "`retry 3` says so already." },
  assignment: { ":": setting, "==": setting, "-": setting, ",": setting },
  call: { "*": "Name the event that is counted: `count(login_failed)`." },
  expectClause: { "}": "How often is written `once`, `twice` or `3 times`." },
  ignoreDeclaration: {
    where: 'In front of `where` the rules are named that it is for: `ignore a_rule, b_rule where user == "backup"`.',
  },
  members: { ":": member },
  memberOf: { ":": member },
  group: { ",": "A list stands in brackets, as in `port in [22, 2222]`." },
  playbookDeclaration: {
    await:
      "Steps run side by side; one that names the result of another waits for it: `ticket: open_ticket(ip)  notify(ticket.url)`.",
    sleep: "Steps do not wait for a time, but for each other: `after ticket { notify(ip) }`.",
    try: "What to do when an action has failed is written `on failure { notify(error) }`.",
    when: "What starts it is written `on rule_name`.",
  },
  ruleDeclaration: { alert: done, action: done, actions: done, notify: done, run: done, exec: done, playbook: done },
  ruleClause: { "(": "Several keys stand side by side, with commas between them: `by ip, user`." },
  run: { ":": "Values stand in the order of the action's parameters, without their names." },
  task: { for: "A loop is written `for each host in hosts { ... }`." },
  anyOf: {
    where:
      "`any` takes events in braces, as in `any { login  logout }`. One source is named alone, as in `sshd where ...`.",
  },
  pattern: {
    if: 'A condition stands behind its event: `when login where user == "root"`.',
    within: "`within` stands behind what it limits: `count(login) >= 5 within 5m`, `sequence within 5m { a  b }`.",
    "*": 'Name the source or event whose records are meant, as in `sshd where user == "root"`.',
    no: "What must not happen is told by what comes before it: `sequence { login_failed  no login within 5m }`.",
    not: "What must not happen is told by what comes before it: `sequence { login_failed  no login within 5m }`.",
  },
  single: { where: "In front of `where` the source or event is named: `event tried = sshd where ...`." },
  sequence: {
    ",": "Nothing separates steps. Leave it out.",
    in: "A step is an event. If this is meant as its label: `in` is a word of the language, so take another one.",
    "[": "Steps stand in braces: `sequence within 5m { login_failed  login }`.",
    "{": often,
    "*": often,
    "+": often,
    "-": "Steps simply follow each other: `sequence within 5m { login_failed  login }`.",
    not: "What must not happen is written `no login_failed`.",
    with: "A window is written `within 5m`, as in `sequence within 5m { login_failed  login }`.",
    by: "The key is a clause of the rule: `by user`. Here stands what happens: `sequence within 5m { login_failed  login }`.",
  },
  strings: { "[": 'Several stand side by side, without brackets: `"first", "second"`.' },
  comparison: { not: behindNot },
  infix: { not: behindNot },
  tail: { not: behindNot },
  testDeclaration: { "==": "How often is written `once`, `twice` or `3 times`." },
};

/** The same, by what kind of word stands there. */
function kindAdvice(ruleName: string, { image, tokenType }: IToken, previous?: IToken): string | undefined {
  const quoted = /^["']/.test(image);
  if (previous?.image === "exec")
    return 'A program and its arguments are a list: `exec ["./block.sh", address]`. There is no shell.';
  if (quoted && previous?.image === "attack") return "Techniques stand without quotes: `attack T1110.001`.";
  if (previous?.image === "attack") return "Techniques are written `attack T1110.001`, with commas between them.";
  if (ruleName === "strings" && tokenType.name === "Identifier") return `Texts stand in quotes, as in \`"${image}"\`.`;
  if (quoted && (ruleName === "single" || ruleName === "pattern")) return "Names stand without quotes.";
  if (quoted && ruleName === "ruleDeclaration")
    return "Describe it in a comment above: `/// What it means and what to do.`";
  if (ruleName === "sequence" && tokenType.name === "Int") return often;
  return undefined;
}

export function adviceIn(ruleName: string, token: IToken, previous?: IToken): string | undefined {
  const ofRule = Object.hasOwn(advicesIn, ruleName) ? advicesIn[ruleName]! : {};
  return Object.hasOwn(ofRule, token.image) ? ofRule[token.image] : kindAdvice(ruleName, token, previous);
}

const literals: ReadonlySet<string> = new Set(
  "Int Float EscapedString RawString Ipv4 Ipv6 Duration Size Percent".split(" "),
);
const between = 'Between a field and its value stands an operator, as in `user == "root"`.';

const stringOperators: ReadonlySet<string> = new Set(["contains", "startswith", "endswith", "like", "matches"]);

/** Behind the end of an event. */
export function behindEvent({ image, tokenType }: IToken): string {
  if (literals.has(tokenType.name)) return between;
  if (image === ")" || image === "]") return "Nothing before it is open: leave it out.";
  if (image === "and" || image === "or") {
    return `\`${image}\` joins conditions, behind \`where\`. For either of two events write \`any { a  b }\`.`;
  }
  return "If it goes on with the condition, join it with `and` or `or`.";
}

/** What to write instead of this token; undefined if nobody's habit explains it. `inBody`: a clause or step could begin here. */
export function habit(token: IToken, inBody: boolean, previous?: IToken): string | undefined {
  const { image } = token;
  const lower = image.toLowerCase();
  if (image === "." && /^\d/.test(previous?.image ?? "")) {
    return "Addresses are written whole, and many of them as a network: `ip in 10.0.0.0/24`.";
  }
  if (image === "." && /^(?:TA?\d+[\d.]*|attack)$/i.test(previous?.image ?? "")) {
    return "A technique is `T` and four digits, a part of it has three more: `T1110`, `T1110.001`.";
  }
  if (previous?.image === "count" && token.tokenType.name === "Identifier")
    return `What is counted stands in parentheses: \`count(${image})\`.`;
  if (inBody && literals.has(token.tokenType.name) && /^[a-z_]\w*$/i.test(previous?.image ?? "")) return between;
  if (image === "(" && stringOperators.has(previous?.image ?? ""))
    return `\`${previous!.image}\` stands between the field and the text: \`user ${previous!.image} "root"\`.`;
  if (image === "(" && inBody && /^\w+$/.test(previous?.image ?? ""))
    return "A function stands in front of what it takes, as in `lower(user)`; after a dot there are fields only.";
  if (inBody && /^[<>=]=?$/.test(image) && image !== "=" && /^[a-z_]\w*$/i.test(previous?.image ?? ""))
    return "How often something happens is counted, as in `count(login_failed) > 5 within 5m`; for whom stands in `by`.";
  if (previous?.tokenType.name === "RawString" && previous.endOffset! + 1 === token.startOffset)
    return 'A text with such a quote in it stands in double quotes: `"o\'neil"`.';
  if (previous?.image.endsWith("\\'") === true) return 'In single quotes a backslash is itself: write `"o\'neil"`.';
  if (inBody && /^[<>=!]/.test(image) && /^\d+[a-z]+$/.test(previous?.image ?? "")) {
    return "`within` stands behind the whole condition: `count(login_failed) > 5 within 5m`.";
  }
  if (image === "," && /^\d+$/.test(previous?.image ?? ""))
    return "Several values stand in brackets, as in `port in [22, 2222]`. A number has no separators: `1000`.";
  if (inBody && /^\d+$/.test(previous?.image ?? "") && /^[kmgt]i?b$/i.test(image)) {
    return `A size has its unit at its number: \`${previous!.image}${image}\`.`;
  }
  if (image === ">" && previous?.image === "<") return "Not equal is written `!=`.";
  if (image === "=" && previous?.image === "==")
    return "Write `==`: values compare without regard to case, unless `cased` stands before it.";
  if (image === "=" && (previous?.image === ">" || previous?.image === "<"))
    return `Write \`${previous.image}=\` without a blank.`;
  if (inBody && /^\d+$/.test(previous?.image ?? "") && unitWord.test(image)) {
    return `A duration has its unit at its number: \`${previous!.image}${lower.startsWith("mi") ? "m" : lower[0]!}\`.`;
  }
  if (inBody && technique.test(image))
    return "Several stand behind one `attack`, with commas between them: `attack T1110.001, T1078`.";
  if (image !== lower && languageWords.has(lower))
    return `Words of the language are in lower case: write \`${lower}\`.`;
  return (inBody ? advicesInBody.get(lower) : undefined) ?? advices.get(lower);
}

export const unitWord = /^(?:s|sec|secs|seconds?|m|mins?|minutes?|h|hours?|hrs?|d|days?|w|weeks?)$/i;
const technique = /^TA?\d{4}(?:\.\d{3})?$/;

/** Behind the name of a declaration. */
export const nameAdvice = "Names are made of letters, digits and `_`.";
