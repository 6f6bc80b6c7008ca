/** The problem of a field that is not there. Invariant: its candidates are those that could stand in its place. */
import type { FieldSet } from "../fields.ts";

export function unknownField(name: string, items: FieldSet, hint: string | null) {
  return { code: "unknown-field", name, of: items.of, candidates: [...items.fields.keys()], hint } as const;
}
