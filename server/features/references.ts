/**
 * Everywhere something is named. Invariant: the answer is the same from whichever of its places one asks, in order of
 * documents and offsets, each place once; other things of the same name are not in it.
 */
import type { Span } from "../../grammar/ast.ts";
import type { Analysis } from "../model/analysis.ts";
import { references } from "../model/answers.ts";
import type { Field } from "../model/fields.ts";
import { groupBy } from "../model/group.ts";
import type { Definition } from "../model/names.ts";
import type { Location } from "../model/program.ts";
import type { Mention } from "../model/scopes.ts";
import { columnAt, columnPlaces, type ColumnUse } from "./columns.ts";
import { levelAt, type LevelUse } from "./levels.ts";

/** What can be looked for. A field is all that flows from the same captures, assignments and declarations. */
export type Named =
  | { readonly kind: "definition"; readonly definition: Definition }
  | { readonly kind: "field"; readonly field: Field }
  /** Of a table's file. */
  | { readonly kind: "column"; readonly use: ColumnUse }
  | { readonly kind: "level"; readonly use: LevelUse };

export interface Subject {
  readonly named: Named;
  /** The word that was asked about. */
  readonly origin: Span;
}

export interface Reference extends Location {
  /** Here it is given its meaning, or its value. */
  readonly defines: boolean;
}

export function subjectAt(analysis: Analysis, uri: string, offset: number): Subject | null {
  const mention = analysis.mentionAt(uri, offset);
  const named = mention && namedBy(mention);
  if (mention && named) return { named, origin: { start: mention.start, end: mention.end } };
  const column = columnAt(analysis, uri, offset);
  if (column) return { named: { kind: "column", use: column }, origin: { start: column.start, end: column.end } };
  const level = levelAt(analysis, uri, offset);
  if (level) return { named: { kind: "level", use: level }, origin: { start: level.start, end: level.end } };
  const result = resultAt(analysis, uri, offset);
  return result && { named: { kind: "field", field: result.field }, origin: result.place };
}

/** What gives its results names of their own. */
const YIELDING: ReadonlySet<string> = new Set(["action", "score"]);

/** A field that is named where nothing is read: a measure of a score, what an action returns. */
function resultAt(analysis: Analysis, uri: string, offset: number): { field: Field; place: Location } | null {
  const around = analysis.names.declared.find(
    ({ document, declaration }) => document === uri && declaration.start <= offset && offset <= declaration.end,
  );
  if (!around?.definition || !YIELDING.has(around.declaration.kind)) return null;
  const own = analysis.fieldsOf(around.definition.name)?.fields.values() ?? [];
  const read = analysis.documents
    .flatMap((document) => [...fieldsIn(analysis.mentions(document.uri)).values()].flat())
    .flatMap(({ field }) => (field.origin === "result" ? field : []));
  for (const field of [...own, ...read]) {
    const place = namedPlaces(analysis, field).find(
      ({ document, start, end }) => document === uri && start <= offset && offset <= end,
    );
    if (place) return { field, place };
  }
  return null;
}

/** Of the places that a field comes from, those that say its name: a result may come from what has another. */
export function namedPlaces(analysis: Analysis, { name, places }: Field): readonly Location[] {
  return places.filter(
    ({ document, start, end }) => analysis.document(document)?.text.slice(start, end).replaceAll("`", "") === name,
  );
}

export function referencesAt(analysis: Analysis, uri: string, offset: number): Reference[] {
  const subject = subjectAt(analysis, uri, offset);
  return subject === null ? [] : referencesTo(analysis, subject.named);
}

/** `only`: in that document alone; what the others say costs little then. */
export function referencesTo(analysis: Analysis, named: Named, only?: string): Reference[] {
  const places = placesOf(analysis, named, only);
  return only === undefined ? places : places.filter(({ document }) => document === only);
}

/** The places of one document: what an editor marks while the cursor is in one of them. */
export function highlightsAt(analysis: Analysis, uri: string, offset: number): Reference[] {
  const subject = subjectAt(analysis, uri, offset);
  return subject === null ? [] : referencesTo(analysis, subject.named, uri);
}

function placesOf(analysis: Analysis, named: Named, only: string | undefined): Reference[] {
  if (named.kind === "field") return fieldPlaces(analysis, named.field, only);
  if (named.kind === "column")
    return distinct(columnPlaces(analysis, named.use).map((place) => ({ ...place, defines: false })));
  if (named.kind === "level") {
    const { places, clause } = named.use;
    return places.map((place) => ({ ...place, defines: clause?.start === place.start }));
  }
  const { definition } = named;
  const found =
    only === undefined
      ? analysis.references(definition)
      : references([only], (uri) => analysis.mentions(uri), definition);
  return distinct(found.map((place) => ({ ...place, defines: samePlace(place, definition.location) })));
}

function namedBy({ meaning }: Mention): Named | null {
  switch (meaning.kind) {
    case "definition":
      return { kind: "definition", definition: meaning.definition };
    case "label":
      return { kind: "definition", definition: meaning.label.definition };
    case "field":
      return { kind: "field", field: meaning.field };
    default:
      return null;
  }
}

/**
 * The mentions of a field and of those that share a place with it: where an event may be of two sources, the captures of
 * both are one field. One that has no place, because every record has it, is known by its name and sources. Which ones share
 * is asked of all documents, for two of one document may be one field through another document.
 */
function fieldPlaces(analysis: Analysis, field: Field, only: string | undefined): Reference[] {
  const places = new Set(field.places.map(keyOf));
  const sources = new Set(field.places.length === 0 ? field.sources : []);
  const isOne = ({ field: other }: FieldMentions): boolean =>
    other === field ||
    other.places.some((place) => places.has(keyOf(place))) ||
    (other.places.length === 0 && other.sources.some((source) => sources.has(source)));
  const found = namedPlaces(analysis, field).map((place): Reference => ({ ...place, defines: true }));
  let left = analysis.documents.flatMap(({ uri }) =>
    (fieldsIn(analysis.mentions(uri)).get(field.name) ?? []).map((each) => ({ document: uri, ...each })),
  );
  for (;;) {
    const [more, rest] = partition(left, isOne);
    if (more.length === 0) break;
    for (const { document, field: other, spans } of more) {
      const own = new Set(other.places.map(keyOf));
      for (const key of own) places.add(key);
      if (only !== undefined && document !== only) continue;
      for (const { start, end } of spans)
        found.push({ document, start, end, defines: own.has(keyOf({ document, start })) });
    }
    left = rest;
  }
  return distinct(found);
}

/** Where one document names a field. */
interface FieldMentions {
  readonly field: Field;
  readonly spans: readonly Span[];
}

/** By the field's name; of a document that has not changed since, as it was found then. */
function fieldsIn(mentions: readonly Mention[]): ReadonlyMap<string, readonly FieldMentions[]> {
  const known = fieldMentions.get(mentions);
  if (known !== undefined) return known;
  const spans = new Map<Field, Span[]>();
  for (const mention of mentions) {
    if (mention.meaning.kind !== "field") continue;
    const { field } = mention.meaning;
    const own = spans.get(field);
    if (own === undefined) spans.set(field, [mention]);
    else own.push(mention);
  }
  const all = [...spans].map(([field, own]): FieldMentions => ({ field, spans: own }));
  const made = groupBy(all, ({ field }) => field.name);
  fieldMentions.set(mentions, made);
  return made;
}

/** As long as nothing else is said of a document, its mentions are the very same list. */
const fieldMentions = new WeakMap<readonly Mention[], ReadonlyMap<string, readonly FieldMentions[]>>();

function partition<T>(items: readonly T[], test: (item: T) => boolean): [T[], T[]] {
  const groups = groupBy(items, test);
  return [groups.get(true) ?? [], groups.get(false) ?? []];
}

const keyOf = ({ document, start }: Omit<Location, "end">): string => `${start} ${document}`;

const samePlace = (a: Location, b: Location): boolean => a.document === b.document && a.start === b.start;

function distinct(places: readonly Reference[]): Reference[] {
  const byPlace = new Map<string, Reference>();
  for (const place of places) {
    const key = keyOf(place);
    if (!byPlace.get(key)?.defines) byPlace.set(key, place);
  }
  return [...byPlace.values()].sort((a, b) =>
    a.document === b.document ? a.start - b.start : a.document < b.document ? -1 : 1,
  );
}
