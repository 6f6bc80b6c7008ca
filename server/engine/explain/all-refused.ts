/**
 * Items of a missing member of an `all` that a `where` refused: its own, or one of another member that reads its label.
 * Invariant: judged by the predicates of detection, with what else was taken bound.
 */
import type { Micros } from "../../model/program.ts";
import { labelsOf } from "../../model/support.ts";
import type { AllPlan, Entry, RulePlan } from "../detect/plan.ts";
import { firstBehind } from "../detect/window.ts";
import type { Item } from "../item.ts";
import type { TermEnvironment } from "../terms/environment.ts";
import { AllReading } from "./all-reading.ts";
import { conjunctsOf, type Conjunct } from "./conjuncts.ts";
import type { Windows } from "./reading.ts";
import type { Rung } from "./rungs.ts";

export interface Bound {
  readonly rule: RulePlan;
  readonly plan: AllPlan;
  readonly windows: Windows;
  readonly begin: Entry;
  /** By member. */
  readonly taken: readonly (Entry | null)[];
}

/** Items that are looked at. */
const MOST_TRIED = 50;

export function refusedAmong(
  { rule, plan, windows, begin, taken }: Bound,
  members: readonly Rung[],
  missing: Rung,
  deadline: Micros,
  environment: TermEnvironment,
): { readonly item: Item; readonly text: string; readonly found: string } | null {
  if (missing.written.kind !== "event") return null;
  const reading = new AllReading(rule, plan, windows, begin);
  for (const [member, entry] of taken.entries()) reading.bind(member, entry);
  const window = windows.get(missing.slots[0]!)!;
  for (let i = firstBehind(window, begin.at - 1), tried = 0; i < window.entries.length && tried < MOST_TRIED; i++) {
    const entry = window.entries[i]!;
    if (entry.time > deadline) return null;
    if (taken.some((other) => other?.at === entry.at)) continue;
    tried++;
    reading.bind(missing.step, entry);
    for (const rung of [missing, ...members]) {
      const view = reading.choices[rung.step]?.view;
      if (view === undefined || rung.written.kind !== "event") continue;
      const refused = conjunctsOf(rung.written.use, environment).find((each) => isFalse(each, view, reading));
      if (refused !== undefined) return { item: entry.item, text: refused.text, found: refused.found(view, reading) };
    }
  }
  return null;
}

/** A part that reads a label of what nothing was taken for says nothing yet. */
function isFalse({ term, holds }: Conjunct, view: Item, reading: AllReading): boolean {
  return [...labelsOf(term)].every((label) => reading.many(label).length > 0) && !holds(view, reading);
}
