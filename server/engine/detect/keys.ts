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

/** Different for different keys. A single text stands for itself, for most keys are one; no other id begins like this. */
export function keyId(key: Key): string {
  const [only] = key;
  return key.length === 1 && typeof only === "string" && !only.startsWith("[") ? only : JSON.stringify(key);
}

/** The one key of an item; null: it has none or several. */
export function soleKey(readers: readonly KeyReader[], view: Item): Key | null {
  const key: Value[] = [];
  for (let i = 0; i < readers.length; i++) {
    const { read, cased } = readers[i]!;
    const value = read(view, NO_BINDINGS);
    if (value === null || typeof value === "object") return null;
    key.push(foldKey(value, cased));
  }
  return key;
}

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
