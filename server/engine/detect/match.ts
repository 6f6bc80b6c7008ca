/**
 * A match: what a pattern took. Invariant: `steps` stand in the order written; the bindings read only what is bound.
 */
import type { Item } from "../item.ts";
import type { Bindings } from "../terms/bindings.ts";
import type { RawStep } from "./detection.ts";

export interface Match {
  readonly steps: readonly RawStep[];
  readonly bindings: Bindings;
  /** The completing item, also where a deadline followed. */
  readonly completing: Item;
}
