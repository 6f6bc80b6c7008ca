/** How the panel writes times, spans, numbers and values. Invariant: the same width for the same kind, so that nothing dances. */
import type { Micros, Severity, Shortened, Value } from "../panel/messages.ts";

/** From the least to the worst: the index is the number of bars. */
export const SEVERITIES: readonly Severity[] = ["informational", "low", "medium", "high", "critical"];

const SECOND = 1_000_000;

/** As in rule files and on the command line: `52s`, `8m 56s`, `2h`, `3d 4h`; below a second in milliseconds. */
export function span(length: Micros): string {
  if (length < SECOND) return `${Math.round(length / 1000)}ms`;
  const seconds = Math.floor(length / SECOND);
  const parts: [number, string][] = [
    [Math.floor(seconds / 31_536_000), "y"],
    [Math.floor(seconds / 86_400) % 365, "d"],
    [Math.floor(seconds / 3600) % 24, "h"],
    [Math.floor(seconds / 60) % 60, "m"],
    [seconds % 60, "s"],
  ];
  const first = parts.findIndex(([n]) => n > 0);
  return parts
    .slice(first, first + 2)
    .flatMap(([n, unit]) => (n > 0 ? [`${n}${unit}`] : []))
    .join(" ");
}

/** How long an action took, three digits of it: `874ms`, `2.86s`, `16.2s`. */
export function took(length: Micros): string {
  if (length < SECOND || length >= 60 * SECOND) return span(length);
  return `${(length / SECOND).toFixed(length < 10 * SECOND ? 2 : 1)}s`;
}

/** How long a replay took: `2.1s` below a minute. */
export function elapsed(milliseconds: number): string {
  return milliseconds < 60_000 ? `${(milliseconds / 1000).toFixed(1)}s` : span(milliseconds * 1000);
}

const NUMBERS = new Intl.NumberFormat("en-US");

export const count = (n: number): string => NUMBERS.format(n);

/** `1 record`, `2,400 records` */
export const counted = (n: number, noun: string): string => `${count(n)} ${noun}${n === 1 ? "" : "s"}`;

/** Of evidence that lost lines: `2 of 40 lines kept`. */
export const keptOf = ({ kept, of }: Shortened): string => `${count(kept)} of ${counted(of, "line")} kept`;

export function value(of: Value): string {
  if (of === null) return "-";
  if (Array.isArray(of)) return of.map(value).join(", ");
  return typeof of === "number" && Number.isInteger(of) ? count(of) : printable(String(of));
}

/** `ip=203.0.113.47 rows=1,482,113` */
export const fields = (of: readonly (readonly [string, Value])[]): string =>
  of.map(([name, held]) => `${name}=${value(held)}`).join(" ");

/**
 * Log text may hold anything. Characters that are not seen, or that turn the order of others around, become ones that are
 * seen; each becomes exactly one, so that places in the text stay true.
 */
export function printable(text: string): string {
  return text
    .replace(/[\u0000-\u001f]/g, (control) => String.fromCharCode(0x2400 + control.charCodeAt(0)))
    .replace(/[\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g, "\ufffd");
}
