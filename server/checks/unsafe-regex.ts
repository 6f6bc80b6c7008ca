/** A regular expression that a hostile log line can make run for ever. */
import { problemCheck } from "./diagnostic.ts";

export const unsafeRegex = problemCheck("unsafe-regex", "error", "A regular expression that can hang", ({ attack }) => {
  const repeated = JSON.stringify(attack).slice(1, -1);
  return {
    message: `This regular expression can hang: a text that repeats \`${repeated}\` fits its parts in exponentially many ways, and whoever writes such a line into the log stops the detection. Let only one repetition match a given text: \`(a+)+\` is \`a+\`, \`(\\w+\\s?)*\` is \`(\\w+\\s)*\\w*\`.`,
  };
});
