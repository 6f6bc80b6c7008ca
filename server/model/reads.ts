/** What a term reads. Invariant: walks with a stack of its own, since chains of operators may be long. */
import type { Term } from "./program.ts";

/** The fields that a term reads of the item at hand. */
export function fieldsOf(term: Term): ReadonlySet<string> {
  const found = new Set<string>();
  const stack: unknown[] = [term];
  while (stack.length > 0) {
    const part = stack.pop();
    if (typeof part !== "object" || part === null) continue;
    if ("kind" in part && part.kind === "field") found.add((part as Extract<Term, { kind: "field" }>).field);
    else stack.push(...Object.values(part));
  }
  return found;
}
