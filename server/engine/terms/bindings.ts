/**
 * What a term may read beside the item at hand: the items that labels bound and the values of aggregates. Invariant:
 * a term never writes, so one `Bindings` may be reused and refilled between evaluations.
 */
import type { Value } from "../../model/program.ts";
import type { Item } from "../item.ts";
import type { Test } from "./compare.ts";

export interface Bindings {
  /** The item that a label bound; null where it bound none (a member of `any` not taken, a step not reached). */
  one(label: string): Item | null;
  /** All items of a label in place order: what its aggregate counts; of a label that binds one item, that one. */
  many(label: string): readonly Item[];
  /** How many items a label has; missing or undefined: `many` tells. */
  size?(label: string): number | undefined;
  /** Tells of a value whether an item of a label has it in this field; missing or undefined: `many` tells. */
  members?(label: string, field: string, cased: boolean): Test | undefined;
  /** The value of the pattern's aggregate with this index; null is missing. */
  aggregate(index: number): Value;
}

/** For terms outside patterns: `only`, `map`, `expect ... where`. */
export const NO_BINDINGS: Bindings = {
  one: () => null,
  many: () => [],
  aggregate: () => null,
};
