/** An emit that would hide what a detection has anyway. */
import { problemCheck } from "./diagnostic.ts";

const reasons = {
  key: "is a key of the rule, which every detection carries already. Leave it out, or emit it under another name",
  builtin: "is set on every detection by itself, so this value would be lost. Emit it under another name",
  twice: "is emitted twice, so that the first value would be lost. Emit it under another name",
} as const;

export const reservedEmit = problemCheck(
  "reserved-emit",
  "error",
  "An emit named like something a detection has already",
  ({ name, reason }) => ({ message: `\`${name}\` ${reasons[reason]}.` }),
);
