/**
 * The keys of an item. Invariant: folded, so they are printed as they compare; none where a key field is missing; a list
 * gives each of its elements.
 */
import type { Value } from "../../model/program.ts";
import type { Item } from "../item.ts";
import { NO_BINDINGS } from "../terms/bindings.ts";
import type { Evaluate } from "../terms/compile.ts";
import { foldKey } from "../terms/fold.ts";

type Key = readonly Value[];

export interface KeyReader {
  readonly read: Evaluate;
  readonly cased: boolean;
}

export const keyId = (key: Key): string => JSON.stringify(key);

/** By their ids. */
export function readKeys(readers: readonly KeyReader[], view: Item): ReadonlyMap<string, Key> {
  let keys: readonly Key[] = [[]];
  for (const { read, cased } of readers) {
    const value = read(view, NO_BINDINGS);
    const elements: readonly Value[] = value !== null && typeof value === "object" ? value : [value];
    const folded = elements.filter((element) => element !== null).map((element) => foldKey(element, cased));
    keys = keys.flatMap((key) => folded.map((element) => [...key, element]));
  }
  return new Map(keys.map((key) => [keyId(key), key]));
}
