/** Which fields of the item at hand a term reads. */
import type { Term } from "../../model/program.ts";

export function fieldsOf(term: Term): ReadonlySet<string> {
  const fields = new Set<string>();
  collect(term, fields);
  return fields;
}

function collect(term: Term, fields: Set<string>): void {
  switch (term.kind) {
    case "field":
      fields.add(term.field);
      return;
    case "items":
      return term.items.forEach((item) => collect(item, fields));
    case "range":
      return [term.from, term.to].forEach((end) => collect(end, fields));
    case "and":
    case "or":
      return term.terms.forEach((part) => collect(part, fields));
    case "not":
    case "negate":
    case "exists":
      return collect(term.term, fields);
    case "compare":
    case "arithmetic":
      return [term.left, term.right].forEach((side) => collect(side, fields));
    case "if":
      return [term.condition, term.then, term.else].forEach((part) => collect(part, fields));
    case "call":
      return term.arguments.forEach((argument) => collect(argument, fields));
    case "constant":
    case "regex":
    case "label":
    case "list":
    case "aggregate":
    case "summary":
      return;
  }
}
