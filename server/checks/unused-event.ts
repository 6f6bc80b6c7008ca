/** An event that nothing names. */
import { declaredIn, isReserved } from "../model/names.ts";
import { ownCheck } from "./diagnostic.ts";
import { declarationRemoved } from "./edits.ts";
import { inEachText } from "./eachText.ts";
import { usedNames } from "./mentioned.ts";

export const unusedEvent = ownCheck("unused-event", "information", "An event that nothing uses", function* (analysis) {
  const used = usedNames(analysis);
  for (const definition of eventsOf(analysis)) {
    const { name, location } = definition;
    if (used.has(name)) continue;
    yield {
      location,
      unnecessary: true,
      message: `No rule and no event uses \`${name}\`, so it changes nothing. Use it in a rule, or remove it.`,
      fixes: [declarationRemoved(analysis, definition)],
    };
  }
});

const eventsOf = inEachText(({ uri, tree }) =>
  declaredIn(uri, tree).flatMap(({ declaration, definition }) =>
    // One that can be named by nobody has an error of its own.
    definition?.kind === "event" && !declaration.broken && !isReserved(definition.name) ? [definition] : [],
  ),
);
