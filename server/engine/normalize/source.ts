/**
 * One source: a line of its format to a unified record. Invariant: whether the source takes a line depends on the line
 * and on the file's lines before it, never on other sources.
 *
 * What fills a field, later ones over earlier ones: the message and the source's name (`origin`), the format (of an open
 * one the fields of the common schema stand in for unified ones), the captures, then `map` from top to bottom, each entry
 * seeing those before.
 */
import { FORMATS, isOpenFormat } from "../../model/formats.ts";
import type { SourceDefinition, Type, Value } from "../../model/program.ts";
import { fieldsOf } from "../../model/reads.ts";
import type { RawLine } from "../intake/lines.ts";
import type { Schema } from "../item.ts";
import { canonicalAddress } from "../../model/address.ts";
import { NO_BINDINGS } from "../terms/bindings.ts";
import { compilePredicate, compileTerm, type Evaluate, type Predicate } from "../terms/compile.ts";
import type { TermEnvironment } from "../terms/environment.ts";
import type { FieldReader, Format, Reading } from "./format.ts";
import { formatOf } from "./formats.ts";
import { FIXED, Layouts, unifiedType, type Layout } from "./layout.ts";
import { NormalizedRecord } from "./record.ts";
import { SLOT } from "./schema.ts";
import { TemplateSet } from "./templates.ts";
import { Clock, type YearMemory } from "./time.ts";

/** Where a text goes, and as what. */
interface Filling {
  readonly slot: number;
  readonly type: Type;
  /** It is the text that the `time` clause names. */
  readonly time: boolean;
}

type Mapping = Omit<Filling, "time"> & { readonly evaluate: Evaluate };

const INTEGER = /^[+-]?\d{1,80}$/;
const FLOAT = /^[+-]?\d{1,80}(\.\d{1,80})?([eE][+-]?\d{1,10})?$/;

const FIXED_LATER = new Set<string>(["time", "template", "arrived", "lag"]);

/** What formats and applications call the time of an event, the usual ones first. */
const TIMES = ["@timestamp", "timestamp", "rt", "devTime", "time", "ts", "at", "datetime", "date", "EventTime"];

export class SourceNormalizer {
  readonly definition: SourceDefinition;
  readonly schema: Schema;
  readonly format: Format;
  private readonly clock: Clock;
  private readonly templates: TemplateSet;
  private readonly fillings: ReadonlyMap<number, readonly Filling[]>;
  private readonly missing: ReadonlySet<string>;
  /** Longer texts mean a value: they need not be looked up. */
  private readonly longestMissing: number;
  /** `only`, where it reads nothing that a template fills: other lines are turned away before the costly part. */
  private readonly early: Predicate | null;
  /** `only`, where it does. */
  private readonly late: Predicate | null;
  private readonly map: readonly Mapping[];
  private readonly blank: readonly Value[];
  private readonly layouts: Layouts;
  /** Of the field that `time` names, where the format has it and has not read it as a time already. */
  private readonly time: FieldReader | null;
  /** A capture holds the time. */
  private readonly timed: boolean;

  constructor(definition: SourceDefinition, schema: Schema, environment: TermEnvironment) {
    this.definition = definition;
    this.schema = schema;
    this.format = formatOf(definition);
    this.clock = new Clock(definition.time, definition.skew);
    this.templates = new TemplateSet(definition.templates);
    this.fillings = new Map(definition.templates.map((template) => [template.code, this.fillingsOf(template.parts)]));
    this.missing = new Set(definition.missing);
    this.longestMissing = Math.max(0, ...definition.missing.map(({ length }) => length));
    const accepts = definition.only === null ? null : compilePredicate(definition.only, environment);
    const isEarly = definition.only !== null && this.isEarly(fieldsOf(definition.only));
    this.early = isEarly ? accepts : null;
    this.late = isEarly ? null : accepts;
    this.map = definition.map
      .filter(({ field }) => !FIXED.has(field))
      .map(({ field, value }) => ({
        slot: schema.slot(field),
        type: unifiedType(field) ?? "unknown",
        evaluate: compileTerm(value, environment),
      }));
    const blank: Value[] = schema.fields.map(() => null);
    blank[SLOT.origin] = blank[SLOT.source] = definition.name;
    this.blank = blank;
    const mapped = this.map.map(({ slot }) => slot);
    this.layouts = new Layouts(definition, schema, this.format, mapped);
    this.timed = [...this.fillings.values()].some((fillings) => fillings.some(({ time }) => time));
    this.time = this.format.field(definition.time.field);
  }

  /** The record; null if `only` turns the line away; a reason if the line has no time. */
  take(reading: Reading, line: RawLine, file: string, years: YearMemory): NormalizedRecord | string | null {
    const layout = this.layouts.of(reading);
    const record = this.begin(reading, layout, line, file);
    // Read before `only` is asked: the year is counted over all lines of the file.
    let time = this.timed ? null : this.timeOf(reading, years);
    if (typeof time === "number") record.happen(time);
    if (this.early !== null && !this.early(record, NO_BINDINGS)) return null;
    const timeText = this.fillCaptures(record, reading.message, layout);
    if (this.timed) time = timeText === null ? this.timeOf(reading, years) : this.clock.read(timeText, years);
    if (typeof time === "number") record.happen(time);
    for (const { slot, type, evaluate } of this.map)
      record.values[slot] = converted(evaluate(record, NO_BINDINGS), type);
    if (this.late !== null && !this.late(record, NO_BINDINGS)) return null;
    return typeof time === "number" ? record : (time ?? "no time");
  }

  private begin(reading: Reading, { own, filled }: Layout, line: RawLine, file: string): NormalizedRecord {
    const values = this.blank.slice();
    values[SLOT.id] = `${file}:${line.number}`;
    values[SLOT.message] = reading.message;
    for (let index = 0; index < own.length; index++) {
      const { slot, type, readers } = own[index]!;
      for (let each = 0; each < readers.length; each++) {
        const value = this.presentValue(readers[each]!.of(reading));
        if (value === null) continue;
        values[slot] = converted(value, type);
        break;
      }
    }
    return new NormalizedRecord(this.schema, values, reading, file, line, filled);
  }

  /** Returns the text of the time, if a capture has it. */
  private fillCaptures(record: NormalizedRecord, message: string, layout: Layout): string | null {
    const match = this.templates.match(message);
    if (match === null) return null;
    record.template = match.code;
    record.features = match.features;
    record.values[SLOT.template] = match.code;
    let timeText: string | null = null;
    const fillings = this.fillings.get(match.code)!;
    record.filled = layout.filledBy(match.code, fillings);
    for (let i = 0; i < fillings.length; i++) {
      const { slot, type, time } = fillings[i]!;
      const text = match.features[i]!;
      if (time) timeText = text;
      if (slot >= 0) record.values[slot] = this.present(text) === null ? null : converted(text, type);
    }
    return timeText;
  }

  private timeOf(reading: Reading, years: YearMemory): number | string {
    const { field, format } = this.definition.time;
    const known = format === undefined && field === "timestamp" ? reading.timestamp : null;
    if (known !== null) return this.clock.resolve(known, years);
    const value = this.time === null ? null : this.time.of(reading);
    if (typeof value === "number")
      return format === undefined ? this.clock.epoch(value, years) : this.clock.read(String(value), years);
    return typeof value === "string"
      ? this.clock.read(value, years)
      : `no time: this line has no ${field}${this.otherTime(reading)}`;
  }

  /** What else the line has that may be its time, as advice. */
  private otherTime(reading: Reading): string {
    // Where templates find it, the format's own is none that somebody forgot.
    if (this.timed) return ", for no template that captures it fits";
    const other = TIMES.find((name) => (this.format.field(name)?.of(reading) ?? null) !== null);
    return other === undefined ? "" : `, but ${other}: name that in the source's \`time\` clause`;
  }

  /** Texts that mean: no value, also as elements of a list. */
  private presentValue(value: Value): Value {
    if (typeof value === "string") return this.present(value);
    if (typeof value === "number") return this.missing.size > 0 && this.missing.has(String(value)) ? null : value;
    if (value === null || typeof value !== "object") return value;
    const present = value.filter((element) => this.presentValue(element) !== null);
    return present.length === 0 ? null : present;
  }

  private present(text: string): string | null {
    if (text.length > this.longestMissing) return text;
    return text === "" || this.missing.has(text) ? null : text;
  }

  private fillingsOf(parts: SourceDefinition["templates"][number]["parts"]): readonly Filling[] {
    return parts.flatMap((part) => {
      if (part.kind !== "capture") return [];
      const type = unifiedType(part.field) ?? part.type ?? "string";
      const slot = FIXED.has(part.field) ? -1 : this.schema.slot(part.field);
      return [{ slot, type: type === "word" ? "string" : type, time: part.field === this.definition.time.field }];
    });
  }

  private isEarly(fields: ReadonlySet<string>): boolean {
    const filledLater = new Set([
      ...this.definition.templates.flatMap(({ parts }) =>
        parts.flatMap((part) => (part.kind === "capture" ? [part.field] : [])),
      ),
      ...this.definition.map.map(({ field }) => field),
    ]);
    const early = new Set<string>([
      ...FORMATS[this.definition.format].map(({ name }) => name),
      ...["id", "device", "message", "process", "origin", "source"],
    ]);
    // What an open format gives is there before templates are tried, whatever it is called.
    const open = isOpenFormat(this.definition.format);
    const ready = (field: string): boolean => early.has(field) || (open && !FIXED_LATER.has(field));
    return [...fields].every((field) => ready(field) && !filledLater.has(field));
  }
}

/** A value as its field wants it; missing where it is none of that type. */
function converted(value: Value, type: Type): Value {
  if (value !== null && typeof value === "object") {
    const element = typeof type === "object" ? type.list : type;
    const found = value.map((each) => converted(each, element)).filter((each) => each !== null);
    return found.length === 0 ? null : found;
  }
  if (type === "ip") return typeof value === "string" ? canonicalAddress(value) : null;
  if (type === "string" && (typeof value === "number" || typeof value === "boolean")) return String(value);
  if (typeof value !== "string" || (type !== "int" && type !== "float")) return value;
  const number = (type === "int" ? INTEGER : FLOAT).test(value) ? Number(value) : NaN;
  return Number.isFinite(number) && (type === "float" || Number.isSafeInteger(number)) ? number : null;
}
