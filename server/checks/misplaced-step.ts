/** A step that cannot stand where it stands. */
import { problemCheck } from "./diagnostic.ts";

export const misplacedStep = problemCheck(
  "misplaced-step",
  "error",
  "A step that cannot stand where it stands",
  ({ reason, hint }) => ({ message: `This cannot be matched: ${reason}. ${hint}` }),
);
