/** What an item counts as in a slot, under what is bound. Invariant: reads bindings, changes nothing. */
import type { Bindings } from "../terms/bindings.ts";
import type { Alternative, Choice, Entry } from "./plan.ts";

/** The first that it is; null: nothing, or under another key. */
export function resolve(alternatives: readonly Alternative[], entry: Entry, bindings: Bindings): Choice | null {
  for (const choice of entry.choices) {
    const { cross } = alternatives[choice.alternative]!;
    if (cross === null || cross(choice.view, bindings)) return choice.mine ? choice : null;
  }
  return null;
}
