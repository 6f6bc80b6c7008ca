/**
 * A count that stands first held, and no item of the step behind it came in time: how long it held, and what came later.
 * Invariant: the last items without which it would not have held, and the moment at which the first of them is too old.
 */
import type { Micros } from "../../model/program.ts";
import { distinctKeys } from "../detect/aggregate.ts";
import type { Entry, Key, SequencePlan } from "../detect/plan.ts";
import { firstSince } from "../detect/window.ts";
import { NO_BINDINGS } from "../terms/bindings.ts";
import type { Windows } from "./reading.ts";
import type { Spell } from "./spells.ts";
import type { Spent } from "./spent.ts";

export interface Idle {
  readonly key: Key;
  readonly spell: Spell;
  /** The logs ended first. */
  readonly open: boolean;
  readonly windows: Windows;
  readonly spent: Spent;
}

/** What it held of at the last. */
export interface Stretch {
  readonly counted: readonly Entry[];
  /** How long it looks back from the step behind it. */
  readonly reach: Micros;
  /** The last moment at which it holds. */
  readonly deadline: Micros;
}

/** What more items can only help needs the newest ones: those behind which it would not hold go one by one. */
export function stretchOf(plan: SequencePlan, { spell, windows }: Pick<Idle, "spell" | "windows">): Stretch {
  const { last } = spell;
  const count = plan.counts.find(({ after }) => after === 0)!;
  const reach = Math.min(plan.within, count.within ?? Infinity);
  const aggregate = count.aggregates[0]!;
  const window = windows.get(aggregate.slot)!;
  const seen = window.entries.slice(firstSince(window, last - reach), firstSince(window, last + 1));
  const keys = new Set<string>();
  const counted: Entry[] = [];
  for (const entry of seen.reverse()) {
    const choice = entry.choices.find(({ mine }) => mine);
    if (choice === undefined) continue;
    counted.unshift(entry);
    for (const key of aggregate.function === "distinct" ? distinctKeys(aggregate, choice.view) : []) keys.add(key);
    const value = aggregate.function === "distinct" ? keys.size : counted.length;
    if (count.condition(entry.item, { ...NO_BINDINGS, aggregate: () => value })) break;
  }
  // Of a noisy key nothing that old may be kept: what it came to hold of is.
  const held = counted.length === 0 ? spell.counted : counted;
  return { counted: held, reach, deadline: held[0]!.time + reach };
}

/** Items of the step that came when the count held no more, within twice the window. */
export function laterOf(slot: number, { spell, windows }: Idle, until: Micros): readonly Entry[] {
  const window = windows.get(slot)!;
  return window.entries.slice(firstSince(window, spell.last), firstSince(window, until + 1)).slice(0, MOST_LATER);
}

const MOST_LATER = 20;
