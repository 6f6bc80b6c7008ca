/**
 * The best near misses of one rule. Invariant: ordered by most rungs, then smallest gap, then place; of one key only the
 * best few, so that one noisy key does not hide the others; an item that came late for several stands in the best of them
 * alone; bounded whatever is offered.
 */
import type { Key } from "../detect/plan.ts";
import { comparePlaces, type Item } from "../item.ts";
import type { NearMiss } from "./explanation.ts";

const MOST = 20;
const MOST_OF_KEY = 4;

export interface Candidate {
  readonly key: Key;
  readonly reached: number;
  /** 0: it all but fired; 1: nothing of what was missing came. */
  readonly gap: number;
  /** Of its first item. */
  readonly place: Item;
  /** What came too late. */
  readonly late: Item | null;
  readonly tell: () => NearMiss;
}

interface Kept extends Omit<Candidate, "tell"> {
  readonly id: string;
  readonly miss: NearMiss;
}

export class NearMisses {
  missed = 0;
  private kept: Kept[] = [];
  /** Null: of all keys. */
  private readonly asked: ((key: Key) => boolean) | null;
  private met = false;

  /** `asked`: whether somebody wants to hear of a key; null: of all. */
  constructor(asked: ((key: Key) => boolean) | null) {
    this.asked = asked;
  }

  /** An item has this key. */
  meet(key: Key): void {
    if (!this.met && this.asked?.(key)) this.met = true;
  }

  /** Keys were asked for, and there was none of them. */
  get isUnknown(): boolean {
    return this.asked !== null && !this.met;
  }

  clear(): void {
    this.missed = 0;
    this.kept = [];
  }

  /** Whether one that came so far may be among the best. */
  worth(reached: number): boolean {
    return this.kept.length < MOST || reached >= this.kept.at(-1)!.reached;
  }

  offer(candidate: Candidate): void {
    const { key, reached, gap, place, late } = candidate;
    if (this.asked !== null && !this.asked(key)) return;
    const worst = this.kept.at(-1);
    if (this.kept.length === MOST && compare(candidate, worst!) >= 0) return;
    const id = JSON.stringify(key);
    const own = this.kept.filter((each) => each.id === id);
    const same = own.find((each) => late !== null && each.late === late);
    const weakest = same ?? (own.length === MOST_OF_KEY ? own.at(-1) : undefined);
    if (weakest !== undefined) {
      if (compare(candidate, weakest) >= 0) return;
      this.kept = this.kept.filter((each) => each !== weakest);
    }
    this.kept.push({ key, reached, gap, place, late, id, miss: candidate.tell() });
    this.kept.sort(compare);
    this.kept.length = Math.min(this.kept.length, MOST);
  }

  best(): readonly NearMiss[] {
    return this.kept.map(({ miss }) => miss);
  }
}

function compare(a: Omit<Candidate, "tell">, b: Omit<Candidate, "tell">): number {
  return b.reached - a.reached || a.gap - b.gap || comparePlaces(a.place, b.place);
}
