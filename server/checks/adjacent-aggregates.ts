/** Two aggregates with nothing between them: it is open where the records of one end. */
import { problemCheck } from "./diagnostic.ts";

export const adjacentAggregates = problemCheck(
  "adjacent-aggregates",
  "error",
  "Two aggregates with no step between them",
  ({ other }) => ({
    message:
      "Two aggregates follow each other, so it is open where the records of the first end and those of the second begin. Put an event between them, or join them with `and` in one step.",
    related: [{ location: other, message: "The other aggregate is here." }],
  }),
);
