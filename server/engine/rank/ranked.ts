/**
 * A ranking as the user gets it: plain data. Invariant: nodes and the keys in them are ordered, the worst first; what is not
 * listed is counted.
 */
import type { RankingLevelName, Value } from "../../model/program.ts";

/** The risk ranking tree: nodes are groups of equal first rank, their leaves the keys, ordered by second value. */
export interface RankingTree {
  readonly name: string;
  readonly doc: string | null;
  /** Key fields, and what is ranked: `ip` of `web_attack`. */
  readonly by: readonly string[];
  readonly of: string;
  /** Those that are compared in their order, behind them those that only weigh. */
  readonly levels: readonly RankedLevel[];
  /** As far as they hold the keys that are listed. */
  readonly nodes: readonly RankedNode[];
  /** How many of them there are, listed or not. */
  readonly groups: number;
  readonly keys: number;
  /** Items that were counted, and those that were not because a key field was missing. */
  readonly items: number;
  readonly keyless: number;
}

export interface RankedLevel {
  readonly name: RankingLevelName;
  readonly field: string | null;
  /** Whether the first rank compares it. */
  readonly compared: boolean;
  /** Its share of the second value. */
  readonly weight: number;
}

/** Keys of equal first rank. */
export interface RankedNode {
  /** 1 + how many keys are worse. */
  readonly rank: number;
  /** Of the compared levels. */
  readonly counts: readonly number[];
  /** The level that sets it above the next node; null: it is the last. */
  readonly decides: RankingLevelName | null;
  /** How many keys it has, listed or not. */
  readonly size: number;
  readonly leaves: readonly RankedKey[];
}

export interface RankedKey {
  readonly key: readonly (readonly [field: string, value: Value])[];
  /** The second value: the sum of those of `parts`. */
  readonly value: number;
  /** One for each level. */
  readonly parts: readonly RankedPart[];
  /** What sets it above the key behind it; null: it is the last. */
  readonly next: Standing | null;
}

/** What a level says of a key. */
export interface RankedPart {
  /** What the first rank compares: how many different values, of hits how many items. */
  readonly count: number;
  /** What the level weighs: items by the weights of their kinds; of hits how many items. */
  readonly sum: number;
  /** `sum` by the level's weight. */
  readonly value: number;
  /** Those that weigh most first; 50 at most, `count` has all. */
  readonly kinds: readonly RankedKind[];
}

/** A rule, a region or a response code, with the items of the key that have it. */
export interface RankedKind {
  readonly kind: string;
  readonly items: number;
  readonly weight: number;
}

/** Why one key stands above another: the first level that differs, the second value, or, all being equal, the keys' order. */
export interface Standing {
  readonly key: readonly Value[];
  readonly by: RankingLevelName | "value" | "key";
  readonly own: number;
  readonly other: number;
}
