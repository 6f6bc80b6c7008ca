/**
 * The page on semantics as a brute-force checker: rule by rule over the whole timeline, every combination of items tried.
 * Invariant: follows the page's sentences and shares no code with the engine; slow on purpose.
 */
import type { Program, RuleDefinition, Use, Value } from "../../server/model/program.ts";
import type { LogRecord } from "../../server/engine/item.ts";
import { judgeCondition } from "./condition.ts";
import { order, type Cause, type Thing } from "./items.ts";
import type { Completion } from "./match.ts";
import { matchSequence } from "./sequence.ts";
import { Scope } from "./scope.ts";
import { evaluate } from "./terms.ts";

export interface Outcome {
  readonly rule: string;
  readonly key: readonly Value[];
  readonly time: number;
  readonly fate: "raised" | "suppressed" | "building_block";
  readonly emit: readonly Value[];
  /** Ids of the items of each positive and aggregate step, in the order written. */
  readonly steps: readonly (readonly string[])[];
}

export function detect(program: Program, records: readonly LogRecord[]): readonly Outcome[] {
  const things: Thing[] = records.map(thingOf);
  const outcomes: { readonly thing: Thing; readonly outcome: Outcome }[] = [];
  const rules = [...program.rules].sort((a, b) => a.depth - b.depth || (a.name < b.name ? -1 : 1));
  for (const rule of rules) {
    if (rule.status === "disabled") continue;
    const seen = [...things].sort(order);
    const found = keysOf(program, rule, seen).flatMap((key) => runRule(program, rule, seen, key));
    found.sort((a, b) => order(a.thing, b.thing));
    things.push(...found.map(({ thing }) => thing));
    outcomes.push(...found);
  }
  return outcomes.sort((a, b) => order(a.thing, b.thing)).map(({ outcome }) => outcome);
}

export function recordId({ source, file, position }: LogRecord): string {
  return `${source}/${file}/${position}`;
}

function thingOf(record: LogRecord): Thing {
  const fields = new Map(record.schema.fields.map((name, slot) => [name, record.values[slot] ?? null]));
  const { time, source, file, position } = record;
  const cause: Cause = { time, record: [source, file, position], wait: null };
  const id = recordId(record);
  return { kind: "record", name: source, time, cause, rank: null, fields, raised: false, nested: null, id };
}

/** Every key that any view of any item has. */
function keysOf(program: Program, rule: RuleDefinition, things: readonly Thing[]): readonly (readonly Value[])[] {
  const scope = new Scope(program, rule, [], new Map());
  const keys = new Map<string, readonly Value[]>();
  for (const use of usesIn(rule.when))
    for (const thing of things)
      for (const view of scope.views({ ...use, where: null }, thing))
        for (const key of scope.keys(view)) keys.set(JSON.stringify(key), key);
  return [...keys.values()];
}

function usesIn(part: unknown): readonly Use[] {
  if (part === null || typeof part !== "object") return [];
  if (Array.isArray(part)) return part.flatMap(usesIn);
  if ("name" in part && "with" in part) return [part as Use];
  return Object.values(part).flatMap(usesIn);
}

function runRule(
  program: Program,
  rule: RuleDefinition,
  things: readonly Thing[],
  key: readonly Value[],
): readonly { readonly thing: Thing; readonly outcome: Outcome }[] {
  let last: number | null = null;
  const fateAt = (time: number): Outcome["fate"] => {
    if (rule.status === "building_block") {
      last = time;
      return "building_block";
    }
    if (rule.suppress !== null && last !== null && time - last < rule.suppress) return "suppressed";
    last = time;
    return "raised";
  };
  const fates: Outcome["fate"][] = [];
  const scope = new Scope(program, rule, key, new Map());
  const completions: readonly Completion[] =
    rule.when.kind === "condition"
      ? judgeCondition(
          rule.when,
          rule.suppress,
          things,
          scope,
          () => last,
          (time) => fates.push(fateAt(time)),
        )
      : matchSequence(rule.when, things, scope);
  if (rule.when.kind !== "condition") for (const { cause } of completions) fates.push(fateAt(cause.time));
  return completions.map(({ cause, rank, steps, reading, id }, index) => {
    const fields = new Map<string, Value>(rule.by.map(({ field }, at) => [field, key[at]!]));
    for (const { field, value } of rule.emit) fields.set(field, evaluate(value, fields, reading));
    const emit = rule.emit.map(({ field }) => fields.get(field) ?? null);
    fields.set("rule", rule.name);
    const fate = fates[index]!;
    const raised = fate === "raised";
    const { time } = cause;
    const thing: Thing = { kind: "detection", name: rule.name, time, cause, rank, fields, raised, nested: null, id };
    return { thing, outcome: { rule: rule.name, key, time, fate, emit, steps } };
  });
}
