/** How the command line writes numbers, times, values and JSON. Times are UTC, so that output is the same everywhere. */
import type { Micros, Value } from "../model/program.ts";

let goOn = false;

/** A reader that has seen enough (`| head`) is no error: there is nothing left to do. */
export function watchReader(): void {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    if (!goOn) process.exit(0);
  });
}

/** Also when nobody reads any more: the exit code still says something. */
export function keepGoingUnread(): void {
  goOn = true;
}

export function printJson(value: unknown): void {
  process.stdout.write(`${visible(JSON.stringify(value))}\n`);
}

export function plural(count: number, noun: string): string {
  return `${number(count)} ${noun}${count === 1 ? "" : "s"}`;
}

export function number(value: number): string {
  return value.toLocaleString("en-US");
}

/** Writes times for a person, in the zone of the workspace: as its logs mostly do, and the same on every machine. */
export class Clock {
  private readonly format: Intl.DateTimeFormat;

  constructor(zone: string) {
    // Sweden writes dates as ISO 8601 does.
    this.format = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "medium" });
  }

  /** `2026-06-14 09:12:04`. */
  date(time: Micros): string {
    return this.format.format(Math.floor(time / 1000));
  }

  /** `09:12:04`. */
  time(time: Micros): string {
    return this.date(time).slice(11);
  }

  /** Both ends, the day once if it is the same. */
  span(first: Micros, last: Micros): string {
    const [from, to] = [this.date(first), this.date(last)];
    if (from === to) return from;
    return `${from} to ${from.slice(0, 10) === to.slice(0, 10) ? to.slice(11) : to}`;
  }
}

export function show(value: Value): string {
  if (value === null) return "-";
  if (typeof value === "object") return value.map(show).join(", ");
  return printable(String(value));
}

/** Where something stands. The name of a file is no more to be trusted than what is in it. */
export function placed({ file, line }: { readonly file: string; readonly line: number }): string {
  return `${printable(file)}:${line}`;
}

/** More of a text than this fills the screen and tells nobody anything; `--json` has all of it. */
const MOST_TEXT = 2_000;

/** A log must neither steer the terminal that shows it nor turn its letters around, nor bury what stands around it. */
export function printable(text: string): string {
  const shown = text.length > MOST_TEXT ? `${text.slice(0, MOST_TEXT)}… (${number(text.length)} characters)` : text;
  return visible(shown.replaceAll(/[\u0000-\u001f\u007f]/g, (character) => `\\x${hex(character, 2)}`));
}

/** With what steers terminals or turns letters around as JSON may write it; what is below a blank JSON writes so itself. */
const visible = (text: string): string =>
  text.replaceAll(
    /[\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g,
    (character) => `\\u${hex(character, 4)}`,
  );

const hex = (character: string, digits: number): string => character.charCodeAt(0).toString(16).padStart(digits, "0");
