/**
 * Programs and records by hand, for examples and random cases. Two sources `p` and `q` hold records with the fields
 * `e` (what happened), `k` and `j` (keys), `v` and `w` (values); event `a` is every record with `e == "a"`, and so on.
 */
import type {
  Aggregate,
  AggregateFunction,
  AggregateStep,
  AllPattern,
  AnyPattern,
  ConditionPattern,
  EventDefinition,
  EventPattern,
  FieldAssignment,
  Micros,
  NoStep,
  Pattern,
  Program,
  RuleDefinition,
  SequencePattern,
  Step,
  Term,
  UntilStep,
  Use,
  Value,
} from "../../server/model/program.ts";
import { Schema, type LogRecord } from "../../server/engine/item.ts";

export const FIELDS = ["e", "k", "j", "v", "w"] as const;
export const SCHEMAS = ["p", "q"].map((name, index) => new Schema(index, name, "source", FIELDS));
export const LETTERS = ["a", "b", "c", "x", "y"] as const;
export const SECOND: Micros = 1_000_000;

const location = { document: "test", start: 0, end: 0 };

// ---- terms

export const constant = (value: Value): Term => ({ kind: "constant", value, type: "unknown" });
/** A length of time. */
export const lasting = (n: number): Term => ({ kind: "constant", value: n * SECOND, type: "duration" });
export const field = (name: string): Term => ({ kind: "field", field: name, type: "unknown" });
export const of = (label: string, name: string): Term => ({
  kind: "label",
  label,
  field: name,
  many: false,
  type: "unknown",
});
export const manyOf = (label: string, name: string): Term => ({
  kind: "label",
  label,
  field: name,
  many: true,
  type: { list: "unknown" },
});
type Operator = Extract<Term, { kind: "compare" }>["operator"];
export const compare = (
  left: Term,
  operator: Operator,
  right: Term,
  { cased = false, every = false }: { cased?: boolean; every?: boolean } = {},
): Term => ({
  kind: "compare",
  operator,
  left,
  right,
  cased,
  every,
  all: false,
});
export const equal = (left: Term, right: Term): Term => compare(left, "==", right);
export const not = (term: Term): Term => ({ kind: "not", term });
export const and = (...terms: Term[]): Term => ({ kind: "and", terms });
export const or = (...terms: Term[]): Term => ({ kind: "or", terms });
export const arithmetic = (operator: "+" | "-" | "*" | "/", left: Term, right: Term): Term => ({
  kind: "arithmetic",
  operator,
  left,
  right,
  type: "float",
});
/** `count(label)` in an emit. */
export const sizeOf = (label: string): Term => ({
  kind: "summary",
  function: "count",
  label,
  field: null,
  type: "int",
});
export const aggregate = (index: number): Term => ({ kind: "aggregate", index, type: "int" });

// ---- patterns

interface Narrowing {
  readonly where?: Term | null;
  readonly with?: readonly FieldAssignment[];
}
const RULE = /^r\d+$/;
export function use(name: string, narrowing: Narrowing = {}): Use {
  const kind =
    name === "detection" ? "detection" : RULE.test(name) ? "rule" : name === "p" || name === "q" ? "source" : "event";
  return { kind, name, with: narrowing.with ?? [], where: narrowing.where ?? null, location };
}
const asUse = (named: string | Use): Use => (typeof named === "string" ? use(named) : named);

export const event = (named: string | Use, label: string | null = null): EventPattern => ({
  kind: "event",
  use: asUse(named),
  label,
  location,
});
export const any = (members: readonly Pattern[], label: string | null = null): AnyPattern => ({
  kind: "any",
  members,
  label,
  location,
});
/** `within` in seconds. */
export const sequence = (
  within: number | null,
  steps: readonly Step[],
  more: { label?: string | null; every?: boolean } = {},
): SequencePattern => ({
  kind: "sequence",
  every: more.every ?? false,
  within: seconds(within),
  steps,
  label: more.label ?? null,
  location,
});
export const all = (
  within: number | null,
  members: readonly Step[],
  more: { label?: string | null; every?: boolean } = {},
): AllPattern => ({
  kind: "all",
  every: more.every ?? false,
  within: seconds(within),
  members,
  label: more.label ?? null,
  location,
});
export const no = (named: string | Use, within: number | null = null): NoStep => ({
  kind: "no",
  of: [asUse(named)],
  within: seconds(within),
  label: null,
  location,
});
export const until = (named: string | Use): UntilStep => ({ kind: "until", of: [asUse(named)], label: null, location });
export const over = (
  name: AggregateFunction,
  named: string | Use,
  fields: readonly string[] = [],
  rank: number | null = null,
): Aggregate => ({ function: name, fields, use: asUse(named), rank });
/** `count(named) >= n` as a step. */
export const count = (
  named: string | Use,
  n: number,
  more: { label?: string | null; within?: number | null; operator?: Operator } = {},
): AggregateStep => ({
  kind: "aggregate",
  aggregates: [over("count", named)],
  condition: compare(aggregate(0), more.operator ?? ">=", constant(n)),
  within: seconds(more.within ?? null),
  label: more.label ?? null,
  location,
});
export const condition = (
  within: number,
  aggregates: readonly Aggregate[],
  term: Term,
  label: string | null = null,
): ConditionPattern => ({ kind: "condition", within: within * SECOND, aggregates, condition: term, label, location });

function seconds(n: number): Micros;
function seconds(n: number | null): Micros | null;
function seconds(n: number | null): Micros | null {
  return n === null ? null : n * SECOND;
}

// ---- declarations

export function rule(name: string, when: Pattern, more: Partial<RuleDefinition> = {}): RuleDefinition {
  return {
    name,
    doc: null,
    severity: constant("high"),
    attack: [],
    tags: [],
    status: "active",
    by: [],
    when,
    emit: [],
    suppress: null,
    risk: [],
    ignore: [],
    learn: [],
    forget: null,
    limit: null,
    tiesEither: false,
    depth: 0,
    location,
    nameLocation: location,
    ...more,
  };
}

export const by = (...fields: string[]): RuleDefinition["by"] => fields.map((name) => ({ field: name, cased: false }));

export const eventOf = (name: string, ...members: Use[]): EventDefinition => ({ name, members, location });

export const letterEvents: readonly EventDefinition[] = LETTERS.map((letter) => {
  const where = equal(field("e"), constant(letter));
  return eventOf(letter, use("p", { where }), use("q", { where }));
});

export function program(rules: readonly RuleDefinition[], events: readonly EventDefinition[] = []): Program {
  return {
    zone: "UTC",
    period: 0,
    sources: [],
    events: [...letterEvents, ...events],
    rules,
    lists: [],
    tables: [],
    tests: [],
    actions: [],
    playbooks: [],
    rankings: [],
  };
}

// ---- records

export interface Row {
  readonly source: "p" | "q";
  readonly file: string;
  readonly seconds: number;
  readonly values: readonly Value[];
}

/** A record of a schema by its fields: those that the schema has. */
export function timelineRecord(
  schema: Schema,
  time: Micros,
  position: number,
  fields: Readonly<Record<string, Value>>,
): LogRecord {
  const values = schema.fields.map((name) => fields[name] ?? null);
  return recordOf({ schema, values, time, source: schema.name, file: "log", position });
}

function recordOf(item: Pick<LogRecord, "schema" | "values" | "time" | "source" | "file" | "position">): LogRecord {
  return {
    ...item,
    rank: null,
    line: item.position + 1,
    offset: 0,
    arrived: item.time,
    template: null,
    features: [],
    header: [],
    ending: "\n",
    latin1: false,
  };
}

/** As the queue would hand them over: positions as given, in the order of places. */
export function records(rows: readonly Row[]): readonly LogRecord[] {
  return rows
    .map(({ source, file, seconds: at, values }, position) =>
      recordOf({ schema: SCHEMAS[source === "p" ? 0 : 1]!, values, time: at * SECOND, source, file, position }),
    )
    .sort(
      (a, b) =>
        a.time - b.time ||
        (a.source < b.source ? -1 : a.source > b.source ? 1 : 0) ||
        (a.file < b.file ? -1 : a.file > b.file ? 1 : 0) ||
        a.position - b.position,
    );
}

/** `a1 x2 a3`: an a at 1 s, an x at 2 s, an a at 3 s; `a1:u` has `k == "u"`, `a1:u:5` also `v == 5`. */
export function timeline(text: string): readonly LogRecord[] {
  const rows = text
    .split(/\s+/)
    .filter((word) => word !== "")
    .map((word): Row => {
      const [item = "", k, v] = word.split(":");
      const values = [item[0]!, k ?? null, null, v === undefined ? null : Number(v), null];
      return { source: "p", file: "log", seconds: Number(item.slice(1)), values };
    });
  return records(rows);
}
