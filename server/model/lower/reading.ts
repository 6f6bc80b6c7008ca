/**
 * How a source's lines are read: format, its options, time. Invariant: what comes out the engine can read; all else was
 * reported.
 */
import type { Expression, SourceDeclaration, StringLiteral } from "../../../grammar/ast.ts";
import { findField, type FieldSet } from "../fields.ts";
import { optionFault } from "../formats.ts";
import { FORMAT_NAMES, type FormatName, type FormatOption, type TimeDefinition } from "../program.ts";
import { parseTimePattern } from "../timePattern.ts";
import { oneOf, wholeNumber, zoneName } from "./constant.ts";
import type { Lowering } from "./context.ts";
import { pathText } from "./path.ts";
import { unknownField } from "./unknown.ts";

export function lowerFormat(c: Lowering, source: SourceDeclaration): FormatName | null {
  if (source.format?.name === undefined) return source.format === undefined ? null : c.absent();
  return oneOf(c, source.format.name, FORMAT_NAMES, "format");
}

/** Those behind the format's name, as far as it takes them; empty where there are none. */
export function lowerOptions(
  c: Lowering,
  source: SourceDeclaration,
  format: FormatName | null,
): readonly FormatOption[] {
  const written = source.format?.options ?? [];
  if (format === null) return [];
  const options = written.map(optionOf);
  const fault = optionFault(format, options);
  if (fault === null) return options.filter((option) => option !== null);
  const { start, end } = written[fault.index]!;
  c.report(written[fault.index]!, {
    code: "invalid-value",
    what: `option that the format \`${format}\` takes${fault.wanted === null ? "" : ` (${fault.wanted.what})`}`,
    value: c.text.slice(start, end),
    allowed: [],
    example: fault.wanted?.example ?? `format ${format}`,
  });
  return [];
}

/** A text or a list of texts; null: something else. */
function optionOf(option: Expression): FormatOption | null {
  if (option.kind === "string") return option.value;
  if (option.kind !== "list") return null;
  const texts = option.items.flatMap((item) => (item.kind === "string" ? [item.value] : []));
  return texts.length === option.items.length ? texts : null;
}

/** `fields`: of the line's header and of `captured`, whose texts are read as they stand in the line, whatever their type. */
export function lowerTime(
  c: Lowering,
  source: SourceDeclaration,
  fields: FieldSet,
  captured: ReadonlySet<string>,
): TimeDefinition | null {
  const { time } = source;
  if (time === undefined) return null;
  const format = time.format === undefined ? undefined : timeFormat(c, time.format);
  const year = time.year === undefined ? null : wholeNumber(c, time.year, "year", "2026");
  const zone = time.zone === undefined ? c.folder.zone : zoneName(c, time.zone);
  if (time.field === undefined) return c.absent();
  const timeOf = (field: string): TimeDefinition | null =>
    zone === null || format === null ? null : { field, year, zone, ...(format !== undefined && { format }) };
  const name = pathText(time.field);
  const field = name === null ? undefined : findField(fields, name);
  // What the records of an open format call it is theirs to say.
  if (fields.schema && field === undefined && name !== null) return timeOf(name);
  if (field === undefined && fields.open) return c.absent();
  if (name === null || field === undefined) return c.report(time.field, unknownField(name ?? "", fields, null));
  c.mention(time.field, { kind: "field", field, label: null, type: field.type });
  if (field.type !== "string" && !fields.schema && !captured.has(field.name))
    return c.mismatch(time.field, "the field of `time`", "string", field.type, "for example `timestamp`");
  return timeOf(name);
}

function timeFormat(c: Lowering, literal: StringLiteral): string | null {
  const parts = parseTimePattern(literal.value);
  if (typeof parts !== "string") return literal.value;
  return c.report(literal, {
    code: "invalid-value",
    what: `time format (${parts})`,
    value: c.text.slice(literal.start, literal.end),
    allowed: [],
    example: '"%d/%b/%Y:%H:%M:%S %z"',
  });
}
