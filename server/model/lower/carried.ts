/** What passes a value on: `emit host = entry.device`. Invariant: where a field is named here, every value is one of its own. */
import { findField, type Field } from "../fields.ts";
import type { Term } from "../program.ts";
import type { Scope } from "../scopes.ts";

/** The field whose values these are. */
export function carriedBy(term: Term, scope: Scope): Field | undefined {
  switch (term.kind) {
    case "field":
      return findField(scope.item, term.field);
    case "label":
      return ofLabel(scope, term.label, term.field);
    case "summary":
      return term.function === "count" || term.function === "sum" ? undefined : ofLabel(scope, term.label, term.field);
    default:
      return undefined;
  }
}

function ofLabel(scope: Scope, name: string, field: string | null): Field | undefined {
  const label = scope.labels.get(name);
  return label === undefined || field === null ? undefined : findField(label.items, field);
}
