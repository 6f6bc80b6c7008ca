/**
 * Items as windows hold them. Invariant: an item that counts as one alternative and is seen as it came is held by its place
 * alone, and the windows of all rules share it.
 */
import type { Micros } from "../../model/program.ts";
import type { Item } from "../item.ts";
import type { Choice, Entry } from "./plan.ts";

export class PlainEntry implements Entry {
  readonly at: number;
  readonly time: Micros;
  readonly item: Item;
  readonly alternative: number;

  constructor(at: number, item: Item, alternative: number) {
    this.at = at;
    this.time = item.time;
    this.item = item;
    this.alternative = alternative;
  }

  get choices(): readonly Choice[] {
    return [this.choice];
  }

  get choice(): Choice {
    return { alternative: this.alternative, view: this.item, mine: true };
  }
}

/** The item as what it counts as if no label decides, which is the last of its choices. */
export function viewed(entry: Entry): Item {
  return entry instanceof PlainEntry ? entry.item : entry.choices.at(-1)!.view;
}

/** `choices` in the order of alternatives; some. */
export function entryOf(at: number, item: Item, choices: readonly Choice[]): Entry {
  const [only] = choices;
  const plain = choices.length === 1 && only!.view === item && only!.mine && only!.partition === undefined;
  return plain ? new PlainEntry(at, item, only!.alternative) : { at, time: item.time, item, choices };
}
