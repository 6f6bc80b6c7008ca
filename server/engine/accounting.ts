/** Where every line went, per source and in all. Invariant: in = the sum of the others, once nothing waits any more. */
import type { Accounting } from "./events.ts";

export function createAccounting(): Accounting {
  return { in: 0, released: 0, late: 0, unparsed: 0, filtered: 0, duplicate: 0, ahead: 0 };
}

export function add(total: Accounting, part: Accounting): void {
  for (const way of Object.keys(total) as (keyof Accounting)[]) total[way] += part[way];
}
