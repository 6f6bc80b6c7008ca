/**
 * Items for members, each item for one. Invariant: as many members as can have one, the first members before the
 * others; the first item is among them.
 */
import type { Entry } from "../detect/plan.ts";

/** `candidates`: by member, in place order; `begin`: the place of the first item. */
export function pairing(candidates: readonly (readonly Entry[])[], begin: number): readonly (Entry | null)[] {
  const taken: (Entry | null)[] = candidates.map(() => null);
  const find = (member: number, tried: Set<number>): boolean =>
    candidates[member]!.some((entry) => {
      if (tried.has(entry.at)) return false;
      tried.add(entry.at);
      const holder = taken.findIndex((each) => each?.at === entry.at);
      if (holder >= 0 && !find(holder, tried)) return false;
      taken[member] = entry;
      return true;
    });
  for (const member of candidates.keys()) find(member, new Set());
  if (taken.some((entry) => entry?.at === begin)) return taken;
  // Whoever takes it leaves its own item, so no fewer are filled.
  const own = candidates.findIndex((each) => each.some(({ at }) => at === begin));
  return own < 0
    ? taken
    : taken.with(
        own,
        candidates[own]!.find(({ at }) => at === begin)!,
      );
}
