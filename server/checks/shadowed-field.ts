/** A label that hides fields: behind `source:`, `source.port` is the step's port, not the record's. */
import { ownCheck } from "./diagnostic.ts";

export const shadowedField = ownCheck("shadowed-field", "warning", "A label that hides fields", function* (analysis) {
  for (const { legs, labels } of analysis.rules) {
    for (const { name, definition } of labels.values()) {
      const hidden = legs
        .flatMap(({ items }) => [...items.fields.keys()])
        .find((field) => field.startsWith(`${name}.`));
      if (hidden === undefined) continue;
      yield {
        location: definition.location,
        message: `The label \`${name}\` hides the field \`${hidden}\`: where the label can be read, \`${hidden}\` means a field of that step, which is easily overlooked. Choose another label.`,
      };
    }
  }
});
