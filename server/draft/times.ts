/** Which field of a log holds its time, and how that is written. Invariant: of two readings that both fit, none is taken silently. */
import { scanPattern } from "../engine/normalize/timeText.ts";
import { Timestamp } from "../engine/normalize/timestamp.ts";
import { isOpenFormat } from "../model/formats.ts";
import type { FormatName, TimeDefinition } from "../model/program.ts";
import { parseTimePattern } from "../model/timePattern.ts";

export interface TimeGuess {
  readonly time: TimeDefinition;
  /** For the author to decide: what else it might mean. */
  readonly doubt: string | null;
}

/** Guesses in the order in which they are to be tried. `named`: fields that lines name, with texts that they had. */
export function timeGuesses(
  format: FormatName,
  named: ReadonlyMap<string, readonly string[]>,
  year: number,
): readonly TimeGuess[] {
  const fields = isOpenFormat(format) ? ["timestamp", ...timeLike(named)] : ["timestamp"];
  return [...new Set(fields)].flatMap((field) => {
    const values = named.get(field) ?? [];
    const plain = [null, year].map((each) => guess({ field, year: each, zone: "UTC" }));
    return [
      ...plain,
      ...patternsFor(values).map(({ format: written, doubt }) =>
        guess({ field, year: null, zone: "UTC", format: written }, doubt),
      ),
    ];
  });
}

const guess = (time: TimeDefinition, doubt: string | null = null): TimeGuess => ({ time, doubt });

const BEST = ["@timestamp", "timestamp", "time", "ts", "date", "datetime", "eventTime", "event_time", "created", "rt"];

/** Names that speak of time, the usual ones first, then those whose texts look like times. */
function timeLike(named: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const names = [...named.keys()];
  const usual = BEST.filter((name) => named.has(name));
  const telling = names.filter((name) => /time|date|stamp|epoch|\bts\b|created|when/i.test(name));
  const looking = names.filter((name) =>
    named
      .get(name)!
      .slice(0, 20)
      .some((text) => /\d{1,2}:\d{2}(?::\d{2})?/.test(text)),
  );
  return [...usual, ...telling, ...looking];
}

const PATTERNS = [
  "%d/%m/%Y %H:%M:%S",
  "%m/%d/%Y %H:%M:%S",
  "%d/%m/%Y %H:%M",
  "%m/%d/%Y %H:%M",
  "%m/%d/%Y %I:%M:%S %p",
  "%m/%d/%y %H:%M:%S",
  "%d.%m.%Y %H:%M:%S",
  "%d.%m.%Y %H:%M",
  "%d-%m-%Y %H:%M:%S",
  "%Y%m%d %H:%M:%S",
  "%Y%m%d%H%M%S",
  "%Y-%m-%d %H:%M",
  "%Y-%m-%d %H:%M:%S %Z",
  "%Y-%m-%dT%H:%M:%S %Z",
] as const;

interface Pattern {
  readonly format: string;
  readonly doubt: string | null;
}

/** Only for texts whose order of day and month is not told by their form, or that the usual timestamps do not hold. */
function patternsFor(values: readonly string[]): readonly Pattern[] {
  const isDaysFirst = values.some((text) => Number(/^(\d{1,2})[/.-]/.exec(text)?.[1] ?? 0) > 12);
  const isMonthsFirst = values.some((text) => Number(/^\d{1,2}[/.-](\d{1,2})[/.-]/.exec(text)?.[1] ?? 0) > 12);
  return PATTERNS.filter((format) => fits(format, values)).flatMap((format): readonly Pattern[] => {
    const order = /^%([dm])\/%[dm]/.exec(format)?.[1];
    if ((order === "d" && isMonthsFirst) || (order === "m" && isDaysFirst)) return [];
    const doubt =
      order === "d" && !isDaysFirst
        ? `days or months first? These lines do not tell; the other way is ${JSON.stringify(swapped(format))}`
        : null;
    return [{ format, doubt }];
  });
}

function fits(format: string, values: readonly string[]): boolean {
  const parts = parseTimePattern(format);
  const few = values.slice(0, 5);
  return typeof parts !== "string" && few.some((text) => scanPattern(text, parts, new Timestamp()) === true);
}

const swapped = (format: string): string => format.replace("%d/%m", "%m/%d");
