/** A rule file with so many declarations, or so long a one, that each keystroke in it costs more than it should. */
import { isTooLong, MOST_CHARACTERS, MOST_WORDS } from "../../grammar/print.ts";
import { ownCheck } from "./diagnostic.ts";

/** An edit reads its whole file anew. */
const MANY = 5000;

export const largeFile = ownCheck(
  "large-file",
  "warning",
  "A rule file that makes the editor slow",
  function* (analysis) {
    for (const { uri, text, tree } of analysis.documents) {
      for (const { keyword, ...extent } of tree.declarations) {
        if (!isTooLong(text, extent)) continue;
        yield {
          location: { document: uri, start: keyword.start, end: keyword.end },
          message: `This declaration has more than ${MOST_WORDS} words and signs, so the editor becomes slow, and formatting leaves it as it is. Keep what it lists in a file: \`list names from "lists/names.txt"\`.`,
        };
      }
      const [first] = tree.declarations;
      const { length } = tree.declarations;
      if (first === undefined || length <= MANY) continue;
      yield {
        location: { document: uri, start: first.keyword.start, end: first.keyword.end },
        message: `This file has ${length} declarations, all of which are read anew whenever it is edited, so the editor becomes slow${text.length > MOST_CHARACTERS ? ", and formatting leaves it as it is" : ""}. Split it into files of at most ${MANY}; all files of a folder share their names.`,
      };
    }
  },
);
