/** README's list of what is not supported yet. Invariant: it says what `server/model/support.ts` says, no more, no less. */
import { LATER_FUNCTIONS } from "../server/model/laterFunctions.ts";
import { LATER } from "../server/model/support.ts";

const BEGIN = "<!-- not supported: begin -->\n";
const END = "<!-- not supported: end -->\n";

export function supportList(): string {
  const words = (names: Iterable<string>): string =>
    [...names]
      .sort()
      .map((name) => `\`${name}\``)
      .join(", ");
  // `An index in a path, as in \`a[0]\`,` goes on in a diagnostic's sentence; here it ends.
  const phrases = (forms: Readonly<Record<string, string>>): string =>
    Object.values(forms)
      .map((form) =>
        form
          .replace(/,$/, "")
          .replace(/^An? (?=`)/, "")
          .replace(/^An /, "an "),
      )
      .join("; ");
  return [
    `- Declarations, clauses, options: ${phrases(LATER)}.`,
    `- Functions: ${words(LATER_FUNCTIONS.keys())}.`,
    "",
  ].join("\n");
}

/** The page with the list in its place. */
export function withSupportList(page: string, list: string): string {
  const [from, to] = [page.indexOf(BEGIN), page.indexOf(END)];
  if (from < 0 || to < from) throw new Error("README has lost the marks between which the list stands.");
  return page.slice(0, from + BEGIN.length) + list + page.slice(to);
}
