/** A step whose records never have a key field: they take no part, and a `no` of them always holds. */
import { ownCheck } from "./diagnostic.ts";

const effects = {
  step: "so its records never take part and the rule cannot fire",
  aggregate: "so its records are never counted",
  absence: "so this absence always holds",
} as const;

export const missingKey = ownCheck(
  "missing-key",
  "warning",
  "A step whose records lack a key field",
  function* (analysis) {
    for (const { keys, legs } of analysis.rules) {
      for (const { role, name, location, items } of legs) {
        if (items.open) continue;
        for (const { name: key } of keys) {
          const elsewhere = legs.some((leg) => leg.items.open || leg.items.fields.has(key));
          if (items.fields.has(key) || !elsewhere) continue;
          yield {
            location,
            message: `\`${name}\` has no field \`${key}\`, by which this rule keeps records apart, ${effects[role]}. Say where its value stands, as in \`${name} with ${key} = ...\`.`,
          };
        }
      }
    }
  },
);
