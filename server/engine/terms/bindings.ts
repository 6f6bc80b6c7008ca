/**
 * What a term may read beside the item at hand: the items that labels bound and the values of aggregates. Invariant:
 * a term never writes, so one `Bindings` may be reused and refilled between evaluations.
 */
import type { Value } from "../../model/program.ts";
import type { Item } from "../item.ts";

export interface Bindings {
  /** The item that a label bound; null where it bound none (a member of `any` not taken, a step not reached). */
  one(label: string): Item | null;
  /** All items of a label in place order: what its aggregate counts; of a label that binds one item, that one. */
  many(label: string): readonly Item[];
  /** The value of the pattern's aggregate with this index; null is missing. */
  aggregate(index: number): Value;
}

/** For terms outside patterns: `only`, `map`, `expect ... where`. */
export const NO_BINDINGS: Bindings = {
  one: () => null,
  many: () => [],
  aggregate: () => null,
};
