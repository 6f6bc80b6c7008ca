/**
 * What the query box offers while a term is written: names of fields, then values that occur, each with how many detections it
 * would leave under the other terms. Invariant: what is offered is in the rows, and picking it writes a term that finds it.
 */
import type { Row } from "../panel/messages.ts";
import { memo } from "./arrange.ts";
import type { Around } from "./filter.ts";
import { matches, parseQuery, valuesOf, wordsOf, writeTerm } from "./filter.ts";
import { SEVERITIES, value } from "./format.ts";

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

export function offer(query: string, caret: number, rows: readonly Row[], around: Around): Offer {
  const at = wordsOf(query).find(({ text, start }) => start <= caret && caret <= start + text.length);
  const [start, end] = at ? [at.start, at.start + at.text.length] : [caret, caret];
  const written = query.slice(start, caret);
  const minus = written.startsWith("-") ? "-" : "";
  const others = parseQuery(`${query.slice(0, start)} ${query.slice(end)}`, around);
  const left = others.length === 0 ? rows : rows.filter((row) => matches(others, row));
  const text = written.slice(minus.length).replaceAll('"', "").toLowerCase();
  const suggestions = suggest(text, rows, left).map((each) => ({ ...each, term: minus + each.term }));
  return { start, end, suggestions: suggestions.filter(({ term }) => term !== query.slice(start, end)) };
}

function suggest(text: string, rows: readonly Row[], left: readonly Row[]): readonly Suggestion[] {
  const [, measured, least] = /^(severity)>=?(.*)$/.exec(text) ?? [];
  if (measured !== undefined) return severities(least!, left);
  const [, field, part] = /^([\w.@`-]+):(.*)$/.exec(text) ?? [];
  if (field === undefined || part === undefined) {
    const named = fieldsOf(rows).filter((name) => name.toLowerCase().startsWith(text));
    const fields = named.map((name): Suggestion => ({
      term: `${name}:`,
      label: name,
      field: "",
      count: having(name, left),
    }));
    return [...fields, ...(text.length < 2 ? [] : otherValues(text, "", rows, left))].slice(0, MOST);
  }
  if (NOT_LISTED.has(field) && field !== "value") return [];
  return [...values(field, part, rows, left), ...(part.length < 2 ? [] : otherValues(part, field, rows, left))];
}

function severities(least: string, left: readonly Row[]): readonly Suggestion[] {
  return SEVERITIES.filter((severity) => severity.startsWith(least)).map((severity, _, { length }) => {
    const bars = SEVERITIES.indexOf(severity);
    const count = left.filter((row) => SEVERITIES.indexOf(row.severity) >= bars).length;
    return { term: `severity>=${severity}`, label: severity, field: length > 0 ? "severity>=" : "", count };
  });
}

function values(field: string, part: string, rows: readonly Row[], left: readonly Row[]): readonly Suggestion[] {
  const counts = new Map<string, number>();
  const lower = field.toLowerCase();
  for (const row of left) for (const of of new Set(valuesOf(row, lower))) counts.set(of, (counts.get(of) ?? 0) + 1);
  const all = occurring(rows).get(lower) ?? new Set(counts.keys());
  return best(
    [...all].filter((of) => of.toLowerCase().includes(part)),
    part,
    counts,
  )
    .slice(0, MOST)
    .map((of) => ({ term: writeTerm(field, of), label: of, field, count: counts.get(of) ?? 0 }));
}

/** Values that begin so, of whatever field. */
function otherValues(part: string, besides: string, rows: readonly Row[], left: readonly Row[]): readonly Suggestion[] {
  const found: [field: string, value: string][] = [];
  for (const [field, all] of occurring(rows)) {
    if (field === besides || field === "severity" || found.length >= MOST_OTHERS) continue;
    for (const of of all) {
      if (!of.toLowerCase().startsWith(part)) continue;
      found.push([field, of]);
      if (found.length >= MOST_OTHERS) break;
    }
  }
  return found.map(([field, of]) => {
    const count = left.filter((row) => valuesOf(row, field).includes(of)).length;
    return { term: writeTerm(field, of), label: of, field, count };
  });
}

/** Those that begin with what is written first, then the more frequent. */
function best(found: readonly string[], part: string, counts: ReadonlyMap<string, number>): readonly string[] {
  const begins = (of: string): number => (of.toLowerCase().startsWith(part) ? 0 : 1);
  return [...found].sort((a, b) => begins(a) - begins(b) || (counts.get(b) ?? 0) - (counts.get(a) ?? 0));
}

const having = (field: string, rows: readonly Row[]): number => {
  if (NOT_LISTED.has(field)) return rows.length;
  return rows.reduce((sum, row) => sum + (valuesOf(row, field.toLowerCase()).length > 0 ? 1 : 0), 0);
};

/** Names of all fields: those of every detection, then those that some are keyed by or emit. */
function fieldsOf(rows: readonly Row[]): readonly string[] {
  return [...FIELDS, ...[...occurring(rows).keys()].filter((name) => !FIELDS.includes(name))];
}

/** All values of each field, by its name in lower case. */
const occurring = memo((rows: readonly Row[]): ReadonlyMap<string, ReadonlySet<string>> => {
  const fields = new Map<string, Set<string>>();
  const add = (field: string, of: string): void => {
    const known = fields.get(field);
    if (known === undefined) fields.set(field, new Set([of]));
    else known.add(of);
  };
  for (const row of rows) {
    add("rule", row.rule);
    add("severity", row.severity);
    if (row.tactic !== null) add("tactic", row.tactic);
    for (const of of row.attack) add("attack", of);
    for (const of of row.sources) add("source", of);
    for (const [name, held] of row.key) {
      add("key", value(held));
      add(name.toLowerCase(), value(held));
    }
    for (const [name, held] of row.emit)
      for (const of of Array.isArray(held) ? held : [held]) add(name.toLowerCase(), value(of));
  }
  return fields;
});
