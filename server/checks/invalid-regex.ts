/** A regular expression that cannot be read. */
import { problemCheck } from "./diagnostic.ts";

export const invalidRegex = problemCheck(
  "invalid-regex",
  "error",
  "A regular expression that cannot be read",
  ({ reason }) => ({
    message: `This regular expression cannot be used: ${reason}. Correct it, or use \`like\`, \`contains\` or \`startswith\` instead.`,
  }),
);
