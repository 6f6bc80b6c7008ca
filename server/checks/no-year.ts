/** Classic syslog timestamps name no year, and nothing else in the line does. */
import { ownCheck } from "./diagnostic.ts";
import { insertAt } from "./words.ts";

export const noYear = ownCheck(
  "no-year",
  "warning",
  "A syslog source that does not say which year",
  function* (analysis) {
    for (const { document, declaration, definition } of analysis.sources) {
      const { time, format } = declaration;
      if (format?.name?.text !== "syslog" || time?.field === undefined || time.year !== undefined) continue;
      const seen = analysis.facts[definition?.name ?? ""]?.fields["timestamp"]?.values ?? [];
      if (seen.length > 0 && seen.every(([stamp]) => /^\d{4}-/.test(stamp))) continue;
      const location = { document, start: time.start, end: time.end };
      yield {
        location,
        message:
          "Timestamps of syslog such as `Jun 14 15:16:01` name no year, so these lines would be reported as unparsed. Add the year of the first line, for example `year 2026`; timestamps with a year keep their own.",
        fixes: [insertAt(location, "Add `year 2026`", " year 2026")],
      };
    }
  },
);
