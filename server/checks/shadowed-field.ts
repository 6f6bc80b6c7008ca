/** A label that hides fields: behind `source:`, `source.port` is the step's port, not the record's. */
import type { Leg } from "../model/scopes.ts";
import { ownCheck } from "./diagnostic.ts";

export const shadowedField = ownCheck("shadowed-field", "warning", "A label that hides fields", function* (analysis) {
  for (const { legs, labels } of analysis.rules) {
    if (labels.size === 0) continue;
    const dotted = fieldsByBeginning(legs);
    for (const { name, definition } of labels.values()) {
      const hidden = dotted.get(name);
      if (hidden === undefined) continue;
      yield {
        location: definition.location,
        message: `The label \`${name}\` hides the field \`${hidden}\`: where the label can be read, \`${hidden}\` means a field of that step, which is easily overlooked. Choose another label.`,
      };
    }
  }
});

/** By what stands before one of its dots: the first such field. */
function fieldsByBeginning(legs: readonly Leg[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const items of new Set(legs.map((leg) => leg.items))) {
    for (const field of items.fields.keys()) {
      for (let dot = field.indexOf("."); dot >= 0; dot = field.indexOf(".", dot + 1)) {
        const beginning = field.slice(0, dot);
        if (!found.has(beginning)) found.set(beginning, field);
      }
    }
  }
  return found;
}
