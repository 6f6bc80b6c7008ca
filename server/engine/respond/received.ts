/**
 * Events that come from outside instead of from a replay: a rule's name and fields, as a detection of that rule would have
 * them, to what it starts. Invariant: never throws, whatever came; what is taken has every field as the rules' own
 * detections have it, so that playbooks cannot tell the two apart.
 */
import { DETECTION_FIELDS } from "../../model/fieldDocs.ts";
import {
  SEVERITIES,
  UNIFIED_FIELDS,
  isUnified,
  type Micros,
  type Program,
  type RuleDefinition,
  type Type,
  type Value,
} from "../../model/program.ts";
import { typeOf } from "../../model/types.ts";
import type { RawDetection } from "../detect/detection.ts";
import { compilePlan } from "../detect/compile.ts";
import { hash } from "../detect/hash.ts";
import type { Schema } from "../item.ts";
import { sourceSchemas } from "../normalize/schema.ts";
import { fromJson, timeOf } from "./jsonValue.ts";
import { LookUp } from "./lookup.ts";
import type { Start } from "./start.ts";

export type Received =
  | { readonly ok: true; readonly id: string; readonly starts: readonly Start[] }
  /** In words for whoever sent it. */
  | { readonly ok: false; readonly message: string };

/** Rules that are named to who asks for one that is none. */
const MOST_NAMES = 20;

interface Known {
  readonly rule: RuleDefinition;
  readonly schema: Schema;
  /** Of the fields that may be given. */
  readonly types: ReadonlyMap<string, Type>;
}

export class Receiver {
  private readonly lookUp: LookUp;
  private readonly rules: ReadonlyMap<string, Known>;

  constructor(program: Program) {
    const plan = compilePlan(program, sourceSchemas(program));
    this.lookUp = new LookUp(program, plan);
    const fields = new Map(program.sources.flatMap((source) => source.fields.map(({ name, type }) => [name, type])));
    this.rules = new Map(
      plan.rules.map(({ definition, schema }) => [
        definition.name,
        { rule: definition, schema, types: typesOf(definition, fields) },
      ]),
    );
  }

  /** `now`: when it came, for events that do not say when they happened. `number`: which of all that came it is. */
  take(event: unknown, now: Micros, number: number): Received {
    if (!isObject(event)) return refused('an event is an object: {"rule": "...", "fields": {...}}');
    const { rule: name, fields = {}, time = null, id = null, ...others } = event;
    const [other] = Object.keys(others);
    if (other !== undefined)
      return refused(`an event has no \`${other}\`; it has \`rule\`, \`fields\`, \`time\` and \`id\``);
    const known = typeof name === "string" ? this.rules.get(name) : undefined;
    if (known === undefined) return refused(this.noRule(name));
    if (!isObject(fields)) return refused("`fields` is an object of names and values");
    if (id !== null && typeof id !== "string") return refused("`id` is a text that tells the event from all others");
    const at = time === null ? now : timeOf(time);
    if (at === null) return refused(`\`time\` is a text such as "2026-06-14T15:16:01Z"`);
    const values = valuesOf(known, fields, at);
    if (typeof values === "string") return refused(values);
    const own = hash([known.rule.name, id ?? JSON.stringify([number, at, fields])]);
    return { ok: true, id: own, starts: this.starts(known, values, at, own) };
  }

  private starts({ rule, schema }: Known, values: readonly Value[], time: Micros, id: string): readonly Start[] {
    const key = rule.by.map(({ field }, index): [string, Value] => [field, values[index] ?? null]);
    const severity = SEVERITIES.find((each) => each === values[schema.slot("severity")])!;
    const detection: RawDetection = {
      ...{ schema, values, time, arrived: time, first: time, last: time, rule, severity },
      ...{ source: "", file: "", position: 0, steps: [], risk: null, riskParts: [], fate: "raised" },
      rank: { depth: rule.depth, rule: rule.name, key: [], pattern: 0, number: 0, deadline: null },
      key: key.map(([, value]) => value),
      emit: values.slice(key.length, key.length + rule.emit.length),
    };
    return this.lookUp.starts(detection, { kind: "detection", id, rule: rule.name, severity, key });
  }

  private noRule(name: unknown): string {
    const names = [...this.rules.keys()].sort();
    const known = names.length === 0 ? "none" : names.slice(0, MOST_NAMES).join(", ");
    const more = names.length > MOST_NAMES ? ` and ${names.length - MOST_NAMES} more` : "";
    return `there is no rule ${JSON.stringify(name) ?? "without a name"}; there are ${known}${more}`;
  }
}

/** In the order of the schema; a text says what is wrong with one. */
function valuesOf({ rule, schema, types }: Known, fields: object, at: Micros): readonly Value[] | string {
  const given = new Map<string, unknown>(Object.entries(fields));
  for (const name of given.keys())
    if (!types.has(name)) return `${rule.name} has no field \`${name}\`; it has ${[...types.keys()].join(", ")}`;
  const fixed = new Map<string, Value>([
    ["rule", rule.name],
    ["severity", rule.severity.kind === "constant" ? rule.severity.value : null],
    ["attack", rule.attack],
    ["tags", rule.tags],
    ["first", at],
    ["last", at],
  ]);
  const values: Value[] = [];
  for (const field of schema.fields) {
    const json = given.get(field) ?? null;
    const value = json === null ? (fixed.get(field) ?? null) : fromJson(json, types.get(field) ?? "unknown");
    if (value === undefined)
      return `\`${field}\` cannot be ${JSON.stringify(json)}: it is ${wanted(types.get(field)!)}`;
    values.push(value);
  }
  if (SEVERITIES.some((each) => each === values[schema.slot("severity")])) return values;
  return `${rule.name} computes its severity: say it in \`fields\`, as one of ${SEVERITIES.join(", ")}`;
}

/** Its keys and emits, and what it says of every detection but its own name. */
function typesOf({ by, emit }: RuleDefinition, fields: ReadonlyMap<string, Type>): ReadonlyMap<string, Type> {
  const typed = (name: string): Type =>
    isUnified(name) ? UNIFIED_FIELDS[name as keyof typeof UNIFIED_FIELDS] : (fields.get(name) ?? "unknown");
  const fixed = [...DETECTION_FIELDS].filter(([name]) => name !== "rule");
  return new Map([
    ...fixed,
    ...by.map(({ field }): [string, Type] => [field, typed(field)]),
    ...emit.map(({ field, value }): [string, Type] => [field, typeOf(value)]),
  ]);
}

function wanted(type: Type): string {
  if (typeof type === "object") return `a list, each element ${wanted(type.list)}`;
  if (type === "time") return 'a time such as "2026-06-14T15:16:01Z"';
  if (type === "duration") return "a number of seconds";
  return type === "ip" ? "an IP address" : `of type ${type}`;
}

const refused = (message: string): Received => ({ ok: false, message });

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
