/** Which names of the folder are used anywhere, not counting where they are declared. */
import type { Analysis } from "../model/analysis.ts";

const known = new WeakMap<Analysis, ReadonlySet<string>>();

export function usedNames(analysis: Analysis): ReadonlySet<string> {
  const earlier = known.get(analysis);
  if (earlier !== undefined) return earlier;
  const used = new Set<string>();
  for (const { uri } of analysis.documents) {
    for (const { start, meaning } of analysis.mentions(uri)) {
      if (meaning.kind !== "definition") continue;
      const { document, start: own } = meaning.definition.location;
      if (document !== uri || own !== start) used.add(meaning.definition.name);
    }
  }
  known.set(analysis, used);
  return used;
}
