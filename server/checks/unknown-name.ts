/** A name that nothing in the folder has, or that belongs to something else. */
import { AGGREGATES } from "../model/functions.ts";
import type { Location } from "../model/program.ts";
import { problemCheck } from "./diagnostic.ts";
import { article, listed, suggestion } from "./words.ts";

export const unknownName = problemCheck(
  "unknown-name",
  "error",
  "A name that nothing in the folder has",
  ({ name, wanted, found, candidates: all, location }, analysis) => {
    // Whoever names the declaration in which he stands goes round in a circle.
    const candidates = all.filter((candidate) => !holds(analysis.lookup(candidate)?.extent, location));
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

const holds = (extent: Location | undefined, { document, start, end }: Location): boolean =>
  extent !== undefined && extent.document === document && extent.start <= start && end <= extent.end;

const oneOf = (kinds: readonly string[]): string =>
  kinds.length < 2 ? kinds.join("") : `${kinds.slice(0, -1).join(", ")} or ${kinds.at(-1)!}`;
