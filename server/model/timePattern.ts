/**
 * `time FIELD format "..."`: how the text of a time is written. Invariant: a pattern that parses says month, day and hour
 * (or seconds since 1970), each once, so that no text is read in two ways.
 *
 * The directives are those of strptime; `epoch` and its kin are names for whole patterns.
 */

export type TimePart =
  | { readonly kind: "text"; readonly text: string }
  /** One or more blanks. */
  | { readonly kind: "blank" }
  | { readonly kind: "field"; readonly field: TimeField };

export type TimeField =
  | "year"
  | "shortYear"
  | "month"
  | "monthName"
  | "day"
  | "weekday"
  | "hour"
  | "hour12"
  | "half"
  | "minute"
  | "second"
  | "fraction"
  | "offset"
  | "utc"
  | "epoch"
  | "epochMillis"
  | "epochMicros"
  | "epochNanos";

export interface TimeDirective {
  readonly sign: string;
  readonly field: TimeField;
  readonly doc: string;
}

export const TIME_DIRECTIVES: readonly TimeDirective[] = [
  { sign: "Y", field: "year", doc: "year, four digits" },
  { sign: "y", field: "shortYear", doc: "year, two digits: 70 to 99 are 19.., 00 to 69 are 20.." },
  { sign: "m", field: "month", doc: "month, one or two digits" },
  { sign: "b", field: "monthName", doc: "month by its English name, `Jun` or `June`" },
  { sign: "B", field: "monthName", doc: "the same" },
  { sign: "d", field: "day", doc: "day of the month, one or two digits" },
  { sign: "e", field: "day", doc: "the same" },
  { sign: "a", field: "weekday", doc: "day of the week, `Sun` or `Sunday`: read over" },
  { sign: "A", field: "weekday", doc: "the same" },
  { sign: "H", field: "hour", doc: "hour, 0 to 23" },
  { sign: "I", field: "hour12", doc: "hour, 1 to 12, with `%p`" },
  { sign: "p", field: "half", doc: "`AM` or `PM`" },
  { sign: "M", field: "minute", doc: "minute" },
  { sign: "S", field: "second", doc: "second" },
  { sign: "f", field: "fraction", doc: "fraction of a second, any number of digits, of which six count" },
  { sign: "z", field: "offset", doc: "`Z`, `+02:00`, `+0200` or `+02`" },
  { sign: "Z", field: "utc", doc: "`UTC`, `GMT` or `Z`; other names mean several zones, so write `zone` and the text" },
  { sign: "s", field: "epoch", doc: "seconds since 1970, with or without a fraction" },
  { sign: "Q", field: "epochMillis", doc: "milliseconds since 1970" },
];

/** Names of whole patterns. */
export const TIME_NAMES: Readonly<Record<string, TimeField>> = {
  epoch: "epoch",
  epoch_ms: "epochMillis",
  epoch_us: "epochMicros",
  epoch_ns: "epochNanos",
};

const SHORTHANDS: Readonly<Record<string, string>> = { T: "%H:%M:%S", R: "%H:%M", F: "%Y-%m-%d", D: "%m/%d/%y" };

/** What a field says; each may be said once. */
const MEANING: Readonly<Partial<Record<TimeField, string>>> = {
  year: "the year",
  shortYear: "the year",
  month: "the month",
  monthName: "the month",
  day: "the day",
  hour: "the hour",
  hour12: "the hour",
  half: "the half of the day",
  minute: "the minute",
  second: "the second",
  fraction: "the fraction",
  offset: "the zone",
  utc: "the zone",
};

/** Its parts, or what is wrong with it. */
export function parseTimePattern(pattern: string): readonly TimePart[] | string {
  const whole = Object.hasOwn(TIME_NAMES, pattern) ? TIME_NAMES[pattern] : undefined;
  if (whole !== undefined) return [{ kind: "field", field: whole }];
  const parts: TimePart[] = [];
  const spelled = pattern.replace(/%([TRFD%])/g, (sign, letter: string) => SHORTHANDS[letter] ?? sign);
  for (const [piece] of spelled.matchAll(/%[^]?|\s+|[^%\s]+/g)) {
    const directive = TIME_DIRECTIVES.find(({ sign }) => piece === `%${sign}`);
    if (directive !== undefined) parts.push({ kind: "field", field: directive.field });
    else if (piece === "%%") parts.push({ kind: "text", text: "%" });
    else if (piece.startsWith("%"))
      return piece === "%" ? "`%` at its end names nothing" : `\`${piece}\` names nothing`;
    else parts.push(piece.trim() === "" ? { kind: "blank" } : { kind: "text", text: piece });
  }
  return faultOf(parts) ?? parts;
}

function faultOf(parts: readonly TimePart[]): string | null {
  const fields = parts.flatMap((part) => (part.kind === "field" ? [part.field] : []));
  const said = new Set<string>();
  for (const field of fields) {
    const meaning = MEANING[field];
    if (meaning !== undefined && said.has(meaning)) return `it says ${meaning} twice`;
    if (meaning !== undefined) said.add(meaning);
  }
  const epochs = fields.filter((field) => field.startsWith("epoch")).length;
  if (epochs > 0) return epochs === 1 && said.size === 0 ? null : "seconds since 1970 say it all, once";
  for (const wanted of ["the month", "the day", "the hour"]) if (!said.has(wanted)) return `it does not say ${wanted}`;
  if (fields.includes("hour12") !== fields.includes("half")) return "`%I` and `%p` belong together";
  if (said.has("the second") && !said.has("the minute")) return "it does not say the minute";
  return said.has("the fraction") && !said.has("the second") ? "it does not say the second" : null;
}
