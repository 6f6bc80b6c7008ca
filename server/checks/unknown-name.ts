/** A name that nothing in the folder has, or that belongs to something else. */
import { AGGREGATES } from "../model/functions.ts";
import { problemCheck } from "./diagnostic.ts";
import { article, listed, suggestion } from "./words.ts";

export const unknownName = problemCheck(
  "unknown-name",
  "error",
  "A name that nothing in the folder has",
  ({ name, wanted, found, candidates, location }) => {
    const kinds = oneOf(wanted.map(article));
    if (found !== null) {
      const there = candidates.length === 0 ? "Declare one first." : `There are ${listed(candidates)}.`;
      return { message: `\`${name}\` is ${article(found)}, but ${kinds} must stand here. ${there}` };
    }
    if (name === "as") {
      return {
        message: "A label stands in front of its step, with a colon: `entry: login`. Nothing here is named `as`.",
      };
    }
    if (AGGREGATES.has(name)) {
      const message = `\`${name}\` is what counts, and what is counted must stand here: write \`${name}(user of login)\`.`;
      return { message };
    }
    const otherwise = candidates.length === 0 ? "Declare it first." : `There are ${listed(candidates)}.`;
    const { hint, fixes } = suggestion(name, candidates, location, otherwise);
    return {
      message: `Nothing in this folder is named \`${name}\`, so this can never match; ${kinds} must stand here. ${hint}`,
      fixes,
    };
  },
);

const oneOf = (kinds: readonly string[]): string =>
  kinds.length < 2 ? kinds.join("") : `${kinds.slice(0, -1).join(", ")} or ${kinds.at(-1)!}`;
