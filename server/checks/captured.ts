/**
 * Fields that every item of an event has, since it stands for templates that all capture them. Invariant: says only what is
 * certain; where a condition, a `map` or a text that means "no value" may decide otherwise, it says nothing.
 */
import type { Field } from "../model/fields.ts";
import type { TemplateDefinition } from "../model/program.ts";
import type { Kind } from "../model/kinds.ts";

/** Whether the items of these kinds all have a field. */
export const alwaysCaptured = (kinds: readonly Kind[] | null, field: Field): boolean =>
  kinds !== null && kinds.length > 0 && kinds.every((kind) => captures(kind, field));

function captures({ source, codes, set }: Kind, field: Field): boolean {
  if (codes === null || source.missing.length > 0 || set.has(field.name)) return false;
  if (source.map.some(({ field: target }) => target === field.name)) return false;
  const among = source.templates.filter(({ code }) => codes.has(code));
  return among.length > 0 && among.every((template) => captureOf(template, field));
}

/** Without a type written behind it, a capture of text that is none of the field's type is missing. */
const captureOf = ({ parts }: TemplateDefinition, { name, type }: Field): boolean =>
  parts.some((part) => part.kind === "capture" && part.field === name && (part.type !== null || type === "string"));
