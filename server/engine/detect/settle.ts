/**
 * What the items of an `all` count as, once each member has one. Invariant: the same for detection and for explanations,
 * and whatever the order of the members.
 */
import type { Bindings } from "../terms/bindings.ts";
import type { AllPlan, Choice, Entry, Slot } from "./plan.ts";

/** By member: what its item counts as so far. */
interface Settled extends Bindings {
  readonly choices: (Choice | null)[];
  resolve(slot: number, entry: Entry): Choice | null;
}

/** Under all the others; false: one is nothing, or under another key. `taken`: by member. */
export function settleMembers(
  { members }: AllPlan,
  slots: readonly Slot[],
  taken: readonly (Entry | null)[],
  match: Settled,
): boolean {
  const { choices } = match;
  // A member may read the label of one behind it, and what that one counts as is still open.
  const rounds = members.length;
  for (let round = 0; round < rounds; round++)
    for (const [member, entry] of taken.entries())
      choices[member] = derived(slots[members[member]!.slot]!, entry!, match);
  for (let round = 0; round <= rounds; round++)
    for (const [member, entry] of taken.entries()) {
      const choice = match.resolve(members[member]!.slot, entry!);
      const changed = choice?.alternative !== choices[member]?.alternative;
      if (round === rounds && (choice === null || changed)) return false;
      if (choice !== null) choices[member] = choice;
    }
  return true;
}

/** As the first that it may be, with the fields that labels give it. */
function derived({ alternatives }: Slot, { choices }: Entry, match: Bindings): Choice {
  const [choice] = choices;
  const { derive } = alternatives[choice!.alternative]!;
  return derive === null ? choice! : { ...choice!, view: derive.view(choice!.view, match) };
}
