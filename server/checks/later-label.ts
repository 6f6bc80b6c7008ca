/** A `where` that reads a label which is not bound when it is judged. */
import type { Analysis } from "../model/analysis.ts";
import type { Location } from "../model/program.ts";
import { problemCheck, type Fix } from "./diagnostic.ts";
import { replace } from "./words.ts";

const reasons = {
  "written-later": "is the label of a later step: when this condition is judged, that step has no record yet",
  "counted-by-until":
    "is the label of an aggregate, which `until` must not read: what it counts depends on `until` itself",
  outside: "is a label of the pattern around this one, which is matched by itself and knows nothing of it",
  own: "is the label of this step itself or of one that has no record",
} as const;

const advice = {
  "written-later": "Move the condition to the later step, which can read this one.",
  "counted-by-until": "Read the label of a step that takes one record.",
  outside: "Move the condition to a step of the pattern that has the label.",
  own: "Write the field without a label.",
} as const;

export const laterLabel = problemCheck(
  "later-label",
  "error",
  "A condition reads a label that is not bound yet",
  ({ name, reason, declared, location }, analysis) => ({
    message: `\`${name}\` ${reasons[reason]}. ${advice[reason]}`,
    related: declared === null ? [] : [{ location: declared, message: `\`${name}\` is here.` }],
    fixes: reason === "own" ? withoutLabel(analysis, location) : [],
  }),
);

function withoutLabel(analysis: Analysis, location: Location): readonly Fix[] {
  const path = analysis.document(location.document)!.text.slice(location.start, location.end);
  const field = path.slice(path.indexOf(".") + 1);
  return field === "" || field === path ? [] : [replace(location, path, field)];
}
