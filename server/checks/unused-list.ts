/** A list or a table that nothing names. */
import { ownCheck } from "./diagnostic.ts";
import { usedNames } from "./uses.ts";

export const unusedList = ownCheck(
  "unused-list",
  "information",
  "A list or table that nothing uses",
  function* (analysis) {
    const used = usedNames(analysis);
    const twice = new Set(analysis.names.duplicates.flat());
    for (const { definition } of analysis.names.declared) {
      if (
        (definition?.kind !== "list" && definition?.kind !== "table") ||
        used.has(definition.name) ||
        twice.has(definition)
      )
        continue;
      const way = definition.kind === "list" ? `\`in ${definition.name}\`` : `\`${definition.name}[key].column\``;
      yield {
        location: definition.location,
        unnecessary: true,
        message: `Nothing uses the ${definition.kind} \`${definition.name}\`, so it changes nothing. Use it, as in ${way}, or remove it.`,
      };
    }
  },
);
