/**
 * The query box: what narrows the list is text. `rule: key: value: severity: severity>= attack:` and every field that a detection
 * emits or is keyed by; other words are looked for everywhere. Terms AND, `-` excludes, `*` stands for anything.
 */
import type { Row, Severity, Value } from "../panel/messages.ts";
import { SEVERITIES, value } from "./format.ts";

export interface Term {
  /** As written, to be shown and taken out again. */
  readonly text: string;
  readonly holds: (row: Row) => boolean;
}

/** Every text is a query; a half-written one finds what it says so far. */
export function parseQuery(query: string): readonly Term[] {
  const words = query.match(/(?:[^\s"]+|"[^"]*"?)+/g) ?? [];
  return words.map((text) => {
    const excludes = text.startsWith("-") && text.length > 1;
    const holds = parseTerm((excludes ? text.slice(1) : text).replaceAll('"', "").toLowerCase());
    return { text, holds: excludes ? (row) => !holds(row) : holds };
  });
}

export const matches = (terms: readonly Term[], row: Row): boolean => terms.every((term) => term.holds(row));

/** Quotes what has blanks, so that it stays one term. */
export function writeTerm(field: string, text: string): string {
  return /\s/.test(text) ? `${field}:"${text.replaceAll('"', "")}"` : `${field}:${text}`;
}

function parseTerm(text: string): (row: Row) => boolean {
  const least = /^severity>=(.+)$/.exec(text)?.[1];
  if (least !== undefined) {
    const bars = SEVERITIES.findIndex((severity) => severity.startsWith(least));
    return (row) => bars >= 0 && SEVERITIES.indexOf(row.severity) >= bars;
  }
  const [, field, wanted] = /^([\w.@`-]+):(.*)$/.exec(text) ?? [];
  if (field === undefined || wanted === undefined) return (row) => everything(row).some((held) => held.includes(text));
  if (wanted === "") return () => true;
  return (row) => valuesOf(row, field).some((held) => like(held, wanted));
}

function valuesOf(row: Row, field: string): readonly string[] {
  const lower = (texts: readonly (string | Severity)[]): string[] => texts.map((text) => text.toLowerCase());
  if (field === "rule") return lower([row.rule]);
  if (field === "severity") return lower([row.severity]);
  if (field === "attack") return lower(row.attack);
  // Whatever the field is called: of an address that is an attacker in one rule and a target in the next.
  if (field === "value") return lower([...row.key, ...row.emit].flatMap(([, held]) => texts(held)));
  if (field === "key") return lower(row.key.map(([, held]) => value(held)));
  const named = [...row.key, ...row.emit].filter(([name]) => name.toLowerCase() === field);
  return lower(named.flatMap(([, held]) => texts(held)));
}

const texts = (held: Value): readonly string[] => (Array.isArray(held) ? held.map(value) : [value(held), String(held)]);

function everything(row: Row): readonly string[] {
  const held = [...row.key, ...row.emit].map(([, of]) => value(of));
  return [row.rule, row.severity, ...row.attack, ...held].map((text) => text.toLowerCase());
}

/** `*` stands for any text. Goes through the text once: no pattern can make it slow. */
export function like(text: string, pattern: string): boolean {
  const [head, ...rest] = pattern.split("*");
  if (rest.length === 0) return text === pattern;
  const tail = rest.pop()!;
  if (!text.startsWith(head!) || !text.endsWith(tail) || text.length < head!.length + tail.length) return false;
  let at = head!.length;
  for (const part of rest) {
    const found = text.indexOf(part, at);
    if (found < 0 || found + part.length > text.length - tail.length) return false;
    at = found + part.length;
  }
  return true;
}
