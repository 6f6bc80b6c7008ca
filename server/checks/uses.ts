/** Which names of the folder are used anywhere, not counting where they are declared. */
import type { Analysis, Piece } from "../model/analysis.ts";

const known = new WeakMap<Analysis, ReadonlySet<string>>();
/** Most documents say the same as before the last edit. */
const byDocument = new WeakMap<readonly Piece[], readonly string[]>();

export function usedNames(analysis: Analysis): ReadonlySet<string> {
  const earlier = known.get(analysis);
  if (earlier !== undefined) return earlier;
  const used = new Set<string>();
  for (const { uri } of analysis.documents) {
    for (const name of usedIn(uri, analysis.pieces(uri))) used.add(name);
  }
  known.set(analysis, used);
  return used;
}

function usedIn(uri: string, pieces: readonly Piece[]): readonly string[] {
  const earlier = byDocument.get(pieces);
  if (earlier !== undefined) return earlier;
  const used = new Set<string>();
  for (const { mentions } of pieces) {
    for (const { start, meaning } of mentions) {
      if (meaning.kind !== "definition") continue;
      const { document, start: own } = meaning.definition.location;
      if (document !== uri || own !== start) used.add(meaning.definition.name);
    }
  }
  const names = [...used];
  byDocument.set(pieces, names);
  return names;
}
