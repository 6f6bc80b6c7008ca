/**
 * The query box: what narrows the list is text. `rule: key: value: source: tactic: attack: time: severity: severity>= risk>= diff:`
 * and every field that a detection emits or is keyed by; other words are looked for everywhere. Terms AND, `-` excludes, `*`
 * stands for anything. Invariant: a term judges each distinct value once, so that 100,000 rows cost little more than one.
 */
import type { Mark, Micros, Row, Value } from "../panel/messages.ts";
import type { Clock } from "./clock.ts";
import { SEVERITIES, value } from "./format.ts";
import { like } from "./like.ts";
import { parseTimes } from "./times.ts";

export interface Term {
  /** As written, to be shown and taken out again. */
  readonly text: string;
  readonly holds: (row: Row) => boolean;
  /** Of `time:` alone: the one span that it means; absent: it means none, or many. */
  readonly span?: readonly [from: Micros, to: Micros];
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
    const { holds, span } = parseTerm((excludes ? text.slice(1) : text).replaceAll('"', "").toLowerCase(), around);
    if (excludes) return { text, holds: (row) => !holds(row) };
    return span ? { text, holds, span } : { text, holds };
  });
}

/** The words of a query, each with where it begins. */
export function wordsOf(query: string): readonly { readonly text: string; readonly start: number }[] {
  return [...query.matchAll(/(?:[^\s"]+|"[^"]*"?)+/g)].map(({ 0: text, index }) => ({ text, start: index }));
}

export const matches = (terms: readonly Term[], row: Row): boolean => terms.every((term) => term.holds(row));

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

type Parsed = Pick<Term, "holds" | "span">;
const ALL: Parsed = { holds: () => true };

function parseTerm(text: string, around: Around): Parsed {
  const [, measure, least] = /^(severity|risk)>=(.*)$/.exec(text) ?? [];
  if (measure !== undefined && least !== undefined) return { holds: atLeast(measure, least) };
  const [, field, wanted] = /^([\w.@`-]+):(.*)$/.exec(text) ?? [];
  if (field === undefined || wanted === undefined) return { holds: (row) => everything(row).includes(text) };
  if (wanted === "") return ALL;
  if (field === "time") return parseTimes(wanted, around.clock, around.day) ?? ALL;
  const held = once((of: string) => like(of.toLowerCase(), wanted));
  if (field === "diff") return { holds: ({ id }) => around.marks !== null && held(around.marks.get(id) ?? "same") };
  return { holds: (row) => valuesOf(row, field).some(held) };
}

function atLeast(measure: string, least: string): Term["holds"] {
  if (measure === "risk") {
    const points = least === "" ? NaN : Number(least);
    return ({ risk }) => Number.isNaN(points) || (risk !== null && risk >= points);
  }
  const bars = SEVERITIES.findIndex((severity) => least !== "" && severity.startsWith(least));
  return ({ severity }) => bars >= 0 && SEVERITIES.indexOf(severity) >= bars;
}

/** What a row has under a name, as the list or the detail shows it. */
export function valuesOf(row: Row, field: string): readonly string[] {
  switch (field) {
    case "rule":
      return [row.rule];
    case "severity":
      return [row.severity];
    case "attack":
      return row.attack;
    case "tactic":
      return row.tactic === null ? [] : [row.tactic];
    case "source":
      return row.sources;
    // Whatever the field is called: of an address that is an attacker in one rule and a target in the next.
    case "value":
      return [...row.key, ...row.emit].flatMap(([, held]) => texts(held));
    case "key":
      return row.key.map(([, held]) => value(held));
    default:
      return [...row.key, ...row.emit].flatMap(([name, held]) => (lower(name) === field ? texts(held) : []));
  }
}

const texts = (held: Value): readonly string[] => {
  if (Array.isArray(held)) return held.map(value);
  return typeof held === "string" ? [value(held)] : [value(held), String(held)];
};

/** Of each row once: what words without a field are looked for in. */
const haystacks = new WeakMap<Row, string>();

function everything(row: Row): string {
  let hay = haystacks.get(row);
  if (hay === undefined) {
    const held = [...row.key, ...row.emit].map(([, of]) => value(of));
    // Of several values none is found across the border.
    hay = [row.rule, row.severity, ...row.attack, row.tactic ?? "", ...held].join("\n").toLowerCase();
    haystacks.set(row, hay);
  }
  return hay;
}

const lower = once((name) => name.toLowerCase());

/** A function of few distinct texts, asked many times. */
function once<T>(judge: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    let found = known.get(text);
    if (found === undefined) known.set(text, (found = judge(text)));
    return found;
  };
}
