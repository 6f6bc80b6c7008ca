/** Two steps of one pattern with the same label. */
import { problemCheck } from "./diagnostic.ts";

export const duplicateLabel = problemCheck(
  "duplicate-label",
  "error",
  "Two steps have the same label",
  ({ name, other }) => ({
    message: `\`${name}\` is the label of another step too, so \`${name}.time\` could mean either. Give one of them another label.`,
    related: [{ location: other, message: `The other \`${name}\` is here.` }],
  }),
);
