/**
 * What detection remembers between instants. Invariant: data alone (numbers, arrays, maps, items), bounded by the
 * windows of the rules; whoever holds a plan and a state can go on from there.
 */
import type { Micros } from "../../model/program.ts";
import type { Item } from "../item.ts";
import type { Scalar } from "../terms/compare.ts";
import type { Arrival } from "./partition.ts";
import type { Ordered } from "./ordered.ts";
import { createTally, type Tally } from "./tally.ts";
import { createWindow, type Window } from "./window.ts";
import { SlotWindows, type Windows } from "./windows.ts";
import type { ConditionPlan, Key, PatternPlan, Plan, RulePlan, SlotEntry } from "./plan.ts";

export interface DetectState {
  /** How many items were seen. */
  items: number;
  /** System time: what `forget` goes by. Whoever feeds records moves it. */
  now: Micros;
  /** Deadlines not yet reached, as a heap (`wait.ts`). */
  readonly waits: Wait[];
  /** By rule of the plan. */
  readonly rules: readonly RuleState[];
}

/**
 * raised, suppressed: detections. keyless, ignored: items, each once, without a key or removed by an `ignore`. forgotten,
 * limited: items of a step that `forget` and `limit` let go. cut: completing items whose matches were not all looked for.
 */
export type Count = "raised" | "suppressed" | "keyless" | "ignored" | "forgotten" | "limited" | "cut";

export interface RuleState {
  readonly partitions: Map<string, Partition>;
  /** Items whose key labels decide, for partitions still to come. */
  readonly roaming: Window<Arrival>;
  /** Partitions are looked through for ones to forget when time has passed this. */
  sweep: Micros;
  readonly counts: Record<Count, number>;
  /** By slot: how many items came to it, of any key. */
  readonly slots: number[];
}

/** What is remembered of one key. There may be millions: most keys are one text, and most rules one pattern. */
export class Partition {
  private readonly named: Key | string;
  touched: Micros = -Infinity;
  /** Of the last detection that was raised (building block: made); null: none that matters. */
  last: Micros | null = null;
  /** Null: no pattern holds anything. */
  private held: PatternState | readonly PatternState[] | null = null;

  constructor(key: Key) {
    const [only] = key;
    this.named = key.length === 1 && typeof only === "string" ? only : key;
  }

  get key(): Key {
    return typeof this.named === "string" ? [this.named] : this.named;
  }

  /** By index of the rule's plan; empty: none holds anything. */
  get patterns(): readonly PatternState[] {
    if (this.held === null) return NO_LIST;
    return "kind" in this.held ? [this.held] : this.held;
  }

  pattern(rule: RulePlan, index: number): PatternState {
    this.held ??= createPatterns(rule);
    return "kind" in this.held ? this.held : this.held[index]!;
  }

  /** Goes on with patterns that hold something. */
  resume(patterns: readonly PatternState[]): void {
    this.held = patterns.length === 1 ? patterns[0]! : patterns;
  }

  /** All that the patterns hold is too old to matter. */
  empty(): void {
    this.held = null;
  }
}

function createPatterns(rule: RulePlan): PatternState | readonly PatternState[] {
  const { patterns } = rule;
  return patterns.length === 1
    ? createPattern(rule, patterns[0]!)
    : patterns.map((pattern) => createPattern(rule, pattern));
}

export type PatternState = SequenceState | HeldAll | ConditionState;

export interface SequenceState {
  readonly kind: "sequence";
  readonly windows: SlotWindows;
  /** By index of the plan. */
  readonly indexes: readonly Index[];
  /** The same for numbers; null: so few items are looked at one by one. */
  readonly ordered: (Ordered | null)[];
  /** By pair of the plan: the items that have met a partner. */
  readonly met: readonly Window[];
  /** Of an `every` that an aggregate ends: by the place of their first, the items of matches that were made. */
  readonly taken: Map<number, Set<string>>;
}

/** Items by a value that they have. */
export type Index = Map<Scalar, Window>;

export interface HeldAll extends AllState {
  readonly windows: SlotWindows;
}

/** What a search for matches of an `all` reads. */
export interface AllState {
  readonly kind: "all";
  readonly windows: Windows;
  /** By index of the plan. */
  readonly indexes: readonly Index[];
  /** Place of the last item at which all counts held; -1: none. */
  held: number;
  /** The items at which matches can complete, where a later one asks for them. */
  readonly moments: Window<Moment>;
  /** Those of them at which it is not sure that all counts held, and whose matches may still complete. */
  readonly open: Window<Moment>;
  /** By deadline: whose turn it is. */
  readonly due: Map<Micros, Due>;
  /** Of an `every` whose counts read labels: by the place of their first, the items of matches that were made. */
  readonly taken: Map<number, Set<string>>;
}

/** An item that came to members or counts of an `all`. */
export interface Moment {
  readonly at: number;
  readonly time: Micros;
  readonly item: Item;
  readonly entries: readonly SlotEntry[];
  /** All counts held; null: that depends on the items of the match. */
  readonly holds: boolean | null;
  /** The place behind which an item of a match lies that completes here and did not before. */
  readonly behind: number;
}

/** A deadline of an `all`, that of the matches whose first item is of one time. */
export interface Due {
  /** Place of the completing item that is next; -1: not looked for yet; null: there was none. */
  next: number | null;
  /** Place of the last one that had its turn; -1: none. */
  done: number;
}

export interface ConditionState {
  readonly kind: "condition";
  readonly windows: SlotWindows;
  /** By aggregate; only of those that have one. */
  readonly tallies: ReadonlyMap<number, Tally>;
  judged: Micros | null;
  held: boolean;
}

/** A match waits for its deadline: `completing` is the place of its completing item. */
export interface Wait {
  readonly time: Micros;
  readonly rule: number;
  /** Of the partition. */
  readonly id: string;
  readonly key: Key;
  readonly completing: number;
  readonly pattern: number;
}

export function createState(plan: Plan): DetectState {
  return {
    items: 0,
    now: -Infinity,
    waits: [],
    rules: plan.rules.map((rule) => ({
      partitions: new Map(),
      roaming: createWindow(),
      sweep: -Infinity,
      counts: { raised: 0, suppressed: 0, keyless: 0, ignored: 0, forgotten: 0, limited: 0, cut: 0 },
      slots: rule.slots.map(() => 0),
    })),
  };
}

export function createPattern(_rule: RulePlan, pattern: PatternPlan): PatternState {
  const windows = new SlotWindows(pattern.base);
  if (pattern.kind === "sequence") {
    const { joins, every } = pattern;
    const indexes = joins.indexes.length === 0 ? NO_LIST : joins.indexes.map((): Index => new Map());
    const met = joins.pairs.length === 0 ? NO_LIST : joins.pairs.map(() => createWindow());
    const ordered = joins.ordered.length === 0 ? NO_ORDER : joins.ordered.map(() => null);
    return { kind: "sequence", windows, indexes, ordered, met, taken: every ? new Map() : NONE_TAKEN };
  }
  if (pattern.kind === "all") {
    const { joins, absences, every } = pattern;
    return {
      kind: "all",
      windows,
      indexes: joins.indexes.length === 0 ? NO_LIST : joins.indexes.map((): Index => new Map()),
      held: -1,
      moments: createWindow(),
      open: createWindow(),
      due: absences.length === 0 ? NONE_DUE : new Map(),
      taken: every ? new Map() : NONE_TAKEN,
    };
  }
  return { kind: "condition", windows, tallies: talliesOf(pattern), judged: null, held: false };
}

function talliesOf({ aggregates }: ConditionPlan): ReadonlyMap<number, Tally> {
  const tallies = aggregates.flatMap((aggregate, index) => {
    const tally = createTally(aggregate);
    return tally === null ? [] : [[index, tally] as const];
  });
  return tallies.length === 0 ? NO_TALLIES : new Map(tallies);
}

// There may be millions of partitions: they share what stays empty.
const NO_LIST: readonly never[] = [];
const NO_ORDER: null[] = [];
const NO_TALLIES: ReadonlyMap<number, Tally> = new Map<number, Tally>();
/** Only what waits for deadlines has some. */
const NONE_DUE = new Map<Micros, Due>();
/** Only an `every` writes down what it took. */
const NONE_TAKEN = new Map<number, Set<string>>();
