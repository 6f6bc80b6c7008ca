/**
 * Records that the last replay set aside because they came too late for their source's `lateness`. Invariant: what is
 * proposed was measured, and once it is written nothing is said any more.
 */
import { ownCheck } from "./diagnostic.ts";
import { insertAt } from "./words.ts";

export const lateRecords = ownCheck(
  "late-records",
  "information",
  "Records that came too late for their source",
  function* (analysis) {
    for (const { document, declaration, lowered } of analysis.sources) {
      const arrival = lowered === null ? undefined : analysis.facts[lowered.name]?.arrival;
      if (arrival === undefined || arrival.late === 0 || lowered!.lateness >= arrival.needed) continue;
      const { lateness, time } = declaration;
      const at = lateness ?? time;
      if (at === undefined) continue;
      const { start, end } = at;
      const location = { document, start, end };
      const { keepsAll, keepsMost } = arrival;
      const most = keepsMost === keepsAll ? "" : ` (\`${keepsMost}\` 99.9% of all records)`;
      const records = arrival.late === 1 ? "1 record was" : `${arrival.late} records were`;
      yield {
        location,
        message: `${records} late in the last replay, and no rule saw what is late. \`lateness ${keepsAll}\` would have kept all${most}; detections then wait as much longer.`,
        fixes: [
          lateness === undefined
            ? insertAt(location, `Add \`lateness ${keepsAll}\``, `\n  lateness ${keepsAll}`)
            : { title: `Set \`lateness ${keepsAll}\``, edits: [{ ...location, text: keepsAll }] },
        ],
      };
    }
  },
);
