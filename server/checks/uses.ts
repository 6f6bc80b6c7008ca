/** Which names of the folder are used anywhere, not counting where they are declared. */
import type { Analysis } from "../model/analysis.ts";
import type { Mention } from "../model/scopes.ts";

const known = new WeakMap<Analysis, ReadonlySet<string>>();
/** Most documents say the same as before the last edit. */
const byDocument = new WeakMap<readonly Mention[], readonly string[]>();

export function usedNames(analysis: Analysis): ReadonlySet<string> {
  const earlier = known.get(analysis);
  if (earlier !== undefined) return earlier;
  const used = new Set<string>();
  for (const { uri } of analysis.documents) {
    for (const name of usedIn(uri, analysis.mentions(uri))) used.add(name);
  }
  known.set(analysis, used);
  return used;
}

function usedIn(uri: string, mentions: readonly Mention[]): readonly string[] {
  const earlier = byDocument.get(mentions);
  if (earlier !== undefined) return earlier;
  const used = new Set<string>();
  for (const { start, meaning } of mentions) {
    if (meaning.kind !== "definition") continue;
    const { document, start: own } = meaning.definition.location;
    if (document !== uri || own !== start) used.add(meaning.definition.name);
  }
  const names = [...used];
  byDocument.set(mentions, names);
  return names;
}
