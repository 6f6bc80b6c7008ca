/** What patterns hold of one key, as plain JSON. Invariant: indexes and tallies are made again from the windows. */
import type { Micros } from "../../model/program.ts";
import { restoreTallies } from "./condition.ts";
import type { Entry, PatternPlan, RulePlan } from "./plan.ts";
import { createPattern, type AllState, type Due, type PatternState } from "./state.ts";
import { restore } from "./store.ts";
import { append, type Placed, type Window } from "./window.ts";

export type PackedEntry = readonly [
  at: number,
  item: number,
  choices: readonly (readonly [alternative: number, mine: boolean, roaming: boolean])[],
];

type PackedWindows = readonly (readonly [slot: number, entries: readonly PackedEntry[]])[];

type PackedMoment = readonly [
  entries: readonly (readonly [slot: number, entry: PackedEntry])[],
  holds: boolean | null,
  behind: number,
];

export type PackedPattern =
  | {
      readonly kind: "sequence";
      readonly windows: PackedWindows;
      /** By pair: places. */
      readonly met: readonly (readonly number[])[];
      readonly taken: readonly (readonly [at: number, sets: readonly string[]])[];
    }
  | {
      readonly kind: "all";
      readonly windows: PackedWindows;
      readonly held: number;
      readonly moments: readonly PackedMoment[];
      /** Places. */
      readonly open: readonly number[];
      readonly taken: readonly (readonly [at: number, sets: readonly string[]])[];
      readonly due: readonly (readonly [deadline: Micros, due: Due])[];
    }
  | {
      readonly kind: "condition";
      readonly windows: PackedWindows;
      readonly judged: Micros | null;
      readonly held: boolean;
    };

const listOf = <E extends Placed>({ entries, head }: Window<E>): readonly E[] => entries.slice(head);

export function writePattern(state: PatternState, pack: (entry: Entry) => PackedEntry): PackedPattern {
  const windows = [...state.windows.held()].map(([slot, window]) => [slot, listOf(window).map(pack)] as const);
  switch (state.kind) {
    case "sequence":
      return {
        kind: "sequence",
        windows,
        met: state.met.map((window) => listOf(window).map(({ at }) => at)),
        taken: [...state.taken].map(([at, sets]) => [at, [...sets]]),
      };
    case "all":
      return {
        kind: "all",
        windows,
        held: state.held,
        moments: listOf(state.moments).map(({ entries, holds, behind }) => [
          entries.map(({ slot, entry }) => [slot, pack(entry)]),
          holds,
          behind,
        ]),
        taken: [...state.taken].map(([at, sets]) => [at, [...sets]]),
        open: listOf(state.open).map(({ at }) => at),
        due: [...state.due].map(([deadline, due]) => [deadline, { ...due }]),
      };
    case "condition":
      return { kind: "condition", windows, judged: state.judged, held: state.held };
  }
}

type Unpack = (slot: number, entry: PackedEntry) => Entry;

export function readPattern(rule: RulePlan, plan: PatternPlan, packed: PackedPattern, unpack: Unpack): PatternState {
  const state = createPattern(rule, plan);
  for (const [slot, entries] of packed.windows)
    for (const entry of entries) state.windows.append(slot, unpack(slot, entry));
  if (plan.kind === "sequence" && state.kind === "sequence" && packed.kind === "sequence") {
    restore(plan, state, packed.met);
    for (const [at, sets] of packed.taken) state.taken.set(at, new Set(sets));
  }
  if (plan.kind === "all" && state.kind === "all" && packed.kind === "all") {
    restore(plan, state, []);
    readMoments(state, packed, unpack);
    state.held = packed.held;
    for (const [at, sets] of packed.taken) state.taken.set(at, new Set(sets));
    for (const [deadline, due] of packed.due) state.due.set(deadline, { ...due });
  }
  if (plan.kind === "condition" && state.kind === "condition" && packed.kind === "condition") {
    restoreTallies(plan, state);
    state.judged = packed.judged;
    state.held = packed.held;
  }
  return state;
}

function readMoments(
  state: AllState,
  { moments, open }: Extract<PackedPattern, { kind: "all" }>,
  unpack: Unpack,
): void {
  for (const [packed, holds, behind] of moments) {
    const entries = packed.map(([slot, entry]) => ({ slot, entry: unpack(slot, entry) }));
    const { at, time, item } = entries[0]!.entry;
    const moment = { at, time, item, entries, holds, behind };
    append(state.moments, moment);
    if (open.includes(at)) append(state.open, moment);
  }
}
