/** The Elastic Common Schema: the names that extension fields should have, so that rules of several sources agree. */
import table from "./generated/ecs.json" with { type: "json" };
import type { Type } from "./program.ts";

export interface EcsField {
  readonly name: string;
  /** Of one value. */
  readonly type: Type;
  /** The schema wants a list of them; records of one value often have it as it is. */
  readonly many: boolean;
  readonly doc: string;
}

const entries: Readonly<Record<string, string>> = table;

export const ECS_NAMES: readonly string[] = Object.keys(entries);

export function ecsField(name: string): EcsField | null {
  const entry = Object.hasOwn(entries, name) ? entries[name] : undefined;
  if (entry === undefined) return null;
  const blank = entry.indexOf(" ");
  const [type = ""] = entry.split(/\[\]| /, 1);
  return { name, type: type as Type, many: type.length < blank, doc: entry.slice(blank + 1) };
}
