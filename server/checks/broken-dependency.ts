/** What is left out of replays because of an error elsewhere. */
import { problemCheck } from "./diagnostic.ts";

export const brokenDependency = problemCheck(
  "broken-dependency",
  "information",
  "Left out because of an error elsewhere",
  ({ name, kind, cause, later }) => ({
    message: later
      ? `The ${kind} \`${name}\` waits for a later version, so what uses it is left out of replays too. To run this today, do without \`${name}\`.`
      : `The ${kind} \`${name}\` has an error, so what uses it is left out of replays. Correct \`${name}\`.`,
    related: [{ location: cause, message: `\`${name}\` is declared here.` }],
  }),
);
