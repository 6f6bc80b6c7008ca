/** What terms become. Invariant: evaluating never throws and never changes anything. */
import type { Value } from "../../model/program.ts";
import type { Item } from "../item.ts";
import type { Bindings } from "./bindings.ts";

export type Evaluate = (item: Item, bindings: Bindings) => Value;
export type Predicate = (item: Item, bindings: Bindings) => boolean;
