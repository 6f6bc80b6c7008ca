/** A map that sets what only the engine may set. */
import { problemCheck } from "./diagnostic.ts";

export const invalidTarget = problemCheck(
  "invalid-target",
  "error",
  "A field that `map` cannot set",
  ({ name, reason }) => ({
    message: `\`${name}\` cannot be set in \`map\`: ${reason}. Choose another field for this value, for example an ECS name such as \`event.action\`.`,
  }),
);
