/**
 * What a rule holds in memory. Invariant: numbers of keys are exact; items are counted now and then, the more seldom the
 * more keys there are, so that counting never costs more than detecting.
 */
import type { RulePlan } from "../detect/plan.ts";
import type { PatternState, RuleState } from "../detect/state.ts";
import type { RuleLoad } from "./explanation.ts";

/** Bytes, measured roughly: an item in a window beside its record, and a key with what its patterns remember. */
const PER_ITEM = 100;
const PER_KEY = 300;
const FIRST_LOOK = 1_000;

export class Load {
  private readonly state: RuleState;
  private readonly slots: number;
  private keys = 0;
  private partials = 0;
  private bytes = 0;
  private fed = 0;
  private next = FIRST_LOOK;

  constructor({ slots }: RulePlan, state: RuleState) {
    this.state = state;
    this.slots = slots.length;
  }

  fedOne(): void {
    this.keys = Math.max(this.keys, this.state.partitions.size);
    if (++this.fed >= this.next) this.look();
  }

  result(): RuleLoad {
    this.look();
    const { keys, partials, bytes } = this;
    const { forgotten, limited } = this.state.counts;
    return { keys, partials, bytes, forgotten, limited };
  }

  private look(): void {
    let items = 0;
    for (const { patterns } of this.state.partitions.values()) for (const pattern of patterns) items += held(pattern);
    this.partials = Math.max(this.partials, items);
    const keys = this.state.partitions.size;
    this.bytes = Math.max(this.bytes, items * PER_ITEM + keys * PER_KEY);
    this.next = this.fed + Math.max(FIRST_LOOK, 4 * keys * Math.max(1, this.slots));
  }
}

function held({ windows }: PatternState): number {
  let items = 0;
  for (const [, { entries, head }] of windows.held()) items += entries.length - head;
  return items;
}
