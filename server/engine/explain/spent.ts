/**
 * What the detections of one key have used up. Invariant: an item that completed a match may begin one more, where the
 * pattern lets it; one item completes one match, so that what would complete there too brings nothing new.
 */
import type { Micros } from "../../model/program.ts";
import type { RawDetection } from "../detect/detection.ts";
import { comparePlaces, type Item } from "../item.ts";

/** What is over this is looked through for what is too old. */
const MANY = 1_000;

export class Spent {
  /** True: it completed a match and may begin another one. */
  private readonly items = new Map<Item, boolean>();
  /** Where matches completed, by the time of the detection. */
  private readonly completing = new Map<string, Micros>();

  /** Answers the items that it took. `again`: its completing item may begin another match. */
  take(detection: RawDetection, again: boolean): void {
    const taken = takenBy(detection);
    const last = taken.reduce((most, each) => (comparePlaces(each, most) > 0 ? each : most));
    for (const item of taken) this.items.set(item, again && item === last);
    this.completing.set(placeOf(detection), detection.time);
  }

  has(item: Item): boolean {
    return this.items.has(item);
  }

  mayBegin(item: Item): boolean {
    return this.items.get(item) ?? true;
  }

  completesAt(item: Item): boolean {
    return this.completing.has(placeOf(item));
  }

  /** What is older than `time` is not asked for any more. */
  expire(time: Micros): void {
    if (this.items.size > MANY) for (const item of this.items.keys()) if (item.time < time) this.items.delete(item);
    if (this.completing.size > MANY)
      for (const [place, at] of this.completing) if (at < time) this.completing.delete(place);
  }
}

/** The items of its positive steps. */
export const takenBy = ({ steps }: RawDetection): readonly Item[] =>
  steps.flatMap(({ kind, items }) => (kind === "taken" ? items : []));

/** Of a detection that of the item that completed it, also where it waited. */
const placeOf = ({ source, file, position }: Item): string => `${position} ${source} ${file}`;
