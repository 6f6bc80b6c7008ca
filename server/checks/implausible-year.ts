/** A year in which no log was written. */
import { ownCheck } from "./diagnostic.ts";
import { replace } from "./words.ts";

/** As far as timestamps that name their year are believed. */
const FIRST = 1970;
const LAST = 2100;

export const implausibleYear = ownCheck(
  "implausible-year",
  "warning",
  "A year that no log is of",
  function* (analysis) {
    for (const { document, declaration } of analysis.sources) {
      const year = declaration.time?.year;
      if (year?.kind !== "number" || year.unit !== undefined || !Number.isInteger(year.value)) continue;
      if (year.value >= FIRST && year.value <= LAST) continue;
      const { start, end } = year;
      const location = { document, start, end };
      const whole = String(year.value < 70 ? 2000 + year.value : 1900 + year.value);
      yield {
        location,
        message: `No log is of the year ${year.value}, so these records would lie centuries away from those of other sources and meet none of them in a window. Write the year of the first line with four digits, for example \`year 2026\`.`,
        fixes: year.value < 100 ? [replace(location, String(year.value), whole)] : [],
      };
    }
  },
);
