/** An event that nothing names. */
import { ownCheck } from "./diagnostic.ts";
import { usedNames } from "./uses.ts";

export const unusedEvent = ownCheck("unused-event", "information", "An event that nothing uses", function* (analysis) {
  const used = usedNames(analysis);
  for (const { definition } of analysis.names.declared) {
    if (definition?.kind !== "event" || used.has(definition.name)) continue;
    yield {
      location: definition.location,
      unnecessary: true,
      message: `No rule and no event uses \`${definition.name}\`, so it changes nothing. Use it in a rule, or remove it.`,
    };
  }
});
