/**
 * Items of one slot and key, in the order of their places. Invariant: `at` and `time` ascend from `head` on; what lies
 * before `head` is gone and only not yet cut off.
 */
import type { Micros } from "../../model/program.ts";
import type { Entry } from "./plan.ts";

/** What has a place. */
export interface Placed {
  readonly at: number;
  readonly time: Micros;
}

export interface Window<E extends Placed = Entry> {
  entries: E[];
  head: number;
}

export const createWindow = <E extends Placed = Entry>(): Window<E> => ({ entries: NOTHING as E[], head: 0 });

/** Of all windows that never held anything; there may be millions, so each has a list of its own only once it needs one. */
const NOTHING: Placed[] = [];
Object.freeze(NOTHING);

/** Behind all others. The list of most windows is of one entry, and takes no more room than that. */
export function append<E extends Placed>(window: Window<E>, entry: E): void {
  if (window.entries.length === 0) window.entries = [entry];
  else window.entries.push(entry);
}

/** Of the list of a window at most one in so many is gone. */
const MOST_GONE = 4;

/** Forgets what is older than `time`. Amortised constant. */
export function expire<E extends Placed>(window: Window<E>, time: Micros): void {
  const { entries } = window;
  while (window.head < entries.length && entries[window.head]!.time < time) window.head++;
  if (window.head > 0 && window.head === entries.length) {
    window.entries = NOTHING as E[];
    window.head = 0;
  } else if (window.head * MOST_GONE > entries.length) {
    // What is gone keeps its record alive. A copy takes no more room than it needs.
    window.entries = entries.slice(window.head);
    window.head = 0;
  }
}

/** Index of the first entry behind the place `at`. */
export function firstBehind(window: Window<Placed>, at: number): number {
  return firstWhere(window, (entry) => entry.at > at);
}

/** Index of the first entry with a time of at least `time`. */
export function firstSince(window: Window<Placed>, time: Micros): number {
  return firstWhere(window, (entry) => entry.time >= time);
}

export function find<E extends Placed>(window: Window<E>, at: number): E | null {
  const entry = window.entries[firstBehind(window, at - 1)];
  return entry !== undefined && entry.at === at ? entry : null;
}

export function remove(window: Window, at: number): void {
  const index = firstBehind(window, at - 1);
  if (window.entries[index]?.at !== at) return;
  if (index === window.head) window.head++;
  else window.entries.splice(index, 1);
}

/** Puts an entry where it belongs, once. */
export function insert(window: Window, entry: Entry): void {
  const index = firstBehind(window, entry.at - 1);
  if (index === window.entries.length) append(window, entry);
  else if (window.entries[index]!.at !== entry.at) window.entries.splice(index, 0, entry);
}

/** `holds` must stay true once it is. */
function firstWhere({ entries, head }: Window<Placed>, holds: (entry: Placed) => boolean): number {
  let low = head;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(entries[middle]!)) high = middle;
    else low = middle + 1;
  }
  return low;
}

export interface Listed<T> {
  readonly total: number;
  readonly items: readonly T[];
}

/** Of a count so many of the first and of the last items are kept as evidence. */
const KEPT = 50;

/** What lies at `from` .. `to` - 1: all of it, or of more than 100 the first and the last 50. */
export function listed(window: Window, from = window.head, to = window.entries.length): Listed<Entry> {
  const { entries } = window;
  const total = Math.max(0, to - from);
  if (total <= 2 * KEPT) return { total, items: entries.slice(from, from + total) };
  return { total, items: [...entries.slice(from, from + KEPT), ...entries.slice(to - KEPT, to)] };
}
