/** The `time` that a source lacks. Invariant: one that names a field of an open format is known from its logs, or said to be a guess. */
import { BUILTIN_FIELDS } from "../fieldDocs.ts";
import type { SourceFacts } from "../facts.ts";
import { FORMATS, isOpenFormat } from "../formats.ts";
import { isUnified, type FormatName } from "../program.ts";
import { pathText } from "../written.ts";

export interface TimeExample {
  readonly example: string;
  /** Nobody has seen that field. */
  readonly guessed?: true;
}

export function timeExample(format: FormatName | null, facts: SourceFacts | undefined): TimeExample {
  if (format === null || format === "syslog") return { example: "time timestamp year 2026" };
  const fixed = FORMATS[format].find(({ name }) => /^@?timestamp$/.test(name));
  if (fixed !== undefined || !isOpenFormat(format)) return { example: `time ${pathText(fixed?.name ?? "timestamp")}` };
  if (facts === undefined) return { example: "time timestamp", guessed: true };
  // Its records had times: if no field of another name holds them, it is the one that is called so.
  return { example: `time ${pathText(heldIn(facts) ?? "time")}` };
}

/** The field that most records have whose values are all instants. */
function heldIn({ fields }: SourceFacts): string | undefined {
  const found = Object.entries(fields).filter(
    ([name, { values }]) =>
      !isUnified(name) &&
      !BUILTIN_FIELDS.has(name) &&
      values.length > 0 &&
      values.every(([value]) => INSTANT.test(value)),
  );
  return found.sort(([, a], [, b]) => b.present - a.present)[0]?.[0];
}

/** With a time of day, or in seconds or parts of them since 1970. */
const INSTANT = /\d\d:\d\d:\d\d|^1\d{9}(?:\d{3}){0,3}(?:\.\d+)?$/;
