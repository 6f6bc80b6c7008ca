/** A label that no step of the pattern has. */
import { problemCheck } from "./diagnostic.ts";
import { listed, suggestion } from "./words.ts";

export const unknownLabel = problemCheck(
  "unknown-label",
  "error",
  "A label that no step has",
  ({ name, candidates, location }) => {
    const none = "Put one before a step, as in `entry: login`.";
    const otherwise = candidates.length === 0 ? none : `The labels are ${listed(candidates)}.`;
    const { hint, fixes } = suggestion(name, candidates, location, otherwise);
    return { message: `No step here has the label \`${name}\`, so there is no record to read from. ${hint}`, fixes };
  },
);
