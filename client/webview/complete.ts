/**
 * What the query box offers while a term is written: names of fields, then values that occur, each with how many detections it
 * would leave under the other terms. Invariant: what is offered is in the rows, and picking it writes a term that finds it.
 */
import type { Columns } from "./columns.ts";
import type { Around } from "./filter.ts";
import { hitsOf, parseQuery, total, wordsOf, writeTerm } from "./filter.ts";
import { SEVERITIES } from "./format.ts";

export interface Suggestion {
  /** What takes the place of the word. */
  readonly term: string;
  readonly label: string;
  /** Of a value; empty: it is a field, and the value comes next. */
  readonly field: string;
  readonly count: number;
}

export interface Offer {
  /** The word that is written: where it begins and ends. */
  readonly start: number;
  readonly end: number;
  readonly suggestions: readonly Suggestion[];
}

const MOST = 9;
/** Of other fields than the one that is written. */
const MOST_OTHERS = 3;
const FIELDS = ["rule", "key", "severity", "tactic", "attack", "source", "time", "value"];
/** Those that stand for others, or have no values of their own. */
const NOT_LISTED = new Set(["value", "time", "diff"]);

export function offer(query: string, caret: number, columns: Columns, around: Around): Offer {
  const at = wordsOf(query).find(({ text, start }) => start <= caret && caret <= start + text.length);
  const [start, end] = at ? [at.start, at.start + at.text.length] : [caret, caret];
  const written = query.slice(start, caret);
  const minus = written.startsWith("-") ? "-" : "";
  const others = parseQuery(`${query.slice(0, start)} ${query.slice(end)}`, around);
  const text = written.slice(minus.length).replaceAll('"', "").toLowerCase();
  const suggestions = suggest(text, columns, hitsOf(others, columns));
  const signed = suggestions.map((each) => ({ ...each, term: minus + each.term }));
  return { start, end, suggestions: signed.filter(({ term }) => term !== query.slice(start, end)) };
}

/** `left`: 1 for each row that the other terms let through. */
function suggest(text: string, columns: Columns, left: Uint8Array): readonly Suggestion[] {
  const [, measured, least] = /^(severity)>=?(.*)$/.exec(text) ?? [];
  if (measured !== undefined) return severities(least!, columns, left);
  const [, field, part] = /^([\w.@`-]+):(.*)$/.exec(text) ?? [];
  if (field === undefined || part === undefined)
    return [...fields(text, columns, left), ...otherValues(text, "", columns, left)].slice(0, MOST);
  if (NOT_LISTED.has(field) && field !== "value") return [];
  return [...values(field, part, columns, left), ...otherValues(part, field, columns, left)];
}

/** Names of fields that begin so: those of every detection, then those that some are keyed by or emit. */
function fields(text: string, columns: Columns, left: Uint8Array): readonly Suggestion[] {
  const names = [...FIELDS, ...columns.fields().filter((name) => !FIELDS.includes(name))];
  const begun = names.filter((name) => name.startsWith(text)).slice(0, MOST);
  return begun.map((name): Suggestion => {
    const some = NOT_LISTED.has(name) ? total(left) : columns.countOf(name, left);
    return { term: `${name}:`, label: name, field: "", count: some };
  });
}

function severities(least: string, columns: Columns, left: Uint8Array): readonly Suggestion[] {
  const counts = columns.counts("severity", left);
  return SEVERITIES.flatMap((severity, bars): Suggestion[] => {
    if (!severity.startsWith(least)) return [];
    const count = SEVERITIES.slice(bars).reduce((sum, worse) => sum + (counts[columns.idOf(worse) ?? -1] ?? 0), 0);
    return [{ term: `severity>=${severity}`, label: severity, field: "severity>=", count }];
  });
}

/** Those that begin with what is written first, then the more frequent. */
function values(field: string, part: string, columns: Columns, left: Uint8Array): readonly Suggestion[] {
  const counts = columns.counts(field, left);
  const found: { readonly id: number; readonly begins: boolean }[] = [];
  for (const id of columns.distinct(field)) {
    const at = columns.lower[id]!.indexOf(part);
    if (at >= 0) found.push({ id, begins: at === 0 });
  }
  found.sort((a, b) => Number(b.begins) - Number(a.begins) || counts[b.id]! - counts[a.id]!);
  return found.slice(0, MOST).map(({ id }) => suggestion(field, columns.values[id]!, counts[id]!));
}

/** Values that begin so, of whatever field. */
function otherValues(part: string, besides: string, columns: Columns, left: Uint8Array): readonly Suggestion[] {
  if (part.length < 2) return [];
  const found: Suggestion[] = [];
  for (const field of new Set(["rule", "tactic", "attack", "source", ...columns.fields()])) {
    if (field === besides) continue;
    const ids = begunBy(part, field, columns, MOST_OTHERS - found.length);
    if (ids.length === 0) continue;
    const counts = columns.counts(field, left);
    found.push(...ids.map((id) => suggestion(field, columns.values[id]!, counts[id]!)));
    if (found.length >= MOST_OTHERS) break;
  }
  return found;
}

/** Ids of the first that begin so. */
function begunBy(part: string, field: string, columns: Columns, most: number): readonly number[] {
  const found: number[] = [];
  for (const id of columns.distinct(field)) {
    if (found.length === most) break;
    if (columns.lower[id]!.startsWith(part)) found.push(id);
  }
  return found;
}

const suggestion = (field: string, of: string, count: number): Suggestion => {
  return { term: writeTerm(field, of), label: of, field, count };
};
