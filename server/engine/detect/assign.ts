/**
 * Distinct items for the members of an `all`: bipartite matching over a handful of candidates. Invariant: every chosen
 * item is used; items are their places.
 */

import type { Micros } from "../../model/program.ts";
import type { Entry } from "./plan.ts";
import { firstBehind, firstSince, type Window } from "./window.ts";

type Fits = (at: number) => readonly boolean[];

/**
 * Whether all members can be filled, by every item of `chosen` and for the rest by `later` items of each member.
 * `forced`: this member takes this item.
 */
export function matchable(
  size: number,
  chosen: readonly number[],
  fits: Fits,
  later: readonly (readonly number[])[],
  forced: { readonly member: number; readonly at: number } | null,
): boolean {
  const options = later.map((places, member) =>
    member === forced?.member ? [forced.at] : places.filter((at) => at !== forced?.at),
  );
  const suits = new Map(chosen.map((at) => [at, fits(at)]));
  const itemOf: (number | null)[] = Array.from({ length: size }, () => null);
  const place = (at: number, seen: Set<number>): boolean => {
    for (let member = 0; member < size; member++) {
      if (member === forced?.member || seen.has(member) || !suits.get(at)![member]) continue;
      seen.add(member);
      const other = itemOf[member]!;
      if (other === null || place(other, seen)) {
        itemOf[member] = at;
        return true;
      }
    }
    return false;
  };
  if (!chosen.every((at) => place(at, new Set()))) return false;
  const fill = (member: number, seen: Set<number>): boolean => {
    const own = member === forced?.member ? [] : chosen.filter((at) => suits.get(at)![member]);
    for (const at of [...options[member]!, ...own]) {
      if (seen.has(at)) continue;
      seen.add(at);
      const holder = itemOf.indexOf(at);
      if (holder < 0 || fill(holder, seen)) {
        itemOf[member] = at;
        return true;
      }
    }
    return false;
  };
  return itemOf.every((_, member) => itemOf[member] !== null || fill(member, new Set()));
}

/** The items by member: where several ways fill all, the first member gets its first possible item, then the second. */
export function assign(size: number, chosen: readonly number[], fits: Fits): readonly number[] {
  const suits = new Map(chosen.map((at) => [at, fits(at)]));
  const fill = (places: readonly number[]): readonly number[] | null => {
    if (places.length === size) return places;
    for (const at of chosen) {
      if (places.includes(at) || !suits.get(at)![places.length]) continue;
      const filled = fill([...places, at]);
      if (filled !== null) return filled;
    }
    return null;
  };
  return fill([]) ?? [];
}

/** The first set of items that fills all members with one of them behind `before`; in the order of the members. */
export function firstSet(windows: readonly Window[], oldest: Micros, before: number): readonly Entry[] | null {
  const size = windows.length;
  // Of each member the last few items behind a place: no more are ever in each other's way.
  const latest = (place: number): readonly (readonly number[])[] =>
    windows.map((window) => {
      const from = Math.max(firstBehind(window, place), firstSince(window, oldest), window.entries.length - size);
      return window.entries.slice(from).map(({ at }) => at);
    });
  const fits = (at: number): readonly boolean[] =>
    windows.map((window) => window.entries[firstBehind(window, at - 1)]?.at === at);
  const possible = (chosen: readonly number[], place: number): boolean => {
    const later = latest(place);
    if (chosen.some((at) => at > before)) return matchable(size, chosen, fits, later, null);
    return later.some((places, member) => {
      const last = places.at(-1) ?? -1;
      return last > before && matchable(size, chosen, fits, later, { member, at: last });
    });
  };
  if (!possible([], -1)) return null;
  const chosen: number[] = [];
  let place = -1;
  while (chosen.length < size) {
    const needed = chosen.length === size - 1 && !chosen.some((at) => at > before);
    if (needed) place = Math.max(place, before);
    place = Math.min(
      ...windows.map(
        (window) => window.entries[Math.max(firstBehind(window, place), firstSince(window, oldest))]?.at ?? Infinity,
      ),
    );
    if (place === Infinity) return null;
    if (possible([...chosen, place], place)) chosen.push(place);
  }
  const places = assign(size, chosen, fits);
  return places.map((at, member) => windows[member]!.entries[firstBehind(windows[member]!, at - 1)]!);
}
