/** Lines to what a format makes of them, for the tests of formats. */
import assert from "node:assert/strict";
import type { Format, FormatReader, Reading } from "../../../../server/engine/normalize/format.ts";
import { formatOf } from "../../../../server/engine/normalize/formats.ts";
import type { FormatName, FormatOption, Value } from "../../../../server/model/program.ts";

export type Row = Readonly<Record<string, Value>>;

/** Each line of a file: the fields that are asked for, those it has; its fault; null of a line that is no record. */
export function readLines(
  name: FormatName,
  lines: readonly string[],
  fields: readonly string[],
  options: readonly FormatOption[] = [],
): readonly (Row | string | null)[] {
  const format: Format = formatOf({ format: name, options });
  const reader: FormatReader = format.open();
  return lines.map((line) => {
    const reading = reader.read(line);
    if (reading === null || typeof reading === "string") return reading;
    assert.equal(reading.header.join("") + reading.message, line);
    return rowOf(format, reading, fields);
  });
}

function rowOf(format: Format, reading: Reading, fields: readonly string[]): Row {
  const values = fields.map((field): [string, Value] => [field, format.field(field)?.of(reading) ?? null]);
  return Object.fromEntries(values.filter(([, value]) => value !== null));
}

/** The names that a line has, in order. */
export function namesOf(name: FormatName, lines: readonly string[]): readonly string[] {
  const format = formatOf({ format: name });
  const reader = format.open();
  const last = lines.map((line) => reader.read(line)).at(-1);
  return typeof last === "object" && last !== null ? [...format.names(last)].sort() : [];
}
