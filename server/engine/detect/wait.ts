/**
 * Deadlines not yet reached, as a binary heap. Invariant: the first is the smallest in the order of deadlines: time,
 * then the rule (in the plan's order: depth, name), key, place of the completing item, inner patterns first.
 */
import { compareKeys } from "../item.ts";
import type { Wait } from "./state.ts";

export function pushWait(heap: Wait[], wait: Wait): void {
  let at = heap.length;
  heap.push(wait);
  while (at > 0) {
    const parent = (at - 1) >> 1;
    if (compare(heap[parent]!, wait) <= 0) break;
    heap[at] = heap[parent]!;
    at = parent;
  }
  heap[at] = wait;
}

export function popWait(heap: Wait[]): Wait {
  const first = heap[0]!;
  const last = heap.pop()!;
  if (heap.length === 0) return first;
  let at = 0;
  for (;;) {
    let child = 2 * at + 1;
    if (child >= heap.length) break;
    if (child + 1 < heap.length && compare(heap[child + 1]!, heap[child]!) < 0) child++;
    if (compare(last, heap[child]!) <= 0) break;
    heap[at] = heap[child]!;
    at = child;
  }
  heap[at] = last;
  return first;
}

function compare(a: Wait, b: Wait): number {
  return (
    a.time - b.time ||
    a.rule - b.rule ||
    compareKeys(a.key, b.key) ||
    a.completing - b.completing ||
    a.pattern - b.pattern
  );
}
