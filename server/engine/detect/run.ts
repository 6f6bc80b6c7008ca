/**
 * The patterns of one rule in one partition: items in, detections out. Invariant: patterns run from the inside out, each
 * seeing the items of the cause and then the detections of the patterns inside it, so all that it sees ascends in place.
 */
import type { Micros, Severity, Value } from "../../model/program.ts";
import { SEVERITIES } from "../../model/program.ts";
import type { Deadline, Item, LogRecord } from "../item.ts";
import { completeAll } from "./all.ts";
import { judge } from "./condition.ts";
import { isDetection, type RawDetection } from "./detection.ts";
import type { Match } from "./match.ts";
import { forgetBefore, keepWithin } from "./memory.ts";
import type { KeyedArrival } from "./partition.ts";
import type { AllPlan, Entry, PatternPlan, RulePlan, SequencePlan } from "./plan.ts";
import { completingEntry, completingSlots, firstMatch, useUp } from "./sequence.ts";
import type { AllState, ConditionState, DetectState, Partition, SequenceState, Wait } from "./state.ts";
import { expireAll, hold } from "./store.ts";
import { NO_RISK, riskOf } from "./risk.ts";
import { pushWait } from "./wait.ts";
import { expire } from "./window.ts";

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
): { readonly cause: Cause; readonly detections: readonly RawDetection[] } | null {
  const { rule, partition } = place;
  partition.touched = wait.time;
  const plan = rule.patterns[wait.pattern] as SequencePlan;
  const state = partition.patterns[wait.pattern] as SequenceState;
  forget(place, plan);
  const completing = completingEntry(plan, state, wait.completing);
  const found = completing === null ? null : firstMatch(plan, rule.slots, state, completing, true);
  if (found === null) return null;
  useUp(plan, state, found, completing!);
  const cause = causeOf(completing!.item);
  const detection = make(place, plan, found, cause, 0);
  if (detection.fate !== "nested") return { cause, detections: [detection] };
  const arrivals = [arrivalOf(place, plan, detection)];
  return { cause, detections: runFrom(place, wait.id, wait.pattern + 1, arrivals, cause) };
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
      const match = react(place, id, plan, own, at);
      keepToLimit(place, plan);
      if (match === null) continue;
      const detection = make(place, plan, match, cause, number++);
      if (detection.fate === "nested") arrivals.push(arrivalOf(place, plan, detection));
      else detections.push(detection);
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
): Match | null {
  const { rule, partition } = place;
  const state = partition.patterns[plan.index];
  if (plan.kind === "sequence") return step(place, id, plan, entries, at);
  if (plan.kind === "all") return gather(plan, state as AllState, entries);
  return judge(plan, state as ConditionState, entries, { suppress: rule.definition.suppress, last: partition.last });
}

function gather(plan: AllPlan, state: AllState, entries: KeyedArrival["entries"]): Match | null {
  const { time } = entries[0]!.entry;
  for (const window of state.windows.values()) expire(window, time - plan.memory);
  for (const { slot, entry } of entries) state.windows.get(slot)!.entries.push(entry);
  return completeAll(plan, state, entries[0]!.entry);
}

/** An item comes to a sequence. */
function step(
  { rule, partition, state: all }: Place,
  id: string,
  plan: SequencePlan,
  entries: KeyedArrival["entries"],
  at: number,
): Match | null {
  const state = partition.patterns[plan.index] as SequenceState;
  const { time } = entries[0]!.entry;
  expireAll(plan, state, time - plan.memory);
  const dropped = new Set(plan.steps.filter(({ kept }) => !kept).map(({ slot }) => slot));
  for (const { slot, entry } of entries) if (!dropped.has(slot)) hold(plan, state, slot, entry);
  const completing = completionOf(plan, entries);
  const found = completing === null ? null : firstMatch(plan, rule.slots, state, completing, false);
  if (found === null) return null;
  if (plan.wait === null) {
    useUp(plan, state, found, completing!);
    return found;
  }
  const deadline = time + plan.wait;
  pushWait(all.waits, {
    time: deadline,
    rule: rule.index,
    id,
    key: partition.key,
    completing: at,
    pattern: plan.index,
  });
  return null;
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
  const gone = forgetBefore(state.now - after, plan, partition.patterns[plan.index]!);
  state.rules[rule.index]!.counts.forgotten += gone;
}

/** `limit`: of more than so many that wait at a step the oldest go. */
function keepToLimit({ rule, partition, state }: Place, plan: PatternPlan): void {
  const { limit } = rule.definition;
  if (limit === null) return;
  state.rules[rule.index]!.counts.limited += keepWithin(limit, plan, partition.patterns[plan.index]!);
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
