/** What an item counts as in a slot, under what is bound. Invariant: reads bindings, changes nothing. */
import type { Item } from "../item.ts";
import type { Bindings } from "../terms/bindings.ts";
import { PlainEntry } from "./entry.ts";
import { applyLeaf } from "./leaf.ts";
import type { Alternative, Choice, Entry, Plan } from "./plan.ts";

/** The item as an alternative sees it, without what labels give it. */
export function viewOf(plan: Plan, { leaf }: Alternative, item: Item): Item {
  return leaf < 0 ? item : (applyLeaf(plan.leaves[leaf]!, item) ?? item);
}

/** The first that it is; null: nothing, or under another key. */
export function resolve(alternatives: readonly Alternative[], entry: Entry, bindings: Bindings): Choice | null {
  if (entry instanceof PlainEntry) {
    const { cross, derive } = alternatives[entry.alternative]!;
    if (derive === null) return cross === null || cross(entry.item, bindings) ? entry.choice : null;
  }
  for (const choice of entry.choices) {
    const { cross, derive } = alternatives[choice.alternative]!;
    const view = derive === null ? choice.view : derive.view(choice.view, bindings);
    if (cross !== null && !cross(view, bindings)) continue;
    if (choice.partition !== undefined) {
      const keys = derive!.keys!(view);
      if (keys.size === 0) continue;
      if (!keys.has(choice.partition)) return null;
    }
    if (!choice.mine) return null;
    return derive === null ? choice : { ...choice, view };
  }
  return null;
}
