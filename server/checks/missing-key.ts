/** A step whose records never have a key field: they take no part, and a `no` of them always holds. */
import { findField, type Field, type FieldSet } from "../model/fields.ts";
import type { Location, Type } from "../model/program.ts";
import type { Leg } from "../model/scopes.ts";
import { sameType } from "../model/types.ts";
import { ownCheck, type Fix } from "./diagnostic.ts";
import { insertAt } from "./words.ts";

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
          const elsewhere = legs.some((leg) => leg.items.open || findField(leg.items, key) !== undefined);
          if (findField(items, key) !== undefined || !elsewhere) continue;
          yield {
            location,
            message: `\`${name}\` has no field \`${key}\`, by which this rule keeps records apart, ${effects[role]}. Say where its value stands, as in \`${name} with ${key} = ...\`.`,
            fixes: role === "aggregate" ? undefined : withFixes(location, key, typeOf(legs, key), items),
          };
        }
      }
    }
  },
);

/** Fields that are offered: more would be a guess. */
const MOST_FIXES = 3;

const typeOf = (legs: readonly Leg[], key: string): Type =>
  legs.map(({ items }) => findField(items, key)?.type).find((type) => type !== undefined) ?? "unknown";

/** `with key = field`, of fields of the key's type, those that the source itself has first. */
function withFixes(at: Location, key: string, type: Type, items: FieldSet): readonly Fix[] | undefined {
  const fields = [...items.fields.values()];
  if (fields.some(({ origin }) => origin === "with")) return undefined;
  const fitting = fields.filter((field) => rankOf(field) < OWN.length && sameType(field.type, type));
  return fitting
    .sort((a, b) => rankOf(a) - rankOf(b))
    .slice(0, MOST_FIXES)
    .map(({ name }) => insertAt(at, `Add \`with ${key} = ${name}\``, ` with ${key} = ${name}`));
}

const OWN: readonly Field["origin"][] = ["capture", "map", "emit", "key", "declared", "result", "unified"];

function rankOf({ origin }: Field): number {
  const rank = OWN.indexOf(origin);
  return rank < 0 ? OWN.length : rank;
}
