/**
 * The risk ranking tree. Invariant: its groups are ordered by first rank, the keys of a group by second value, equal ones by
 * their keys; adding and moving a key costs O(log n), and what comes out is what sorting all keys from scratch gives.
 */
import type { Value } from "../../model/program.ts";
import { compareKeys } from "../item.ts";
import { OrderedSet } from "./ordered.ts";

/** Where a key stands. */
export interface Placing {
  /** The same for the same key. */
  readonly id: string;
  readonly key: readonly Value[];
  /** Of the compared levels, in their order. */
  readonly counts: readonly number[];
  /** The second value. */
  readonly value: number;
}

export interface Group {
  readonly counts: readonly number[];
  readonly placings: OrderedSet<Placing>;
}

export class RankTree implements Iterable<Group> {
  private readonly ordered = new OrderedSet<Group>((a, b) => compareCounts(a.counts, b.counts));
  /** By their counts. */
  private readonly byCounts = new Map<string, Group>();
  private readonly placings = new Map<string, Placing>();

  get groups(): number {
    return this.ordered.size;
  }

  get keys(): number {
    return this.placings.size;
  }

  /** A key that is new, or whose numbers have changed. */
  put(placing: Placing): void {
    const old = this.placings.get(placing.id);
    this.placings.set(placing.id, placing);
    if (old !== undefined) this.leave(old);
    const counts = placing.counts.join();
    let group = this.byCounts.get(counts);
    if (group === undefined) {
      group = { counts: placing.counts, placings: new OrderedSet(byValue) };
      this.byCounts.set(counts, group);
      this.ordered.add(group);
    }
    group.placings.add(placing);
  }

  private leave(placing: Placing): void {
    const counts = placing.counts.join();
    const group = this.byCounts.get(counts)!;
    group.placings.remove(placing);
    if (group.placings.size > 0) return;
    this.byCounts.delete(counts);
    this.ordered.remove(group);
  }

  /** The worst first. */
  [Symbol.iterator](): Iterator<Group> {
    return this.ordered[Symbol.iterator]();
  }
}

/** Level by level, the first that differs decides: more is worse, and stands in front. */
function compareCounts(a: readonly number[], b: readonly number[]): number {
  const level = differs(a, b);
  return level === null ? 0 : b[level]! - a[level]!;
}

/** The first level that decides between two; null: none. */
export function differs(a: readonly number[], b: readonly number[]): number | null {
  for (let level = 0; level < a.length; level++) if (a[level] !== b[level]) return level;
  return null;
}

const byValue = (a: Placing, b: Placing): number => b.value - a.value || compareKeys(a.key, b.key);
