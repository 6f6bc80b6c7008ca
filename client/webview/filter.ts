/**
 * The query box: what narrows the list is text. `rule: key: value: source: tactic: attack: time: severity: severity>= risk>= diff:`
 * and every field that a detection emits or is keyed by; other words are looked for everywhere. Terms AND, `-` excludes, `*`
 * stands for anything. Invariant: a term judges each distinct value once, and all rows together.
 */
import type { Mark, Micros, Row } from "../panel/messages.ts";
import type { Clock } from "./clock.ts";
import type { Columns } from "./columns.ts";
import { SEVERITIES } from "./format.ts";
import { like } from "./like.ts";
import { isBegun, parseTimes } from "./times.ts";

export interface Term {
  /** As written, to be shown and taken out again. */
  readonly text: string;
  /** 1 for each row that it lets through; the array is the asker's. */
  readonly hits: (columns: Columns) => Uint8Array;
  /** Of `time:` alone: the one span that it means; absent: it means none, or many. */
  readonly span?: readonly [from: Micros, to: Micros];
  /** Why it can mean nothing, whatever the rows are; such a term lets no row through. Words between backticks are code. */
  readonly wrong?: string;
  /** The field whose values it compares, in lower case. */
  readonly field?: string;
}

/** What terms speak of besides the rows. */
export interface Around {
  readonly clock: Clock;
  /** Wall time of the midnight before all that is shown; null: it is of several days. */
  readonly day: Micros | null;
  /** How the rows differ from the replay before; null: they were not compared. */
  readonly marks: ReadonlyMap<string, Mark> | null;
}

/** Every text is a query; a half-written one finds what it says so far. */
export function parseQuery(query: string, around: Around): readonly Term[] {
  return wordsOf(query).map(({ text }) => {
    const excludes = text.startsWith("-") && text.length > 1;
    const term = parseTerm((excludes ? text.slice(1) : text).replaceAll('"', "").toLowerCase(), around);
    if (!excludes || term.wrong !== undefined) return { text, ...term };
    return { text, hits: (columns) => others(term.hits(columns)) };
  });
}

/** Why a term finds nothing that could ever be found; null: other rows might have it. */
export function wrongOf({ wrong, field }: Term, columns: Columns): string | null {
  if (wrong !== undefined) return wrong;
  if (field === undefined || columns.has(field)) return null;
  return field === "risk" ? RISK : `no detection has a field \`${field}\``;
}

/** The words of a query, each with where it begins. */
export function wordsOf(query: string): readonly { readonly text: string; readonly start: number }[] {
  return [...query.matchAll(/(?:[^\s"]+|"[^"]*"?)+/g)].map(({ 0: text, index }) => ({ text, start: index }));
}

/** 1 for each row that all terms let through. */
export function hitsOf(terms: readonly Term[], columns: Columns): Uint8Array {
  const [first, ...rest] = terms;
  const all = first?.hits(columns) ?? new Uint8Array(columns.rows.length).fill(1);
  for (const term of rest) {
    const hits = term.hits(columns);
    for (let i = 0; i < all.length; i++) all[i]! &= hits[i]!;
  }
  return all;
}

export function total(hits: Uint8Array): number {
  let sum = 0;
  for (let i = 0; i < hits.length; i++) sum += hits[i]!;
  return sum;
}

/** 1 for 0 and 0 for 1, in place. */
function others(hits: Uint8Array): Uint8Array {
  for (let i = 0; i < hits.length; i++) hits[i]! ^= 1;
  return hits;
}

/** Quotes what has blanks, so that it stays one term. */
export function writeTerm(field: string, text: string): string {
  return /\s/.test(text) ? `${field}:"${text.replaceAll('"', "")}"` : `${field}:${text}`;
}

/** The query with this term, once; one of the same field makes way for it if there can be only one. */
export function withTerm(query: string, term: string, only = false): string {
  const field = term.slice(0, term.indexOf(":") + 1);
  const others = wordsOf(query).filter(({ text }) => text !== term && !(only && text.startsWith(field)));
  return [...others.map(({ text }) => text), term].join(" ");
}

/** The query without the terms of this field. */
export function withoutField(query: string, field: string): string {
  return wordsOf(query)
    .filter(({ text }) => !text.startsWith(`${field}:`))
    .map(({ text }) => text)
    .join(" ");
}

type Parsed = Omit<Term, "text">;
const each = (holds: (row: Row) => boolean): Term["hits"] => {
  return ({ rows }) => {
    const hits = new Uint8Array(rows.length);
    for (let i = 0; i < rows.length; i++) if (holds(rows[i]!)) hits[i] = 1;
    return hits;
  };
};
const ALL: Parsed = { hits: ({ rows }) => new Uint8Array(rows.length).fill(1) };

const meaningless = (wrong: string): Parsed => ({ hits: ({ rows }) => new Uint8Array(rows.length), wrong });

const RISK = "risk is compared with a number: write `risk>=60`";
const SEVERITY = `severity is one of ${SEVERITIES.join(", ")}`;
const TIME = "a time is written `13:52`, `13:52..15:50` or `2026-06-14T13:52`";

function parseTerm(text: string, around: Around): Parsed {
  const [, measure, operator, least] = /^(severity|risk)([<>=]+)(.*)$/.exec(text) ?? [];
  if (measure !== undefined && least !== undefined) {
    if (least === "" && (operator === ">" || operator === ">=")) return ALL;
    if (operator === ">=") return measure === "risk" ? riskAtLeast(least) : severityAtLeast(least);
    return meaningless(measure === "risk" ? RISK : "severities are compared with `>=` alone: write `severity>=high`");
  }
  const [, field, wanted] = /^([\w.@`-]+):(.*)$/.exec(text) ?? [];
  if (field === undefined || wanted === undefined) return { hits: having(null, holding(text)) };
  if (wanted === "") return ALL;
  if (field === "time") return times(wanted, around);
  if (field === "diff") {
    const { marks } = around;
    return { hits: each(({ id }) => marks !== null && like(marks.get(id) ?? "same", wanted)) };
  }
  if (field === "severity" && !SEVERITIES.some((severity) => like(severity, wanted))) return meaningless(SEVERITY);
  return { hits: having(field, (held) => like(held, wanted)), field };
}

/** Plain words are anywhere in a value, with `*` for anything between them. */
const holding = (text: string): ((held: string) => boolean) =>
  text.includes("*") ? (held) => like(held, `*${text}*`) : (held) => held.includes(text);

const having = (field: string | null, holds: (held: string) => boolean): Term["hits"] => {
  return (columns) => columns.having(field, holds);
};

function times(wanted: string, { clock, day }: Around): Parsed {
  const found = parseTimes(wanted, clock, day);
  if (found === null) return isBegun(wanted) ? ALL : meaningless(TIME);
  const hits = each(found.holds);
  return found.span ? { hits, span: found.span } : { hits };
}

function riskAtLeast(least: string): Parsed {
  const points = Number(least);
  return Number.isNaN(points) ? meaningless(RISK) : { hits: each(({ risk }) => risk !== null && risk >= points) };
}

function severityAtLeast(least: string): Parsed {
  const bars = SEVERITIES.findIndex((severity) => severity.startsWith(least));
  if (bars < 0) return meaningless(SEVERITY);
  return { hits: having("severity", (held) => SEVERITIES.findIndex((severity) => severity === held) >= bars) };
}
