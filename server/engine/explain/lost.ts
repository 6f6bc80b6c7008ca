/** Matches that a follower lets go, and who hears of them. Invariant: plain values; see `follow.ts`. */
import type { CountPlan, Entry, Key } from "../detect/plan.ts";
import type { Window } from "../detect/window.ts";
import type { Item } from "../item.ts";
import type { Conjunct } from "./conjuncts.ts";
import type { Climb } from "./course.ts";
import type { Idle } from "./idle.ts";
import type { Layout } from "./rungs.ts";
import type { Spent } from "./spent.ts";
import type { Spell } from "./spells.ts";
import type { Loss } from "./tally.ts";

export interface Begin {
  readonly entry: Entry;
  /** What a count that stands first and grows had counted by then: the last ones. */
  readonly counted: readonly Entry[];
  readonly spell: Spell | null;
  fired: boolean;
}

/** A match that did not get on. */
export interface Lost {
  readonly key: Key;
  readonly begin: Begin;
  readonly climb: Climb;
  readonly loss: Loss | null;
  readonly windows: ReadonlyMap<number, Window>;
  /** By count: the values at which it was judged. */
  readonly judged: ReadonlyMap<CountPlan, readonly unknown[]>;
  readonly excluded: readonly Excluded[];
  /** What detections took. */
  readonly spent: Spent;
}

/** What a search begins with, and where it looks. */
export type Searched = Pick<Lost, "key" | "windows" | "spent"> & { readonly begin: Pick<Begin, "entry"> };

/** An item that would have been one of a step, had its `where` not refused it. */
export interface Excluded {
  readonly slot: number;
  readonly view: Item;
  readonly conjunct: Conjunct;
}

/** Who hears of what a follower finds. */
export interface Hearer {
  readonly onLost: (lost: Lost) => void;
  /** A count that stands first held, and no item of the step behind it came. */
  readonly onIdle: (idle: Idle) => void;
  readonly onCount: (count: CountPlan, value: unknown) => void;
}

/** Who hears of items that were all but items of a step. */
export interface Doorkeeper {
  readonly layout: Layout;
  /** Some key may have open matches. */
  readonly busy: boolean;
  /** An item was refused where a match of its key may wait for one. */
  exclude(id: string, excluded: Excluded): void;
}
