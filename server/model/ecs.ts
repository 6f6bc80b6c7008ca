/** The Elastic Common Schema: the names that extension fields should have, so that rules of several sources agree. */
import table from "./generated/ecs.json" with { type: "json" };
import type { Type } from "./program.ts";

export interface EcsField {
  readonly name: string;
  readonly type: Type;
  readonly doc: string;
}

const entries: Readonly<Record<string, string>> = table;

export const ECS_NAMES: readonly string[] = Object.keys(entries);

export function ecsField(name: string): EcsField | null {
  const entry = Object.hasOwn(entries, name) ? entries[name] : undefined;
  if (entry === undefined) return null;
  const blank = entry.indexOf(" ");
  return { name, type: entry.slice(0, blank) as Type, doc: entry.slice(blank + 1) };
}
