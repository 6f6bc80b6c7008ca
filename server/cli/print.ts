/** How the command line writes numbers, times, values and JSON. Times are UTC, so that output is the same everywhere. */
import { isoTime } from "../engine/normalize/json.ts";
import type { Micros, Value } from "../model/program.ts";

export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

export function plural(count: number, noun: string): string {
  return `${number(count)} ${noun}${count === 1 ? "" : "s"}`;
}

export function number(value: number): string {
  return value.toLocaleString("en-US");
}

/** `2026-06-14 09:12:04`. */
export function dateAndClock(time: Micros): string {
  return isoTime(time).slice(0, 19).replace("T", " ");
}

/** `09:12:04`. */
export function clock(time: Micros): string {
  return isoTime(time).slice(11, 19);
}

export function show(value: Value): string {
  if (value === null) return "-";
  if (typeof value === "object") return value.map(show).join(", ");
  return String(value);
}

/** A log line must not steer the terminal that shows it. */
export function printable(text: string): string {
  return text.replaceAll(/[\u0000-\u001f\u007f-\u009f]/g, (c) => `\\x${c.charCodeAt(0).toString(16).padStart(2, "0")}`);
}
