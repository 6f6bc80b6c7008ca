/** Programs, terms and records made by hand, for tests of the engine that should not depend on the grammar. */
import type {
  Program,
  SourceDefinition,
  TemplateDefinition,
  TemplatePart,
  Term,
  Type,
  Value,
} from "../../server/model/program.ts";
import { Schema, type Item, type LogRecord } from "../../server/engine/item.ts";

const nowhere = { document: "test.grove", start: 0, end: 0 };

export const second = 1_000_000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const day = 24 * hour;

export const field = (name: string, type: Type = "string"): Term => ({ kind: "field", field: name, type });
export const constant = (value: Value, type: Type = "string"): Term => ({ kind: "constant", value, type });

type Compare = Extract<Term, { kind: "compare" }>;

export function compare(
  left: Term,
  operator: Compare["operator"],
  right: Term,
  options: Partial<Pick<Compare, "cased" | "every" | "all">> = {},
): Term {
  return { kind: "compare", operator, left, right, cased: false, every: false, all: false, ...options };
}

/** `Failed password for {user} from {ip} port {port:int} ssh2` */
export function template(code: number, text: string): TemplateDefinition {
  const parts = text.split(/(\{[^}]+\})/).filter((part) => part !== "");
  return { code, text, parts: parts.map(templatePart), location: nowhere };
}

function templatePart(part: string): TemplatePart {
  const capture = /^\{([^:}]+)(?::(int|float|ip|word|string))?\}$/.exec(part);
  if (capture === null) return { kind: "literal", text: part };
  type CaptureType = Extract<TemplatePart, { kind: "capture" }>["type"];
  return { kind: "capture", field: capture[1]!, type: (capture[2] as CaptureType | undefined) ?? null };
}

export function source(name: string, options: Partial<SourceDefinition> = {}): SourceDefinition {
  return {
    name,
    class: "operating_system",
    files: ["*.log"],
    format: "syslog",
    only: null,
    time: { field: "timestamp", year: 2026, zone: "UTC" },
    lateness: 0,
    idle: null,
    ahead: day,
    skew: 0,
    late: "side",
    missing: [],
    templates: [],
    map: [],
    fields: [],
    location: nowhere,
    ...options,
  };
}

export function program(sources: readonly SourceDefinition[], options: Partial<Program> = {}): Program {
  return {
    zone: "UTC",
    period: 0,
    sources,
    events: [],
    rules: [],
    lists: [],
    tables: [],
    tests: [],
    actions: [],
    playbooks: [],
    rankings: [],
    ...options,
  };
}

/** An item with just these fields, for terms. */
export function item(fields: Readonly<Record<string, Value>>): Item {
  const schema = new Schema(0, "test", "source", Object.keys(fields));
  return { schema, values: Object.values(fields), time: 0, source: "test", file: "a", position: 0, rank: null };
}

/** A record with nothing but a place and an arrival, for the stages that read no more. */
export function record(
  time: number,
  options: { source?: string; file?: string; position?: number; arrived?: number } = {},
): LogRecord {
  const { source: name = "s", file = "a.log", position = 0, arrived = time } = options;
  return {
    schema: new Schema(0, name, "source", []),
    values: [],
    time,
    source: name,
    file,
    position,
    rank: null,
    line: position + 1,
    offset: position,
    arrived,
    template: null,
    features: [],
    header: [],
    ending: "\n",
    latin1: false,
  };
}
