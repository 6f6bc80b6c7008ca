/**
 * Sources. Invariant: `fields` holds every field a record can have, known even where the source has an error, so that
 * what uses it is checked against what its author meant.
 */
import type { SourceDeclaration, Span } from "../../../grammar/ast.ts";
import { BUILTIN_FIELDS } from "../fieldDocs.ts";
import { ecsField } from "../ecs.ts";
import { findField, makeField, merge, noFields, withFields, type Field, type FieldSet } from "../fields.ts";
import { fieldsOfFormat, isOpenFormat } from "../formats.ts";
import {
  SOURCE_CLASSES,
  UNIFIED_FIELDS,
  type FieldAssignment,
  type FormatName,
  type FormatOption,
  type SourceDefinition,
  type Term,
  type Type,
  isUnified,
} from "../program.ts";
import { fieldsOf } from "../reads.ts";
import { spanInside } from "../literal.ts";
import { itemScope, type Scope } from "../scopes.ts";
import { assignable } from "../types.ts";
import { duration, oneOf, signedDuration } from "./constant.ts";
import type { Lowering } from "./context.ts";
import { pathText } from "./path.ts";
import { lowerFormat, lowerOptions, lowerTime } from "./reading.ts";
import { timeExample } from "./timeExample.ts";
import { captureType, lowerTemplate, readTemplate } from "./template.ts";
import { unknownField } from "./unknown.ts";

export interface LoweredSource {
  readonly fields: FieldSet;
  readonly definition: SourceDefinition | null;
}

const DAY = 86_400_000_000;
/**
 * Of a source that says none: ten minutes. Without one a source that starts a month after the others would hold their
 * records for a month. In a replay it makes nothing late that is within `lateness` of system time.
 */
const DEFAULT_IDLE = 600_000_000;

export function lowerSource(c: Lowering, source: SourceDeclaration): LoweredSource {
  const name = source.name?.text ?? "this source";
  const format = lowerFormat(c, source);
  const options = lowerOptions(c, source, format);
  const read = headerFields(c, name, format ?? "syslog", options);
  // What an unknown format may have, nobody can call unknown.
  const header = format === null ? { ...read, open: true } : read;
  for (const clause of source.clauses) if (clause.keyword.text === "only") c.enter(clause, itemScope(header));
  const only = source.only === undefined ? null : c.condition(itemScope(header), source.only);
  const templates = lowerTemplates(c, source);
  const captured = withFields(header, captures(c, source, header));
  for (const clause of source.clauses) if (clause.keyword.text === "time") c.enter(clause, itemScope(captured));
  const readable = { ...captured, open: captured.open || hasFaults(source) };
  const time = lowerTime(c, source, readable, new Set(capturedNames(source)));
  const { map, fields } = lowerMap(c, source, captured);
  const late = oneOf(c, source.late, ["side", "drop"], "way to treat late records");
  const lateness = duration(c, source.lateness, "lateness");
  const idle = duration(c, source.idle, "idle");
  const ahead = duration(c, source.ahead, "ahead");
  const skew = signedDuration(c, source.skew, "skew");
  const whole = withFields(fields, declared(c, fields));
  const sourceClass = oneOf(c, source.class, SOURCE_CLASSES, "source class");
  requireClauses(c, source, format);
  const isRun = !(c.broken || source.broken || source.name === undefined || time === null || format === null);
  const known = {
    ...whole,
    // Nobody looks into the logs of a source that cannot run: what they name themselves may be there.
    open: source.broken || hasFaults(source) || (!isRun && (format === null || whole.schema)),
    unsampled: c.folder.factsOf(name)?.more === true,
  };
  if (!isRun) return { fields: known, definition: null };
  const definition: SourceDefinition = {
    name: source.name.text,
    class: sourceClass,
    files: source.files.map(({ value }) => value),
    format,
    ...(options.length > 0 && { options }),
    only,
    time,
    lateness: lateness ?? 0,
    idle: idle ?? DEFAULT_IDLE,
    ahead: ahead ?? DAY,
    skew: skew ?? 0,
    late: late ?? "side",
    missing: source.missing.map(({ value }) => value),
    templates,
    map,
    fields: [...known.fields.values()].map((field) => ({
      name: field.name,
      // What samples suggest is for the author; what a record has is as it has it.
      type: field.origin === "sample" && ecsField(field.name) === null ? "unknown" : field.type,
      origin: field.origin as SourceDefinition["fields"][number]["origin"],
    })),
    location: c.at(source),
  };
  return { fields: known, definition };
}

function requireClauses(c: Lowering, source: SourceDeclaration, format: FormatName | null): void {
  if (source.broken) return c.absent() ?? undefined;
  const at = source.name ?? source.keyword;
  const time = timeExample(format, c.folder.factsOf(source.name?.text ?? ""));
  const wanted = [
    { clause: "files", missing: source.files.length === 0, example: 'files "logs/**/auth*.log"' },
    { clause: "format", missing: source.format === undefined, example: "format syslog" },
    { clause: "time", missing: source.time === undefined, ...time },
  ];
  for (const { missing, ...clause } of wanted) {
    if (missing) c.report(at, { code: "missing-clause", of: "source", ...clause });
  }
}

/** What is there before templates and map: what `only` can read, and `time` beside captures. */
function headerFields(c: Lowering, name: string, format: FormatName, options: readonly FormatOption[]): FieldSet {
  const sources = [name];
  const unified = Object.entries(UNIFIED_FIELDS).map(([field, type]) => makeField(field, type, "unified", { sources }));
  const builtin = [...BUILTIN_FIELDS].map(([field, type]) => makeField(field, type, "builtin", { sources }));
  const own = fieldsOfFormat(format, options).map(({ name: field, type, doc }) =>
    makeField(field, type, isUnified(field) ? "unified" : "format", { doc, sources }),
  );
  const always = [...unified, ...builtin, ...own];
  if (isOpenFormat(format)) return openHeader(c, name, always);
  return withFields({ ...noFields(name), sources }, always);
}

/**
 * Of a format whose records name their fields themselves: those declared, those of the common schema and those found. As
 * long as no log was looked at, `only` and `map` may read any other too: a source that were wrong for it would never be
 * looked at.
 */
function openHeader(c: Lowering, name: string, always: readonly Field[]): FieldSet {
  const sources = [name];
  const facts = c.folder.factsOf(name);
  const found = Object.entries(facts?.fields ?? {}).map(([field, { type }]) =>
    makeField(field, ecsField(field)?.type ?? type ?? "unknown", "sample", {
      doc: ecsField(field)?.doc ?? null,
      sources,
    }),
  );
  const declaredHere = c.folder.declaredFields.map((field) => ({ ...field, sources }));
  return {
    ...withFields(noFields(name), [...found, ...always, ...declaredHere]),
    sources,
    schema: true,
    unsampled: facts === undefined || facts.more === true,
  };
}

function lowerTemplates(c: Lowering, source: SourceDeclaration) {
  const byCode = new Map<number, (typeof source.templates)[number]>();
  const templates = [];
  for (const clause of source.templates) {
    const template = lowerTemplate(c, clause);
    if (template !== null) templates.push(template);
    if (clause.code === undefined) continue;
    const other = byCode.get(clause.code.value);
    if (other === undefined) byCode.set(clause.code.value, clause);
    else
      c.report(clause.code, {
        code: "duplicate-template",
        template: clause.code.value,
        other: c.at(other.code ?? other),
      });
  }
  return templates;
}

/** Then some capture is not known, and no use of the source may be blamed for naming it. */
const hasFaults = (source: SourceDeclaration): boolean =>
  source.templates.some(({ text }) => text !== undefined && readTemplate(text.value).faults.length > 0);

const capturedNames = (source: SourceDeclaration): readonly string[] =>
  source.templates.flatMap(({ text }) =>
    text === undefined ? [] : readTemplate(text.value).captures.map(({ field }) => field),
  );

/** Captures of one name in several templates are one field. */
function captures(c: Lowering, source: SourceDeclaration, header: FieldSet): Iterable<Field> {
  const found = new Map<string, Field>();
  for (const { text } of source.templates) {
    if (text === undefined) continue;
    for (const { field: name, type: written, start, end } of readTemplate(text.value).captures) {
      const span = spanInside(c.text, text, start, end);
      const unified = isUnified(name);
      const type: Type = unified ? UNIFIED_FIELDS[name as keyof typeof UNIFIED_FIELDS] : captureType(name, written);
      const origin = unified ? "unified" : "capture";
      const field = makeField(name, type, origin, { places: [c.at(span)], sources: header.sources });
      const known = found.get(name);
      found.set(name, known === undefined ? field : merge([known, field]));
      c.mention(span, { kind: "field", field: found.get(name)!, label: null, type });
    }
  }
  return found.values();
}

function lowerMap(c: Lowering, source: SourceDeclaration, captured: FieldSet) {
  const map: FieldAssignment[] = [];
  let fields = captured;
  for (const clause of source.clauses) if (clause.keyword.text === "map") c.enter(clause, itemScope(captured));
  for (const assignment of source.map) {
    const { target, value } = assignment;
    const scope: Scope = c.enter(assignment, itemScope(fields));
    const typed = c.expression(scope, value);
    if (typed !== null) noteUnmet(c, source, fields, typed.term, value!);
    const name = pathText(target);
    if (name === null) {
      c.report(target, { code: "invalid-target", name: "", reason: "a target has no index" });
      continue;
    }
    if (BUILTIN_FIELDS.has(name) || name === "time") {
      const reason = name === "time" ? "the clause `time` sets it" : "the engine sets it on every record";
      c.report(target, { code: "invalid-target", name, reason });
      continue;
    }
    const field = mapped(c, fields, name, typed?.type ?? "unknown", target);
    c.mention(target, { kind: "field", field, label: null, type: field.type });
    fields = withFields(fields, [field]);
    if (typed === null) continue;
    if (!assignable(typed.type, field.type)) {
      const hint = field.type === "ip" ? `\`ip(...)\` makes an address of a text` : null;
      c.mismatch(value!, `the value of \`${name}\``, field.type, typed.type, hint);
      continue;
    }
    map.push({ field: name, value: typed.term });
  }
  return { map, fields };
}

/**
 * What no record had that was looked at is told, and costs the source nothing: without it no log of it would be looked at. That
 * a name is among the facts says no more than that somebody reads it.
 */
function noteUnmet(c: Lowering, { name }: SourceDeclaration, fields: FieldSet, term: Term, at: Span): void {
  const facts = name === undefined ? undefined : c.folder.factsOf(name.text);
  if (facts === undefined || facts.records === 0 || facts.more === true) return;
  const isUnmet = (field: Field): boolean => field.origin === "sample" && !(facts.fields[field.name]?.present ?? 0);
  const met = new Map([...fields.fields].filter(([, field]) => !isUnmet(field)));
  for (const read of fieldsOf(term)) {
    const field = findField(fields, read);
    if (field !== undefined && isUnmet(field)) c.note(at, unknownField(read, { ...fields, fields: met }, null));
  }
}

function mapped(
  c: Lowering,
  fields: FieldSet,
  name: string,
  type: Type,
  target: { start: number; end: number },
): Field {
  const unified = isUnified(name);
  const known = unified ? UNIFIED_FIELDS[name as keyof typeof UNIFIED_FIELDS] : type;
  const earlier = fields.fields.get(name)?.places ?? [];
  const places = [...earlier, c.at(target)];
  return makeField(name, known, unified ? "unified" : "map", {
    doc: ecsField(name)?.doc ?? null,
    places,
    sources: fields.sources,
  });
}

/** `field` declarations: fields that no sample has yet. */
function declared(c: Lowering, fields: FieldSet): readonly Field[] {
  return c.folder.declaredFields
    .filter((field) => !fields.fields.has(field.name))
    .map((field) => ({ ...field, sources: fields.sources }));
}
