/**
 * The page on semantics as a brute-force checker: rule by rule over the whole timeline, every combination of items tried.
 * Invariant: follows the page's sentences and shares no code with the engine; slow on purpose.
 */
import type { Program, RuleDefinition, Value } from "../../server/model/program.ts";
import type { LogRecord } from "../../server/engine/item.ts";
import { judgeCondition } from "./condition.ts";
import { order, type Cause, type Thing } from "./items.ts";
import type { Completion } from "./match.ts";
import { matchPattern, span } from "./patterns.ts";
import { readsLabel, Scope, usesIn } from "./scope.ts";
import { evaluate, lower } from "./terms.ts";

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
  const own = { first: time, last: time, raised: false, nested: null };
  return { kind: "record", name: source, time, cause, rank: null, fields, ...own, id };
}

/** Every key that any view of any item has; where `with` reads a label for a key, every value that there is. */
function keysOf(program: Program, rule: RuleDefinition, things: readonly Thing[]): readonly (readonly Value[])[] {
  const scope = new Scope(program, rule, []);
  const uses = usesIn(rule.when);
  const fields = uses.flatMap((use) => things.flatMap((thing) => scope.views({ ...use, where: null }, thing)));
  const keys = new Map(fields.flatMap((each) => scope.keys(each)).map((key) => [JSON.stringify(key), key]));
  const open = uses.filter(readsLabel).flatMap((use) => use.with.map(({ field }) => field));
  if (!rule.by.some(({ field }) => open.includes(field))) return [...keys.values()];
  const values = new Set(
    fields
      .flatMap((each) => [...each.values()])
      .flat()
      .filter((value) => value !== null),
  );
  for (const [at, { field, cased }] of rule.by.entries())
    if (open.includes(field))
      for (const key of [...keys.values()])
        for (const value of values) {
          const other = key.with(at, cased ? value : lower(value));
          keys.set(JSON.stringify(other), other);
        }
  return [...keys.values()];
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
  const scope = new Scope(program, rule, key);
  const completions: readonly Completion[] =
    rule.when.kind === "condition"
      ? judgeCondition(
          rule.when,
          rule.suppress,
          things,
          scope,
          0,
          () => last,
          (time) => fates.push(fateAt(time)),
        )
      : matchPattern(rule.when, things, scope);
  if (rule.when.kind !== "condition") for (const { cause } of completions) fates.push(fateAt(cause.time));
  return completions.map(({ cause, rank, steps, evidence, reading, id }, index) => {
    const fields = new Map<string, Value>(rule.by.map(({ field }, at) => [field, key[at]!]));
    for (const { field, value } of rule.emit) fields.set(field, evaluate(value, fields, reading));
    const emit = rule.emit.map(({ field }) => fields.get(field) ?? null);
    const severity = evaluate(rule.severity, fields, reading);
    const { first, last } = span(evidence);
    const { attack, tags } = rule;
    for (const [name, value] of Object.entries({ rule: rule.name, severity, attack, tags, first, last }))
      fields.set(name, value);
    const fate = fates[index]!;
    const raised = fate === "raised";
    const { time } = cause;
    const own = { first, last, raised, nested: null };
    const thing: Thing = { kind: "detection", name: rule.name, time, cause, rank, fields, ...own, id };
    return { thing, outcome: { rule: rule.name, key, time, fate, emit, steps } };
  });
}
