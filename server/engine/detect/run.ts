/**
 * The patterns of one rule in one partition: items in, detections out. Invariant: patterns run from the inside out, each
 * seeing the items of the cause and then the detections of the patterns inside it, so all that it sees ascends in place.
 */
import type { Micros, Severity, Value } from "../../model/program.ts";
import { SEVERITIES } from "../../model/program.ts";
import type { Deadline, Item, LogRecord } from "../item.ts";
import { completedNow, settleAll } from "./all.ts";
import { expect, momentOf, takeTurn } from "./all-wait.ts";
import { judge } from "./condition.ts";
import { isDetection, type RawDetection } from "./detection.ts";
import type { Match } from "./match.ts";
import { forgetBefore, keepWithin } from "./memory.ts";
import type { KeyedArrival } from "./partition.ts";
import type { AllPlan, Entry, PatternPlan, RulePlan, SequencePlan } from "./plan.ts";
import { completed, completingEntry, completingSlots, settle } from "./sequence.ts";
import type { ConditionState, DetectState, HeldAll, Partition, SequenceState, Wait } from "./state.ts";
import { expireAll, hold } from "./store.ts";
import { NO_RISK, riskOf } from "./risk.ts";
import { pushWait } from "./wait.ts";

/** A record, or the deadline of a match whose completing item `item` is. */
export interface Cause {
  readonly item: Item;
  readonly deadline: Deadline | null;
}

export interface Place {
  readonly rule: RulePlan;
  readonly partition: Partition;
  readonly state: DetectState;
}

/** Takes what one cause brings; answers the rule's detections in the order in which they come about. */
export function feed(place: Place, id: string, arrivals: KeyedArrival[], cause: Cause): readonly RawDetection[] {
  return runFrom(place, id, 0, arrivals, cause);
}

/** A wait is over: the match that waited, if nothing ended it, and what follows from it inside the rule. */
export function endWait(
  place: Place,
  wait: Wait,
  causeOf: (completing: Item) => Cause,
): {
  readonly cause: Cause;
  /** Of an inner pattern: its detections as they went to the patterns around it. */
  readonly arrivals: readonly KeyedArrival[];
  readonly detections: readonly RawDetection[];
} | null {
  const { rule, partition } = place;
  partition.touched = wait.time;
  const plan = rule.patterns[wait.pattern]!;
  forget(place, plan);
  const { completing, matches } = plan.kind === "all" ? endAll(place, plan, wait) : endSequence(place, plan, wait);
  if (completing === null || matches.length === 0) return null;
  const cause = causeOf(completing.item);
  const made = matches.map((match, number) => make(place, plan, match, cause, number));
  if (made[0]!.fate !== "nested") return { cause, arrivals: [], detections: made };
  const arrivals = made.map((detection) => arrivalOf(place, plan, detection));
  const detections = runFrom(place, wait.id, wait.pattern + 1, arrivals, cause);
  return { cause, arrivals, detections };
}

interface Ended {
  readonly completing: { readonly item: Item } | null;
  readonly matches: readonly Match[];
}

function endSequence(place: Place, plan: PatternPlan, wait: Wait): Ended {
  const state = place.partition.pattern(place.rule, wait.pattern);
  if (plan.kind !== "sequence" || state.kind !== "sequence") return { completing: null, matches: [] };
  const completing = completingEntry(plan, state, wait.completing);
  return { completing, matches: completing === null ? [] : complete(place, plan, state, completing, true) };
}

function endAll(place: Place, plan: AllPlan, wait: Wait): Ended {
  const { rule, partition, state: all } = place;
  const state = partition.pattern(rule, wait.pattern) as HeldAll;
  const turn = takeTurn(plan, rule.slots, state, wait.time, wait.completing);
  if (turn.cut) all.rules[rule.index]!.counts.cut++;
  if (turn.next !== null) pushWait(all.waits, waitOf(place, wait.id, plan, wait.time, turn.next));
  return turn;
}

/** The matches of a sequence that complete at an item or its deadline. */
function complete(
  { rule, state: all }: Place,
  plan: SequencePlan,
  state: SequenceState,
  completing: Entry,
  ended: boolean,
): readonly Match[] {
  const { matches, cut } = completed(plan, rule.slots, state, completing, ended);
  if (cut) all.rules[rule.index]!.counts.cut++;
  for (const match of matches) settle(plan, state, match, completing);
  return matches;
}

function runFrom(
  place: Place,
  id: string,
  first: number,
  arrivals: KeyedArrival[],
  cause: Cause,
): readonly RawDetection[] {
  const { rule } = place;
  const detections: RawDetection[] = [];
  for (const plan of rule.patterns.slice(first)) {
    let number = 0;
    for (const { at, entries } of arrivals) {
      const own = entries.filter(({ slot }) => rule.slots[slot]!.pattern === plan.index);
      if (own.length === 0) continue;
      forget(place, plan);
      for (const match of react(place, id, plan, own, at)) {
        const detection = make(place, plan, match, cause, number++);
        if (detection.fate === "nested") arrivals.push(arrivalOf(place, plan, detection));
        else detections.push(detection);
      }
      keepToLimit(place, plan);
    }
  }
  return detections;
}

/** An item comes to a pattern. */
function react(
  place: Place,
  id: string,
  plan: PatternPlan,
  entries: KeyedArrival["entries"],
  at: number,
): readonly Match[] {
  const { rule, partition } = place;
  const state = partition.pattern(rule, plan.index);
  if (plan.kind === "sequence") return step(place, id, plan, entries, at);
  if (plan.kind === "all") return gather(place, id, plan, entries);
  // A nested one raises nothing that could pace it.
  const nested = plan.index < rule.patterns.length - 1;
  const suppress = nested ? null : rule.definition.suppress;
  const match = judge(plan, state as ConditionState, entries, { suppress, last: partition.last });
  return match === null ? [] : [match];
}

/** An item comes to an `all`. */
function gather(place: Place, id: string, plan: AllPlan, entries: KeyedArrival["entries"]): readonly Match[] {
  const { rule, partition, state: all } = place;
  const state = partition.pattern(rule, plan.index) as HeldAll;
  const { time } = entries[0]!.entry;
  expireAll(plan, state, time - plan.memory);
  for (const { slot, entry } of entries) hold(plan, state, slot, entry);
  const own = entries.filter(({ slot }) => plan.absences.every((absence) => absence.slot !== slot));
  if (own.length === 0) return [];
  const moment = momentOf(plan, rule.slots, state, own);
  if (plan.absences.length > 0) {
    const member = own.some(({ slot }) => plan.members.some((each) => each.slot === slot));
    for (const deadline of expect(plan, state, moment, member))
      pushWait(all.waits, waitOf(place, id, plan, deadline, -1));
    return [];
  }
  const { matches, cut } = completedNow(plan, rule.slots, state, moment);
  if (cut) all.rules[rule.index]!.counts.cut++;
  for (const match of matches) settleAll(plan, state, match);
  return matches;
}

/** An item comes to a sequence. */
function step(
  place: Place,
  id: string,
  plan: SequencePlan,
  entries: KeyedArrival["entries"],
  at: number,
): readonly Match[] {
  const { rule, partition, state: all } = place;
  const state = partition.pattern(rule, plan.index) as SequenceState;
  const { time } = entries[0]!.entry;
  expireAll(plan, state, time - plan.memory);
  const dropped = new Set(plan.steps.filter(({ kept }) => !kept).map(({ slot }) => slot));
  for (const { slot, entry } of entries) if (!dropped.has(slot)) hold(plan, state, slot, entry);
  const completing = completionOf(plan, entries);
  if (completing === null) return [];
  if (plan.wait === null) return complete(place, plan, state, completing, false);
  if (completed(plan, rule.slots, state, completing, false).matches.length === 0) return [];
  pushWait(all.waits, waitOf(place, id, plan, time + plan.wait, at));
  return [];
}

function waitOf({ rule, partition }: Place, id: string, plan: PatternPlan, time: Micros, completing: number): Wait {
  return { time, rule: rule.index, id, key: partition.key, completing, pattern: plan.index };
}

function completionOf(plan: SequencePlan, entries: KeyedArrival["entries"]): Entry | null {
  const slots = completingSlots(plan);
  return entries.find(({ slot }) => slots.includes(slot))?.entry ?? null;
}

/** The detection of a pattern as an item for the pattern around it. */
function arrivalOf({ rule, state }: Place, plan: PatternPlan, detection: RawDetection): KeyedArrival {
  const at = state.items++;
  const entries = rule.slots.flatMap((slot) =>
    slot.alternatives.flatMap(({ nested }, alternative) => {
      if (nested !== plan.index) return [];
      const choices = [{ alternative, view: detection, mine: true }];
      return [{ slot: slot.index, entry: { at, time: detection.time, item: detection, choices } }];
    }),
  );
  return { at, entries };
}

function make(place: Place, plan: PatternPlan, match: Match, cause: Cause, number: number): RawDetection {
  const { rule, partition } = place;
  const { definition } = rule;
  const { item, deadline } = cause;
  const time = deadline?.time ?? item.time;
  const { key } = partition;
  const nested = plan.index < rule.patterns.length - 1;
  const items = match.steps.flatMap((part) => part.items);
  const base = {
    schema: nested ? rule.nestedSchema : rule.schema,
    time,
    source: item.source,
    file: item.file,
    position: item.position,
    rank: { depth: definition.depth, rule: definition.name, key, pattern: plan.index, number, deadline },
    rule: definition,
    key,
    arrived: isDetection(item) ? item.arrived : (item as LogRecord).arrived,
    first: items.reduce((least, each) => Math.min(least, isDetection(each) ? each.first : each.time), Infinity),
    last: items.reduce((most, each) => Math.max(most, isDetection(each) ? each.last : each.time), -Infinity),
    steps: match.steps,
  };
  if (nested) return { ...base, values: key, emit: [], severity: SEVERITIES[0], ...NO_RISK, fate: "nested" };
  return { ...base, ...spoken(place, { ...base, values: key }, match), fate: fateOf(place, time) };
}

/** `forget`: what arrived too long ago by system time takes part in no match any more. */
function forget({ rule, partition, state }: Place, plan: PatternPlan): void {
  const after = rule.definition.forget;
  if (after === null) return;
  const gone = forgetBefore(state.now - after, plan, partition.pattern(rule, plan.index));
  state.rules[rule.index]!.counts.forgotten += gone;
}

/** `limit`: of more than so many that wait at a step the oldest go. */
function keepToLimit({ rule, partition, state }: Place, plan: PatternPlan): void {
  const { limit } = rule.definition;
  if (limit === null) return;
  state.rules[rule.index]!.counts.limited += keepWithin(limit, plan, partition.pattern(rule, plan.index));
}

/** Emits, severity and risk: each may read the keys and what stands before it. */
function spoken(
  { rule, partition }: Place,
  { first, last, ...rest }: Item & { readonly first: Micros; readonly last: Micros },
  { bindings }: Match,
): Pick<RawDetection, "values" | "emit" | "severity" | "risk" | "riskParts"> {
  const { definition, schema } = rule;
  const values: Value[] = schema.fields.map(() => null);
  const item: Item = { ...rest, values };
  partition.key.forEach((value, index) => (values[index] = value));
  const emit = rule.emit.map((evaluate, index) => (values[partition.key.length + index] = evaluate(item, bindings)));
  const level = rule.severity(item, bindings);
  const severity: Severity = SEVERITIES.find((each) => each === level) ?? SEVERITIES[0];
  const { attack, tags, name } = definition;
  const { risk, riskParts } = riskOf(rule.risk, item, bindings);
  const fields: Readonly<Record<string, Value>> = { rule: name, severity, risk, attack, tags, first, last };
  for (const [field, value] of Object.entries(fields)) {
    const slot = schema.slot(field);
    if (slot >= 0) values[slot] = value;
  }
  return { values, emit, severity, risk, riskParts };
}

/** Raised unless the same rule and key raised one less than `suppress` before; counts it. */
function fateOf({ rule, partition, state }: Place, time: Micros): RawDetection["fate"] {
  const { status, suppress } = rule.definition;
  const { counts } = state.rules[rule.index]!;
  if (status === "building_block") {
    partition.last = time;
    return "building_block";
  }
  if (suppress !== null && partition.last !== null && time - partition.last < suppress) {
    counts.suppressed++;
    return "suppressed";
  }
  partition.last = time;
  counts.raised++;
  return "raised";
}
