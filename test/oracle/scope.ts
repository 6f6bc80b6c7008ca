/** What a rule sees of items: uses, `with`, `ignore`, keys, and which member of a union an item counts as. */
import type { Pattern, Program, RuleDefinition, Term, Use, Value } from "../../server/model/program.ts";
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
  /** What a use that reads no label is of an item: asked often, always the same. */
  private readonly known = new Map<Use, Map<Thing, readonly Fields[]>>();

  constructor(program: Program, rule: RuleDefinition, key: readonly Value[]) {
    this.program = program;
    this.rule = rule;
    this.key = key;
  }

  /** Ways in which an item is one of a use of the rule, in the order in which members are listed. */
  views(use: Use, thing: Thing, reading: Reading = NOTHING): readonly Fields[] {
    if (readsLabel(use)) return this.look(use, thing, reading);
    let ofUse = this.known.get(use);
    if (ofUse === undefined) this.known.set(use, (ofUse = new Map<Thing, readonly Fields[]>()));
    let found = ofUse.get(thing);
    if (found === undefined) ofUse.set(thing, (found = this.look(use, thing, reading)));
    return found;
  }

  private look(use: Use, thing: Thing, reading: Reading): readonly Fields[] {
    return this.narrowed(use, thing, reading, null).filter((fields) => !this.ignores(fields));
  }

  /** `holder`: the event whose member the use is. */
  private narrowed(use: Use, thing: Thing, reading: Reading, holder: string | null): readonly Fields[] {
    return this.bare(use, thing, holder)
      .map((fields) => {
        const all = new Map(fields);
        for (const { field, value } of use.with) all.set(field, evaluate(value, fields, reading));
        return all;
      })
      .filter((fields) => use.where === null || evaluate(use.where, fields, reading) === true);
  }

  /** A condition that reads a field which items of this kind do not have cannot be judged on them. */
  private ignores(fields: Fields): boolean {
    const judges = (term: Term): boolean => fieldsIn(term).every((name) => fields.has(name));
    return this.rule.ignore.some((term) => judges(term) && evaluate(term, fields, NOTHING) === true);
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
    return event.members.flatMap((member) => this.narrowed(member, thing, NOTHING, event.name));
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
    return usesIn(rule.when).some(through);
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

  /** Of the items, those that could count as one of the members for some values of the labels that these read. */
  candidates(members: readonly Member[], things: readonly Thing[]): readonly Thing[] {
    const free = members.every((member) => "nested" in member || !readsLabel(member.use));
    if (free) return things.filter((thing) => this.countsAs(members, thing, NOTHING) !== null);
    const could = (member: Member, thing: Thing): boolean =>
      "nested" in member ? thing.nested === member.nested : this.bare(member.use, thing, null).length > 0;
    return things.filter((thing) => members.some((member) => could(member, thing)));
  }
}

export function membersOf(pattern: Pattern, labels: readonly string[] = []): readonly Member[] {
  const own = pattern.label === null ? labels : [...labels, pattern.label];
  if (pattern.kind === "event") return [{ use: pattern.use, labels: own }];
  if (pattern.kind === "any") return pattern.members.flatMap((member) => membersOf(member, own));
  return [{ nested: pattern, labels: own }];
}

export const plain = (use: Use): Member => ({ use, labels: [] });

export function usesIn(part: unknown): readonly Use[] {
  if (part === null || typeof part !== "object") return [];
  if (Array.isArray(part)) return part.flatMap(usesIn);
  if ("name" in part && "with" in part) return [part as Use];
  return Object.values(part).flatMap(usesIn);
}

const reading = new WeakMap<Use, boolean>();

export function readsLabel(use: Use): boolean {
  let found = reading.get(use);
  if (found === undefined) reading.set(use, (found = termsIn([use.where, use.with]).some(isLabel)));
  return found;
}

const isLabel = (term: Term): boolean => term.kind === "label" || term.kind === "summary";

const fieldsIn = (term: Term): readonly string[] =>
  termsIn(term).flatMap((each) => (each.kind === "field" ? [each.field] : []));

/** All terms in something, each with those that it consists of. */
function termsIn(part: unknown): readonly Term[] {
  if (part === null || typeof part !== "object") return [];
  const inner = Object.values(part).flatMap(termsIn);
  return "kind" in part && !("name" in part) ? [part as Term, ...inner] : inner;
}
