/** What names a rule by way of events: `event e = a_rule where ...` passes on that rule's detections. */
import type { EventUse, Step } from "../../grammar/ast.ts";
import type { Analysis } from "../model/analysis.ts";

/** These rules, and the events whose items may be detections of one of them. */
export function withEventsOf(analysis: Analysis, rules: Iterable<string>): ReadonlySet<string> {
  const found = new Set(rules);
  if (found.size === 0) return found;
  for (let before = -1; before !== found.size;) {
    before = found.size;
    for (const { declaration } of analysis.names.declared) {
      if (declaration.kind !== "event" || declaration.name === undefined || declaration.body === undefined) continue;
      if (usesIn(declaration.body).some(({ name }) => name !== undefined && found.has(name.text))) {
        found.add(declaration.name.text);
      }
    }
  }
  return found;
}

/** What a step names that takes one item. */
export function usesIn(step: Step): readonly EventUse[] {
  if (step.kind === "use") return [step];
  return step.kind === "any" ? step.members.flatMap(usesIn) : [];
}
