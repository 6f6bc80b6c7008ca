/** What names a rule by way of events: `event e = a_rule where ...` passes on that rule's detections. */
import type { EventUse, Step } from "../../grammar/ast.ts";
import type { Analysis } from "../model/analysis.ts";
import { inEachText } from "./eachText.ts";

/** These rules, and the events whose items may be detections of one of them. */
export function withEventsOf(analysis: Analysis, rules: Iterable<string>): ReadonlySet<string> {
  const found = new Set(rules);
  if (found.size === 0) return found;
  const events = usesOfEvents(analysis);
  for (let before = -1; before !== found.size;) {
    before = found.size;
    for (const { event, uses } of events) if (uses.some((name) => found.has(name))) found.add(event);
  }
  return found;
}

/** What each event names. */
const usesOfEvents = inEachText(({ tree }) =>
  tree.declarations.flatMap((declaration) =>
    declaration.kind === "event" && declaration.name !== undefined && declaration.body !== undefined
      ? [{ event: declaration.name.text, uses: usesIn(declaration.body).flatMap(({ name }) => name?.text ?? []) }]
      : [],
  ),
);

/** What a step names that takes one item. */
export function usesIn(step: Step): readonly EventUse[] {
  if (step.kind === "use") return [step];
  return step.kind === "any" ? step.members.flatMap(usesIn) : [];
}
