/** Words of the grammar that may come next. What the declaration needs and lacks comes first, what it has comes last. */
import type { Declaration } from "../../../grammar/ast.ts";
import { declarationKeywords, type Expected } from "../../../grammar/expect.ts";
import type { Analysis } from "../../model/analysis.ts";
import { AGGREGATES } from "../../model/functions.ts";
import type { DefinitionKind } from "../../model/names.ts";
import { LATER } from "../../model/support.ts";
import type { Completion } from "../item.ts";
import { openCall } from "../signature.ts";
import { aggregateAt, summaryAt } from "./aggregates.ts";
import { NOT_YET, wantsSeverity } from "./constants.ts";
import { beginsPattern, countsEvents, wordBefore, type Cursor } from "./cursor.ts";
import { isOperator } from "./operators.ts";
import { riskSummand, type Takes } from "./right.ts";
import { DECLARATIONS, snippetText, type Names } from "./snippets.ts";

/** Clauses without which a declaration says nothing, in the order in which they are usually written. */
const NEEDED: Readonly<Record<string, readonly string[]>> = {
  rule: ["severity", "by", "when", "emit", "suppress"],
  source: ["files", "format", "time", "lateness", "template", "map"],
  ranking: ["rules", "regions", "hits", "failures", "weights"],
  action: ["http", "exec", "timeout", "retry", "once", "simulate"],
  playbook: ["on"],
  baseline: ["feature", "learn", "rare"],
  score: ["measure", "alert"],
  cluster: ["items", "link", "features", "family", "alert"],
};
/** Clauses that may stand more than once: having one is no reason to want no other. */
const REPEATABLE: ReadonlySet<string> = new Set("template ignore given expect on feature measure family".split(" "));

export function keywordCompletions(
  cursor: Cursor,
  analysis: Analysis,
  declaration: Declaration | undefined,
  right: Takes | null,
): Completion[] {
  if (countsEvents(cursor)) return [];
  const refused = refusedWords(cursor, right);
  const afterOpening = wordBefore(cursor, 1)?.text === "(";
  const words = new Map<string, Keyword>();
  for (const each of cursor.expected) {
    // What goes on with the clause at hand is nearer than what begins a new one.
    if (each.kind !== "keyword" || refused?.(each) === true || cannotStand(each, cursor)) continue;
    if (!(words.has(each.text) && each.clause === undefined)) words.set(each.text, each);
  }
  return [...words.values()].flatMap((keyword) => {
    // A call without arguments has no event either.
    if (isOperator(keyword) || (afterOpening && keyword.rules.at(-1) === "call")) return [];
    if (keyword.rules.length === 2 && keyword.clause === undefined && OPENING.has(keyword.text)) {
      return declarationCompletions(cursor, analysis, keyword);
    }
    return [
      {
        label: keyword.text,
        kind: "keyword",
        detail: isLater(keyword.text) ? NOT_YET : undefined,
        doc: keyword.doc,
        insert: keyword.text,
        replace: cursor.replace,
        sort: rank(keyword, cursor, declaration),
      },
    ];
  });
}

/**
 * What the grammar reads there so that a check can say why it may not: a label of no item, a pattern in an event, a second
 * `where`, `of` in what takes no event.
 */
function cannotStand({ text, clause, rules }: Keyword, cursor: Cursor): boolean {
  const isInside = (each: Expected): boolean => rules.every((rule, index) => each.rules[index] === rule);
  const goesOn = (each: Expected): boolean => isOperator(each) && each.clause === "where" && isInside(each);
  if (text === "where" && clause !== "where" && cursor.expected.some(goesOn)) return true;
  if (wordBefore(cursor, 1)?.text === ":" && (text === "no" || text === "until")) return true;
  const [inner = ""] = rules.slice(-1);
  // What happens in no order is ended by nothing.
  if (text === "until" && rules.findLast((rule) => rule === "allOf" || rule === "sequence") === "allOf") return true;
  if (inner === "call" && (text === "of" || text === "where")) return !namesEvent(text, rules, cursor);
  return rules.includes("eventDeclaration") && (inner === "sequence" || inner === "allOf");
}

/** Whether the aggregate at the cursor says with this word which records it is about: in a pattern alone it can. */
function namesEvent(word: "of" | "where", rules: readonly string[], { before }: Cursor): boolean {
  const call = rules.includes("condition") || rules.includes("aggregate") ? openCall(before) : null;
  const info = call === null ? undefined : AGGREGATES.get(call.name);
  if (call === null || info === undefined) return false;
  return word === "of" ? info.fields !== 0 : info.fields === 0 || call.word === "of";
}

type Keyword = Expected & { readonly kind: "keyword" };

/** Words that an expression can begin with, where none can that begins so; null: all can be meant. */
function refusedWords(cursor: Cursor, right: Takes | null): ((word: Keyword) => boolean) | null {
  const begins = ({ text, rules }: Keyword): boolean => BEGINNINGS.has(rules.at(-1) ?? "") || text === "all";
  if (aggregateAt(cursor) !== null || summaryAt(cursor) !== null) return begins;
  if (wantsSeverity(cursor) || (right === null && riskSummand(cursor) !== null))
    return (word) => begins(word) && word.text !== "if";
  if (right === null) return null;
  const operator = wordBefore(cursor, 1)?.text ?? "";
  const can: Readonly<Record<string, boolean>> = {
    true: right("bool"),
    false: right("bool"),
    all: /^[a-z]/.test(operator) && operator !== "in",
  };
  return (word) => begins(word) && !(Object.hasOwn(can, word.text) && can[word.text]);
}

/** Rules of the grammar that an expression begins with. */
const BEGINNINGS: ReadonlySet<string> = new Set(["operand", "prefix", "conditional"]);

const OPENING: ReadonlySet<string> = new Set(declarationKeywords().map(({ text }) => text));

const GOES_ON: ReadonlySet<string> = new Set(["where", "with"]);

/** What the language has a word for but does not run yet: it says so, and comes behind what runs. */
function isLater(word: string): boolean {
  return Object.hasOwn(LATER, word);
}

/** In the order in which they are met when patterns are learned. */
const PATTERNS: readonly string[] = ["sequence", "all", "any", "no", "until", "every"];

/** Rules of the grammar that begin with one of them. */
const PATTERN_RULES: ReadonlySet<string> = new Set(["sequence", "allOf", "anyOf", "noStep", "untilStep"]);

/** Before the clauses what goes on with the one at hand; on a line of its own, a lone operator is less likely. */
function rank({ text, clause, rules }: Keyword, cursor: Cursor, declaration: Declaration | undefined): string {
  const { freshLine } = cursor;
  // On the line of an event its condition is likelier than the next event, on a line of its own it is not.
  const goesOn = rules.includes("use") && GOES_ON.has(text);
  // A count needs a window sooner than a second condition.
  const isWindow = text === "within" && rules.includes("condition");
  if (text === "within" || goesOn) return freshLine ? "46" : isWindow ? "00" : "05";
  if (clause === undefined) return clauseRank(text, declaration);
  if (!PATTERN_RULES.has(rules.at(-1) ?? "")) return "35";
  return `${beginsPattern(cursor) ? "06" : "2"}${PATTERNS.indexOf(text)}`;
}

function clauseRank(word: string, declaration: Declaration | undefined): string {
  const used = declaration && "clauses" in declaration ? declaration.clauses.map(({ keyword }) => keyword.text) : [];
  if (used.includes(word) && !REPEATABLE.has(word)) return "49";
  if (declaration?.kind === "playbook" && word === "on" && declaration.on.length > 0) return "49";
  if (isLater(word)) return "485";
  const need = (declaration && NEEDED[declaration.kind]?.indexOf(word)) ?? -1;
  return need < 0 ? "48" : `4${need}`;
}

/** The snippets of a declaration, and its bare word. */
function declarationCompletions({ replace }: Cursor, analysis: Analysis, { text, doc }: Keyword): Completion[] {
  const later = isLater(text);
  const snippets = DECLARATIONS.filter(({ label }) => label === text).map((snippet): Completion => ({
    label: snippet.label,
    kind: "snippet",
    detail: later ? `${snippet.detail} (${NOT_YET})` : snippet.detail,
    doc,
    insert: snippetText(snippet, namesOf(analysis)),
    snippet: true,
    replace,
    sort: `6${declarationRank(text, analysis)}`,
  }));
  const detail = later ? NOT_YET : undefined;
  return [...snippets, { label: text, kind: "keyword", detail, doc, insert: text, replace, sort: later ? "75" : "7" }];
}

/** What is written most comes first; where there is no source yet, one comes before all else. */
function declarationRank(word: string, { sources }: Analysis): string {
  if (word === "source" && sources.length === 0) return "00";
  const order = USUAL.indexOf(word);
  return String((isLater(word) ? 50 : 1) + (order < 0 ? USUAL.length : order)).padStart(2, "0");
}

const USUAL: readonly string[] = "rule event source test list table field ignore".split(" ");

function namesOf({ names }: Analysis): Names {
  const of = (wanted: DefinitionKind): string[] =>
    [...names.byName.values()].filter(({ kind }) => kind === wanted).map(({ name }) => name);
  const [event, source, rule, action] = [of("event"), of("source"), of("rule"), of("action")];
  // A source is an event too: all of its records.
  return { event: event.length === 0 ? source : event, source, rule, action };
}
