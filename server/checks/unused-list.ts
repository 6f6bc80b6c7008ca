/** A list or a table that nothing names. */
import { declaredIn } from "../model/names.ts";
import { ownCheck } from "./diagnostic.ts";
import { declarationRemoved } from "./edits.ts";
import { inEachText } from "./eachText.ts";
import { usedNames } from "./mentioned.ts";

export const unusedList = ownCheck(
  "unused-list",
  "information",
  "A list or table that nothing uses",
  function* (analysis) {
    const used = usedNames(analysis);
    const twice = new Set(analysis.names.duplicates.flat());
    for (const definition of listsOf(analysis)) {
      if (used.has(definition.name) || twice.has(definition)) continue;
      const way = definition.kind === "list" ? `\`in ${definition.name}\`` : `\`${definition.name}[key].column\``;
      yield {
        location: definition.location,
        unnecessary: true,
        message: `Nothing uses the ${definition.kind} \`${definition.name}\`, so it changes nothing. Use it, as in ${way}, or remove it.`,
        fixes: [declarationRemoved(analysis, definition)],
      };
    }
  },
);

const listsOf = inEachText(({ uri, tree }) =>
  declaredIn(uri, tree).flatMap(({ declaration, definition }) =>
    (definition?.kind === "list" || definition?.kind === "table") && !declaration.broken ? [definition] : [],
  ),
);
