/** What a label means once items are bound to steps. Invariant: one reading of it for sequences, `all` and explanations. */
import type { Item } from "../item.ts";
import type { Choice, LabelPlan } from "./plan.ts";

/** The item that a label names; null: it is a count's, its step has no item yet, or that item is another member of the `any`. */
export function boundTo(meaning: LabelPlan | undefined, choices: readonly (Choice | null)[]): Item | null {
  if (meaning?.kind !== "step") return null;
  const choice = choices[meaning.step] ?? null;
  if (choice === null) return null;
  return meaning.alternatives === null || meaning.alternatives.includes(choice.alternative) ? choice.view : null;
}
