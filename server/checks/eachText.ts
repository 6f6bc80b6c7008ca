/**
 * What checks of a whole folder read in each text by itself. Invariant: depends on that text alone, so it is looked for once,
 * however often the texts around it change.
 */
import type { Analysis, Document } from "../model/analysis.ts";

/** All of it, in order of documents. */
export function inEachText<Found>(find: (document: Document) => readonly Found[]): (analysis: Analysis) => Found[] {
  const known = new WeakMap<Document, readonly Found[]>();
  const findIn = (document: Document): readonly Found[] => {
    const earlier = known.get(document);
    if (earlier !== undefined) return earlier;
    const found = find(document);
    known.set(document, found);
    return found;
  };
  return ({ documents }) => documents.flatMap(findIn);
}
