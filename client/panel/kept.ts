/**
 * What is kept of a replay over a reload of the window, to compare the next one with: its detections without their evidence. Pure.
 * Invariant: what is read back compares as what was written; any other text is nothing.
 */
import type { Detection } from "./messages.ts";
import type { Previous } from "./compare.ts";

/** More are not worth the megabytes at the end of each replay. */
const MOST = 20_000;
const FORMAT = 1;

interface Kept {
  readonly format: typeof FORMAT;
  readonly folder: string;
  readonly rules: readonly string[];
  readonly whole: boolean;
  readonly detections: readonly Detection[];
}

/** Null: there are too many. */
export function pack(folder: string, { detections, rules, whole }: Previous): string | null {
  if (detections.length > MOST) return null;
  const bare = detections.map(({ shortened: _, ...detection }) => ({ ...detection, evidence: [], records: [] }));
  return JSON.stringify({ format: FORMAT, folder, rules: [...rules], whole, detections: bare } satisfies Kept);
}

export function unpack(text: string): { readonly folder: string; readonly previous: Previous } | null {
  const kept = parsed(text);
  if (kept?.format !== FORMAT) return null;
  const { folder, rules, whole, detections } = kept;
  if (!Array.isArray(rules) || !Array.isArray(detections)) return null;
  return { folder, previous: { detections, rules: new Set(rules), whole } };
}

function parsed(text: string): Kept | null {
  try {
    return JSON.parse(text) as Kept | null;
  } catch {
    return null;
  }
}
