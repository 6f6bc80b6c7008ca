/** What a rule sees of items: uses, `with`, keys, and which member of a union an item counts as. */
import type { Pattern, Program, RuleDefinition, Use, Value } from "../../server/model/program.ts";
import type { Thing } from "./items.ts";
import { evaluate, lower, NOTHING, type Reading } from "./terms.ts";

export type Fields = ReadonlyMap<string, Value>;

/** One thing that an item may count as. */
export type Member =
  | { readonly use: Use; readonly labels: readonly string[] }
  | { readonly nested: object; readonly labels: readonly string[] };

export interface Counted {
  readonly fields: Fields;
  readonly labels: readonly string[];
}

export class Scope {
  readonly program: Program;
  readonly rule: RuleDefinition;
  readonly key: readonly Value[];
  /** Detections of nested patterns, for this key. */
  readonly inner: Map<object, readonly Thing[]>;

  constructor(program: Program, rule: RuleDefinition, key: readonly Value[], inner: Map<object, readonly Thing[]>) {
    this.program = program;
    this.rule = rule;
    this.key = key;
    this.inner = inner;
  }

  /** Ways in which an item is one of a use, in the order in which members are listed. */
  views(use: Use, thing: Thing, reading: Reading = NOTHING, holder: string | null = null): readonly Fields[] {
    return this.bare(use, thing, holder)
      .map((fields) => {
        const all = new Map(fields);
        for (const { field, value } of use.with) all.set(field, evaluate(value, fields, NOTHING));
        return all;
      })
      .filter((fields) => use.where === null || evaluate(use.where, fields, reading) === true);
  }

  private bare(use: Use, thing: Thing, holder: string | null): readonly Fields[] {
    if (thing.nested !== null) return [];
    if (use.kind === "source") return thing.kind === "record" && thing.name === use.name ? [thing.fields] : [];
    if (use.kind === "rule") return thing.kind === "detection" && thing.name === use.name ? [thing.fields] : [];
    if (use.kind === "detection") {
      if (thing.kind === "record" || !thing.raised) return [];
      const below = this.program.rules.find(({ name }) => name === thing.name)!;
      const hidden = holder === null ? below.depth >= this.rule.depth : this.reads(below, holder, new Set());
      return hidden ? [] : [thing.fields];
    }
    const event = this.program.events.find(({ name }) => name === use.name)!;
    return event.members.flatMap((member) => this.views(member, thing, NOTHING, event.name));
  }

  /** Whether a rule reads an event, directly or through others. */
  private reads(rule: RuleDefinition, event: string, visited: Set<string>): boolean {
    if (visited.has(rule.name)) return false;
    visited.add(rule.name);
    const through = (use: Use): boolean => {
      if (use.kind === "rule")
        return this.reads(
          this.program.rules.find(({ name }) => name === use.name)!,
          event,
          visited,
        );
      if (use.kind !== "event") return false;
      if (use.name === event) return true;
      const { members } = this.program.events.find(({ name }) => name === use.name)!;
      if (members.some((member) => member.kind === "detection"))
        return this.program.rules.some(
          (other) => !this.reads(other, use.name, new Set()) && this.reads(other, event, visited),
        );
      return members.some(through);
    };
    return uses(rule.when).some(through);
  }

  keys(fields: Fields): readonly (readonly Value[])[] {
    let keys: readonly (readonly Value[])[] = [[]];
    for (const { field, cased } of this.rule.by) {
      const value = fields.get(field) ?? null;
      const elements: readonly Value[] = Array.isArray(value) ? value : [value];
      const present = elements.filter((element) => element !== null).map((each) => (cased ? each : lower(each)));
      keys = keys.flatMap((key) => present.map((element) => [...key, element]));
    }
    return keys;
  }

  /** The first member whose event, `where` and key fields an item has decides; then the key must be this one. */
  countsAs(members: readonly Member[], thing: Thing, reading: Reading): Counted | null {
    for (const member of members) {
      if ("nested" in member) {
        if (thing.nested === member.nested) return { fields: thing.fields, labels: member.labels };
        continue;
      }
      for (const fields of this.views(member.use, thing, reading)) {
        const keys = this.keys(fields);
        if (keys.length === 0) continue;
        const mine = keys.some((key) => JSON.stringify(key) === JSON.stringify(this.key));
        return mine ? { fields, labels: member.labels } : null;
      }
    }
    return null;
  }
}

export function membersOf(pattern: Pattern, labels: readonly string[] = []): readonly Member[] {
  const own = pattern.label === null ? labels : [...labels, pattern.label];
  if (pattern.kind === "event") return [{ use: pattern.use, labels: own }];
  if (pattern.kind === "any") return pattern.members.flatMap((member) => membersOf(member, own));
  return [{ nested: pattern, labels: own }];
}

function uses(part: unknown): readonly Use[] {
  if (part === null || typeof part !== "object") return [];
  if (Array.isArray(part)) return part.flatMap(uses);
  if ("name" in part && "with" in part) return [part as Use];
  return Object.values(part).flatMap(uses);
}
