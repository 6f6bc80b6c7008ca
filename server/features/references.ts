/**
 * Everywhere something is named. Invariant: the answer is the same from whichever of its places one asks, in order of
 * documents and offsets, each place once; other things of the same name are not in it.
 */
import type { Span } from "../../grammar/ast.ts";
import type { Analysis } from "../model/analysis.ts";
import type { Field } from "../model/fields.ts";
import type { Definition } from "../model/names.ts";
import type { Location } from "../model/program.ts";
import type { Mention } from "../model/scopes.ts";
import { groupBy } from "../model/group.ts";

/** What can be looked for. A field is all that flows from the same captures, assignments and declarations. */
export type Named =
  { readonly kind: "definition"; readonly definition: Definition } | { readonly kind: "field"; readonly field: Field };

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
  return mention && named ? { named, origin: { start: mention.start, end: mention.end } } : null;
}

export function referencesAt(analysis: Analysis, uri: string, offset: number): Reference[] {
  const subject = subjectAt(analysis, uri, offset);
  return subject === null ? [] : referencesTo(analysis, subject.named);
}

export function referencesTo(analysis: Analysis, named: Named): Reference[] {
  if (named.kind === "field") return fieldPlaces(analysis, named.field);
  const { definition } = named;
  const found = analysis
    .references(definition)
    .map((place): Reference => ({ ...place, defines: samePlace(place, definition.location) }));
  return distinct(found);
}

/** The places of one document: what an editor marks while the cursor is in one of them. */
export function highlightsAt(analysis: Analysis, uri: string, offset: number): Reference[] {
  return referencesAt(analysis, uri, offset).filter(({ document }) => document === uri);
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
 * both are one field. One that has no place, because every record has it, is known by its name and sources.
 */
function fieldPlaces(analysis: Analysis, field: Field): Reference[] {
  const mentions = analysis.documents.flatMap(({ uri }) =>
    analysis
      .mentions(uri)
      .flatMap(({ start, end, meaning }) =>
        meaning.kind === "field" && meaning.field.name === field.name
          ? [{ place: { document: uri, start, end }, field: meaning.field }]
          : [],
      ),
  );
  const places = new Set(field.places.map(keyOf));
  const sources = new Set(field.places.length === 0 ? field.sources : []);
  let left = mentions;
  const found: Reference[] = [];
  for (;;) {
    const isOne = (other: Field): boolean =>
      other === field ||
      other.places.some((place) => places.has(keyOf(place))) ||
      (other.places.length === 0 && other.sources.some((source) => sources.has(source)));
    const [more = [], rest = []] = partition(left, (mention) => isOne(mention.field));
    if (more.length === 0) break;
    for (const { place, field: other } of more) {
      found.push({ ...place, defines: other.places.some((one) => samePlace(one, place)) });
      for (const one of other.places) places.add(keyOf(one));
    }
    left = rest;
  }
  return distinct(found);
}

function partition<T>(items: readonly T[], test: (item: T) => boolean): [T[], T[]] {
  const groups = groupBy(items, test);
  return [groups.get(true) ?? [], groups.get(false) ?? []];
}

const keyOf = ({ document, start }: Location): string => `${start} ${document}`;

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
