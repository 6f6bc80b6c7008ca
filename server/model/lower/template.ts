/**
 * A template's text as parts: `{name}` and `{name:type}` are captures, `{{` is a brace. Invariant: the texts of literals
 * and the captures in order make up the whole template; no literal is empty and no two literals are neighbours.
 */
import type { StringLiteral, TemplateClause } from "../../../grammar/ast.ts";
import { BUILTIN_FIELDS } from "../fieldDocs.ts";
import { spanInside } from "../literal.ts";
import { UNIFIED_FIELDS, type TemplateDefinition, type TemplatePart, type Type, isUnified } from "../program.ts";
import type { Lowering } from "./context.ts";

export type CaptureType = Extract<TemplatePart, { kind: "capture" }>["type"];

/** A capture and where it stands in the value of the template's literal, braces included. */
export interface CapturePlace {
  readonly field: string;
  readonly type: CaptureType;
  readonly start: number;
  readonly end: number;
}

export interface TemplateShape {
  readonly parts: readonly TemplatePart[];
  readonly captures: readonly CapturePlace[];
  readonly faults: readonly {
    readonly start: number;
    readonly end: number;
    readonly reason: string;
    readonly hint: string;
  }[];
}

export const CAPTURE_TYPES = ["int", "float", "ip", "word", "string"] as const;
const fieldName = /^[\p{L}_@][\p{L}\p{N}_@-]*(?:\.[\p{L}\p{N}_@-]+)*$/u;

export function readTemplate(value: string): TemplateShape {
  const parts: TemplatePart[] = [];
  const captures: CapturePlace[] = [];
  const faults: { start: number; end: number; reason: string; hint: string }[] = [];
  let literal = "";
  const flush = (): void => {
    if (literal !== "") parts.push({ kind: "literal", text: literal });
    literal = "";
  };
  for (let at = 0; at < value.length;) {
    if (value[at] !== "{" || value[at + 1] === "{") {
      literal += value[at];
      at += value[at] === "{" ? 2 : 1;
      continue;
    }
    const close = value.indexOf("}", at);
    const end = close < 0 ? value.length : close + 1;
    const inside = value.slice(at + 1, close < 0 ? value.length : close);
    const colon = inside.indexOf(":");
    const field = (colon < 0 ? inside : inside.slice(0, colon)).trim();
    const type = colon < 0 ? null : inside.slice(colon + 1).trim();
    const fault = (reason: string, hint: string): void => void faults.push({ start: at, end, reason, hint });
    if (close < 0)
      fault("this brace is never closed", "Close the capture with `}`, or write `{{` for a brace of the message.");
    else if (!fieldName.test(field))
      fault(
        `\`${field}\` is no field name`,
        "Write the name of a field, as in `{user}`, or `{{` for a brace of the message.",
      );
    else if (BUILTIN_FIELDS.has(field))
      fault(`\`${field}\` is set by the engine on every record`, "Give the capture another name.");
    else if (captures.some((other) => other.field === field))
      fault(`\`${field}\` is captured twice`, "Give one of the two another name: a record has one value per field.");
    else if (type !== null && !isCaptureType(type))
      fault(
        `\`${type}\` is no type of captures`,
        `The types are ${CAPTURE_TYPES.map((name) => `\`${name}\``).join(", ")}.`,
      );
    else {
      flush();
      const known = type === null ? null : (type as CaptureType);
      parts.push({ kind: "capture", field, type: known });
      captures.push({ field, type: known, start: at, end });
    }
    at = end;
  }
  flush();
  return { parts, captures, faults };
}

const isCaptureType = (text: string): boolean => (CAPTURE_TYPES as readonly string[]).includes(text);

/** The type of the field that a capture fills. */
export function captureType(field: string, type: CaptureType): Type {
  if (type === "int" || type === "float" || type === "ip") return type;
  if (type === null && isUnified(field)) return UNIFIED_FIELDS[field as keyof typeof UNIFIED_FIELDS];
  return "string";
}

export function lowerTemplate(c: Lowering, clause: TemplateClause): TemplateDefinition | null {
  const { code, text } = clause;
  if (text !== undefined) reportFaults(c, text);
  if (code === undefined || text === undefined) return c.absent();
  if (!code.integer || code.unit !== undefined) {
    const value = c.text.slice(code.start, code.end);
    return c.report(code, { code: "invalid-value", what: "template code", value, allowed: [], example: "1001" });
  }
  const { parts, faults } = readTemplate(text.value);
  if (parts.length === 0 && faults.length === 0) {
    const hint = "Write the message, with `{name}` where it varies.";
    return c.report(text, { code: "invalid-template", reason: "the template is empty", hint });
  }
  return { code: code.value, text: text.value, parts, location: c.at(clause) };
}

function reportFaults(c: Lowering, text: StringLiteral): void {
  for (const { start, end, reason, hint } of readTemplate(text.value).faults) {
    c.report(spanInside(c.text, text, start, end), { code: "invalid-template", reason, hint });
  }
}
