/** An event that nothing names. */
import { ownCheck } from "./diagnostic.ts";

export const unusedEvent = ownCheck("unused-event", "information", "An event that nothing uses", function* (analysis) {
  const used = new Set<string>();
  for (const { uri } of analysis.documents) {
    for (const { start, meaning } of analysis.mentions(uri)) {
      if (meaning.kind !== "definition" || meaning.definition.kind !== "event") continue;
      const { document, start: own } = meaning.definition.location;
      if (document !== uri || own !== start) used.add(meaning.definition.name);
    }
  }
  for (const { definition } of analysis.names.declared) {
    if (definition?.kind !== "event" || used.has(definition.name)) continue;
    yield {
      location: definition.location,
      unnecessary: true,
      message: `No rule and no event uses \`${definition.name}\`, so it changes nothing. Use it in a rule, or remove it.`,
    };
  }
});
