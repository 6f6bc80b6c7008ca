/** An event that nothing names. */
import { declaredIn } from "../model/names.ts";
import { ownCheck } from "./diagnostic.ts";
import { inEachText } from "./eachText.ts";
import { usedNames } from "./uses.ts";

export const unusedEvent = ownCheck("unused-event", "information", "An event that nothing uses", function* (analysis) {
  const used = usedNames(analysis);
  for (const { name, location } of eventsOf(analysis)) {
    if (used.has(name)) continue;
    yield {
      location,
      unnecessary: true,
      message: `No rule and no event uses \`${name}\`, so it changes nothing. Use it in a rule, or remove it.`,
    };
  }
});

const eventsOf = inEachText(({ uri, tree }) =>
  declaredIn(uri, tree).flatMap(({ definition }) => (definition?.kind === "event" ? [definition] : [])),
);
