/** A pattern of nothing but absences and counts. */
import { problemCheck } from "./diagnostic.ts";

export const noPositiveStep = problemCheck(
  "no-positive-step",
  "error",
  "A pattern without a step that takes a record",
  ({ of }) => ({
    message: `No step of this \`${of}\` takes a record, so there is nothing at which it could fire. Add an event; for a count alone write \`when count(login_failed) >= 5 within 10m\`.`,
  }),
);
