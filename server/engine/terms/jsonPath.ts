/** The value at a path of a JSON text. Invariant: never throws; what is no value of a field (an object) is missing. */
import type { Value } from "../../model/program.ts";

/** Longer paths, and lists in lists beyond this, are not followed. */
const DEEPEST = 32;

/** `user.name`, `roles[0]`, `items.id` (of a list: all of them). A key with dots in it goes before the path that it could be. */
export function jsonAt(text: string, path: string): Value {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  const steps = path.split(/\.|(?=\[\d+\])/).filter((step) => step !== "");
  return steps.length > DEEPEST ? null : valueOf(walk(value, steps, 0), 0);
}

function walk(value: unknown, steps: readonly string[], depth: number): unknown {
  const [step] = steps;
  if (step === undefined) return value;
  const index = /^\[(\d+)\]$/.exec(step);
  if (Array.isArray(value)) {
    if (index !== null) return walk(value[Number(index[1])], steps.slice(1), depth);
    if (depth > DEEPEST) return undefined;
    const found = value
      .map((element: unknown) => walk(element, steps, depth + 1))
      .filter((element) => element !== undefined);
    return found.length === 0 ? undefined : found;
  }
  if (typeof value !== "object" || value === null) return undefined;
  for (let length = steps.length; length > 0; length--) {
    const key = steps.slice(0, length).join(".");
    if (Object.hasOwn(value, key)) return walk((value as Record<string, unknown>)[key], steps.slice(length), depth);
  }
  return undefined;
}

function valueOf(value: unknown, depth: number): Value {
  if (typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (!Array.isArray(value) || depth > DEEPEST) return null;
  return value.flatMap((element) => {
    const each = valueOf(element, depth + 1);
    return each === null ? [] : (each as Value[]);
  });
}
