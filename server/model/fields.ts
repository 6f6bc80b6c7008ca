/**
 * Which fields an item has: of a source, of an event, of a rule's detections. Invariant: a set that is `open` stands for
 * something broken, of which no field may be called unknown.
 */
import { FIELD_DOCS } from "./fieldDocs.ts";
import { ecsField } from "./ecs.ts";
import { grow } from "./grown.ts";
import type { FieldDefinition, Location, Type } from "./program.ts";
import { unify } from "./types.ts";

/**
 * `with`: renamed by a use; key, emit, detection: of a rule's detections; ecs, sample: a record of an open format may have
 * it; result: what a baseline, score, cluster, action or step yields.
 */
export type FieldOrigin =
  FieldDefinition["origin"] | "with" | "key" | "emit" | "detection" | "ecs" | "sample" | "result";

export interface Field {
  readonly name: string;
  readonly type: Type;
  readonly origin: FieldOrigin;
  readonly doc: string | null;
  /** Where it is captured, mapped, declared or emitted. */
  readonly places: readonly Location[];
  /** Sources whose records have it. */
  readonly sources: readonly string[];
  /** Of a union: the members that never have it. */
  readonly lackedBy: readonly string[];
  /** The field whose values it passes on, under a name of its own: what the logs hold of that one, it holds. */
  readonly like?: Field;
}

export interface FieldSet {
  /** Whose fields these are, in words for messages. */
  readonly of: string;
  readonly fields: ReadonlyMap<string, Field>;
  readonly open: boolean;
  /** Whether its items may have every field of the common schema: their format names its own fields. */
  readonly schema: boolean;
  /** Whether no log of such a format was looked at yet, or not all that it names, so that any field may be there. */
  readonly unsampled?: boolean;
  /** Sources whose records they come from: their facts tell values. */
  readonly sources: readonly string[];
  /** Of a union: what it is put together of, each once. */
  readonly members?: readonly FieldSet[];
}

export const openFields = (of: string): FieldSet => ({ of, fields: new Map(), open: true, schema: false, sources: [] });
export const noFields = (of: string): FieldSet => ({ of, fields: new Map(), open: false, schema: false, sources: [] });

export function makeField(
  name: string,
  type: Type,
  origin: FieldOrigin,
  more: { doc?: string | null; places?: readonly Location[]; sources?: readonly string[]; like?: Field } = {},
): Field {
  const doc = more.doc ?? FIELD_DOCS.get(name) ?? null;
  const { places = [], sources = [], like } = more;
  return { name, type, origin, doc, places, sources, lackedBy: [], ...(like === undefined ? {} : { like }) };
}

/** The field of this name, be it one that only the common schema knows. */
export function findField(set: FieldSet, name: string): Field | undefined {
  const known = set.fields.get(name);
  const ecs = known === undefined && set.schema ? ecsField(name) : null;
  if (ecs !== null) return makeField(name, ecs.type, "ecs", { doc: ecs.doc, sources: set.sources });
  return known ?? (set.unsampled ? makeField(name, "unknown", "sample", { sources: set.sources }) : undefined);
}

/** The set with these fields added; of the same name, the added ones win. */
export function withFields(set: FieldSet, added: Iterable<Field>): FieldSet {
  return { ...set, fields: grow(set.fields, added) };
}

/**
 * What is visible of an item that may be of any member: the fields of all, those that some lack marked. They are put together
 * when somebody looks at them: most unions are made for one field, which `findInUnion` gives alone.
 */
export function unionOf(of: string, members: readonly FieldSet[]): FieldSet {
  const different = new Set(members);
  if (different.size === 1) return { ...members[0]!, of, members: [members[0]!] };
  if (different.size < members.length) return unionOf(of, [...different]);
  const sources = distinct(members.map((member) => member.sources));
  const some = (flag: "open" | "schema"): boolean => members.some((member) => member[flag]);
  let fields: FieldSet["fields"] | null = null;
  return {
    of,
    get fields() {
      return (fields ??= fieldsOfAll(members));
    },
    open: some("open"),
    schema: some("schema"),
    sources,
    members,
  };
}

/** What `findField` finds in the union of these. */
export function findInUnion(members: readonly FieldSet[], name: string): Field | undefined {
  const different = [...new Set(members)];
  const group = different.flatMap((member) => member.fields.get(name) ?? []);
  return group.length === 0 ? findField(unionOf("", different), name) : mergedOf(group, different);
}

function fieldsOfAll(members: readonly FieldSet[]): FieldSet["fields"] {
  const groups = new Map<string, Field[]>();
  for (const member of members) {
    for (const [name, field] of member.fields) {
      const group = groups.get(name);
      if (group === undefined) groups.set(name, [field]);
      else group.push(field);
    }
  }
  const fields = new Map<string, Field>();
  for (const [name, group] of groups) fields.set(name, mergedOf(group, members));
  return fields;
}

/** `group`: the fields of one name that some of the members have. */
function mergedOf(group: readonly Field[], members: readonly FieldSet[]): Field {
  const field = merge(group);
  return group.length === members.length ? field : lacking(field, members);
}

function lacking(field: Field, members: readonly FieldSet[]): Field {
  const without = members
    .filter((member) => !member.open && findField(member, field.name) === undefined)
    .map((member) => member.of);
  return { ...field, lackedBy: distinct([field.lackedBy, without]) };
}

/** Fields of one name as one. Types that do not go together make it `unknown`. */
export function merge(fields: readonly Field[]): Field {
  const [first, ...others] = fields as readonly [Field, ...Field[]];
  if (others.every((other) => other === first)) return first;
  const { like, ...one } = first;
  return {
    ...one,
    ...(like !== undefined && others.every((other) => other.like === like) ? { like } : {}),
    type: others.reduce((type, other) => unify(type, other.type) ?? "unknown", first.type),
    doc: first.doc ?? others.find(({ doc }) => doc !== null)?.doc ?? null,
    places: distinct(fields.map(({ places }) => places)),
    sources: distinct(fields.map(({ sources }) => sources)),
    lackedBy: distinct(fields.map(({ lackedBy }) => lackedBy)),
  };
}

/** The elements of all lists, each once; the list itself where there is but one. */
function distinct<T>(lists: readonly (readonly T[])[]): readonly T[] {
  const [first, ...others] = lists;
  if (first !== undefined && others.every((list) => list === first)) return first;
  const found: T[] = [];
  // Most lists have one element: a set would cost more than it saves.
  for (const list of lists) {
    if (found.length + list.length > FEW) return [...new Set(lists.flat())];
    for (const each of list) if (!found.includes(each)) found.push(each);
  }
  return found;
}

const FEW = 16;
