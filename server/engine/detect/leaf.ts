/**
 * Leaves: the ways in which an item of one schema becomes the item of a use, shared by all rules. Invariant: a leaf
 * reads the item and nothing else; what depends on other items of a match (`where` across labels) stays outside of it.
 */
import type { EventDefinition, FieldAssignment, Program, RuleDefinition, Term, Use } from "../../model/program.ts";
import { fieldsOf } from "../../model/reads.ts";
import { labelsOf } from "../../model/support.ts";
import { Schema, type Item } from "../item.ts";
import { NO_BINDINGS, type Bindings } from "../terms/bindings.ts";
import { compileField, compilePredicate, compileTerm, type Evaluate, type Predicate } from "../terms/compile.ts";
import type { TermEnvironment } from "../terms/environment.ts";
import { usesOf } from "../narrow.ts";
import { isDetection } from "./detection.ts";
import { byEffort } from "./effort.ts";
import { ignoreOf } from "./ignore.ts";
import { readKeys } from "./keys.ts";
import { joinOf, membershipsOf, type Join, type Membership } from "./join.ts";
import { orderOf, type Order } from "./order.ts";
import { witnessesOf, type Witness } from "./route/witness.ts";

export interface Leaf {
  readonly index: number;
  /** Index of the schema whose items it takes. */
  readonly schema: number;
  /** Of the items that it lets through. */
  readonly view: Schema;
  /** Of `detection`: takes raised ones only. */
  readonly raised: boolean;
  /** Innermost use first. */
  readonly stages: readonly Stage[];
  /** What an item must have to fit: any of them tells. */
  readonly witnesses: readonly Witness[];
}

interface Stage {
  /** `with`: the schema that has these fields too, and each field's slot and value. All values read the item as it came. */
  readonly overlay: { readonly schema: Schema; readonly fields: readonly (readonly [number, Evaluate])[] } | null;
  readonly where: Predicate | null;
}

/** A leaf as one rule uses it: beside it the part of `where` that reads labels. */
export interface LeafUse {
  readonly leaf: number;
  readonly cross: Predicate | null;
  readonly crossLabels: ReadonlySet<string>;
  /** The part of `with` that reads labels. */
  readonly derive: Derive | null;
  readonly joins: readonly Join[];
  readonly memberships: readonly Membership[];
  readonly orders: readonly Order[];
}

/** Gives an item the fields that labels decide. */
export interface Derive {
  readonly schema: Schema;
  readonly fields: ReadonlySet<string>;
  readonly view: (item: Item, bindings: Bindings) => Item;
  /** The ids of its keys, where one of the fields is a key. */
  readonly keys: ((view: Item) => ReadonlyMap<string, unknown>) | null;
}

/** The item as the use sees it; null: not an item of it. */
export function applyLeaf(leaf: Leaf, item: Item): Item | null {
  if (leaf.raised && !(isDetection(item) && item.fate === "raised")) return null;
  let view = item;
  for (const { overlay, where } of leaf.stages) {
    if (overlay !== null) view = overlaid(view, overlay, NO_BINDINGS);
    if (where !== null && !where(view, NO_BINDINGS)) return null;
  }
  return view;
}

function overlaid(item: Item, { schema, fields }: NonNullable<Stage["overlay"]>, bindings: Bindings): Item {
  const values = [...item.values];
  while (values.length < schema.fields.length) values.push(null);
  for (const [slot, evaluate] of fields) values[slot] = evaluate(item, bindings);
  return { ...item, schema, values };
}

interface Link {
  readonly with: readonly FieldAssignment[];
  readonly where: readonly Term[];
}

/** Collects the leaves of a program while it is compiled. */
export class LeafTable {
  readonly leaves: Leaf[] = [];
  private readonly known = new Map<string, number>();
  private readonly overlays = new Map<string, Schema>();
  private readonly program: Program;
  private readonly events: ReadonlyMap<string, EventDefinition>;
  private readonly floors: ReadonlyMap<string, number>;
  private readonly schemas: Schema[];
  private readonly environment: TermEnvironment;

  /** `schemas`: of sources and rules, each at its own index. Those that `with` makes are added to it. */
  constructor(program: Program, schemas: Schema[], environment: TermEnvironment) {
    this.program = program;
    this.events = new Map(program.events.map((event) => [event.name, event]));
    this.floors = shallowestReaders(program.rules, this.events);
    this.schemas = schemas;
    this.environment = environment;
  }

  /** The leaves of a use in a rule, in the order in which its members are listed. */
  leavesOf(use: Use, rule: RuleDefinition): readonly LeafUse[] {
    const terms = use.where === null ? [] : conjuncts(use.where);
    const derived = use.with.filter(({ value }) => labelsOf(value).size > 0);
    const later = new Set(derived.map(({ field }) => field));
    const depends = (term: Term): boolean =>
      labelsOf(term).size > 0 || (later.size > 0 && [...fieldsOf(term)].some((name) => later.has(name)));
    const crossing = terms.filter(depends);
    const where = crossing.length === 0 ? terms : terms.filter((term) => !crossing.includes(term));
    const predicates = crossing.map((term) => compilePredicate(term, this.environment));
    const cross: Predicate | null =
      predicates.length === 0 && derived.length === 0
        ? null
        : (item, bindings) => predicates.every((holds) => holds(item, bindings));
    const reading = [...crossing, ...derived.map(({ value }) => value)];
    const crossLabels = new Set(reading.flatMap((term) => [...labelsOf(term)]));
    const leaves = this.below(use, [{ with: use.with.filter((each) => !derived.includes(each)), where }], rule.depth);
    // An index knows the items as they came, without what labels give them.
    const joinable = derived.length > 0 ? [] : crossing;
    const joins = joinable.map((term) => joinOf(term, this.environment)).filter((join) => join !== null);
    const orders = joinable.map((term) => orderOf(term, this.environment)).filter((order) => order !== null);
    const memberships = crossing.flatMap(membershipsOf);
    return leaves.map((leaf): LeafUse => {
      const same = { leaf, crossLabels, joins, memberships, orders };
      if (derived.length === 0) return { ...same, cross, derive: null };
      const derive = this.derive(this.leaves[leaf]!.view, derived, rule);
      const ignored = ignoreOf(rule, derive.schema, this.environment, (fields) =>
        fields.some((field) => later.has(field)),
      );
      const kept: Predicate = (item, bindings) => cross!(item, bindings) && !ignored?.(item, bindings);
      return { ...same, cross: kept, derive };
    });
  }

  /** The leaves of a use outside of rules, which sees the detections of them all. */
  leavesAbove(use: Use): readonly number[] {
    return this.below(use, [{ with: use.with, where: use.where === null ? [] : conjuncts(use.where) }], Infinity);
  }

  private derive(base: Schema, added: readonly FieldAssignment[], { by }: RuleDefinition): Derive {
    const overlay = this.overlay(base, added);
    const readers = by.map(({ field, cased }) => ({ read: compileField(field), cased }));
    const keyed = added.some(({ field }) => by.some((key) => key.field === field));
    return {
      schema: overlay.schema,
      fields: new Set(added.map(({ field }) => field)),
      view: (item, bindings) => overlaid(item, overlay, bindings),
      keys: keyed ? (view) => readKeys(readers, view) : null,
    };
  }

  /**
   * `chain`: what uses around this one add, innermost first. `ceiling`: `detection` sees rules of less depth. Events name
   * events, thousands deep: what is to be looked into stands on a stack of its own.
   */
  private below(use: Use, chain: readonly Link[], ceiling: number): readonly number[] {
    const found: number[] = [];
    const waiting = [{ use, chain, ceiling }];
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      if (next.use.kind !== "event") {
        for (const base of this.basesOf(next.use, next.ceiling))
          found.push(this.intern(base, next.use.kind === "detection", next.chain));
        continue;
      }
      const floor = this.floors.get(next.use.name) ?? next.ceiling;
      for (const member of (this.events.get(next.use.name)?.members ?? []).toReversed())
        waiting.push({ use: member, chain: linked(member, next.chain), ceiling: floor });
    }
    return found;
  }

  private basesOf({ kind, name }: Use, ceiling: number): readonly Schema[] {
    const called = (of: Schema["kind"], wanted: string): Schema | undefined =>
      this.schemas.find((schema) => schema.kind === of && schema.name === wanted);
    const found =
      kind === "detection"
        ? this.visible(ceiling).map((rule) => called("rule", rule.name))
        : [kind === "source" || kind === "rule" ? called(kind, name) : undefined];
    return found.filter((schema) => schema !== undefined);
  }

  private visible(ceiling: number): readonly RuleDefinition[] {
    return this.program.rules.filter(({ depth, status }) => depth < ceiling && status === "active");
  }

  private intern(base: Schema, raised: boolean, chain: readonly Link[]): number {
    const key = JSON.stringify([base.index, raised, chain]);
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const stages: Stage[] = [];
    let schema = base;
    for (const link of chain) {
      const overlay = link.with.length === 0 ? null : this.overlay(schema, link.with);
      if (overlay !== null) schema = overlay.schema;
      const predicates = byEffort(link.where).map((term) => compilePredicate(term, this.environment));
      const where: Predicate | null =
        predicates.length === 0 ? null : predicates.length === 1 ? predicates[0]! : allOf(predicates);
      if (overlay !== null || where !== null) stages.push({ overlay, where });
    }
    const witnesses = witnessesOf(chain, this.program.lists);
    const leaf: Leaf = { index: this.leaves.length, schema: base.index, view: schema, raised, stages, witnesses };
    this.leaves.push(leaf);
    this.known.set(key, leaf.index);
    return leaf.index;
  }

  private overlay(base: Schema, added: readonly FieldAssignment[]): NonNullable<Stage["overlay"]> {
    const fields = [...new Set([...base.fields, ...added.map(({ field }) => field)])];
    const key = JSON.stringify([base.index, fields]);
    let schema = this.overlays.get(key);
    if (schema === undefined) {
      schema = new Schema(this.schemas.length, base.name, base.kind, fields);
      this.schemas.push(schema);
      this.overlays.set(key, schema);
    }
    const made = schema;
    return {
      schema: made,
      fields: added.map(({ field, value }) => [made.slot(field), compileTerm(value, this.environment)] as const),
    };
  }
}

function allOf(predicates: readonly Predicate[]): Predicate {
  return (item, bindings) => {
    for (let i = 0; i < predicates.length; i++) if (!predicates[i]!(item, bindings)) return false;
    return true;
  };
}

/**
 * By event, the depth of the first rule that reads it. An event over `detection` sees the rules that do not read it; a rule
 * that does is deeper than all that it sees, so these are the rules that are less deep.
 */
function shallowestReaders(rules: readonly RuleDefinition[], events: ReadonlyMap<string, EventDefinition>) {
  const depths = new Map<string, number>();
  for (const rule of [...rules].sort((a, b) => a.depth - b.depth)) {
    const waiting = [...usesOf(rule.when)];
    for (let use = waiting.pop(); use !== undefined; use = waiting.pop()) {
      if (use.kind !== "event" || depths.has(use.name)) continue;
      depths.set(use.name, rule.depth);
      for (const member of events.get(use.name)?.members ?? []) waiting.push(member);
    }
  }
  return depths;
}

/** What a member adds stands in front of what is added around it; most add nothing. */
function linked({ with: added, where }: Use, chain: readonly Link[]): readonly Link[] {
  if (added.length === 0 && where === null) return chain;
  return [{ with: added, where: where === null ? [] : conjuncts(where) }, ...chain];
}

/** `a and b and c` as its parts. */
function conjuncts(term: Term): readonly Term[] {
  return term.kind === "and" ? term.terms.flatMap(conjuncts) : [term];
}
