/** A rule file with so many declarations that each keystroke in it costs more than it should. */
import { ownCheck } from "./diagnostic.ts";

/** An edit reads its whole file anew. */
const MANY = 5000;

export const largeFile = ownCheck(
  "large-file",
  "warning",
  "A rule file that makes the editor slow",
  function* (analysis) {
    for (const { uri, tree } of analysis.documents) {
      const [first] = tree.declarations;
      const { length } = tree.declarations;
      if (first === undefined || length <= MANY) continue;
      yield {
        location: { document: uri, start: first.keyword.start, end: first.keyword.end },
        message: `This file has ${length} declarations, all of which are read anew whenever it is edited, so the editor becomes slow. Split it into files of at most ${MANY}; all files of a folder share their names.`,
      };
    }
  },
);
