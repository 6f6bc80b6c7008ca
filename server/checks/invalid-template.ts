/** A template whose text cannot be taken apart into a common part and captures. */
import { problemCheck } from "./diagnostic.ts";

export const invalidTemplate = problemCheck(
  "invalid-template",
  "error",
  "A template with a capture that cannot be read",
  ({ reason, hint }) => ({ message: `In this template ${reason}, so no message can be matched with it. ${hint}` }),
);
