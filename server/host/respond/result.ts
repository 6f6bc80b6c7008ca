/** What a call answered, as fields that later steps read. Invariant: bounded, and never throws on what came from outside. */
import type { Value } from "../../model/program.ts";
import type { Result } from "../../engine/respond/action.ts";

const MOST_FIELDS = 1_000;
const MOST_DEPTH = 20;

/** The members of a JSON object, nested ones under dotted names; of any other text one field `output`. */
export function resultOf(text: string): Result {
  const parsed = parse(text);
  if (parsed === null) return text.trim() === "" ? [] : [["output", text.trim()]];
  const fields: (readonly [string, Value])[] = [];
  const visit = (value: object, path: string, depth: number): void => {
    for (const [name, member] of Object.entries(value) as [string, unknown][]) {
      if (fields.length >= MOST_FIELDS) return;
      const full = path + name;
      if (isScalar(member)) fields.push([full, member]);
      else if (Array.isArray(member)) fields.push([full, member.filter(isScalar)]);
      else if (typeof member === "object" && member !== null && depth < MOST_DEPTH)
        visit(member, `${full}.`, depth + 1);
    }
  };
  visit(parsed, "", 0);
  return fields;
}

const isScalar = (value: unknown): value is string | number | boolean =>
  typeof value === "string" || typeof value === "boolean" || (typeof value === "number" && Number.isFinite(value));

function parse(text: string): object | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value : null;
  } catch {
    return null; // no JSON: it is the output of a program that speaks to people
  }
}
