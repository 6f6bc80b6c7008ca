/**
 * A capture that nothing reads. It still restores the line, so it may stay: a name that begins with `_` says that this is
 * what it is for. The ten unified fields are read by everybody who looks at a record.
 */
import type { SourceDeclaration } from "../../grammar/ast.ts";
import { type Location, isUnified } from "../model/program.ts";
import type { Analysis, Mention } from "../model/analysis.ts";
import { spanInside } from "../model/literal.ts";
import { readTemplate } from "../model/lower/template.ts";
import { ownCheck } from "./diagnostic.ts";

export const unusedCapture = ownCheck(
  "unused-capture",
  "information",
  "A capture that nothing reads",
  function* (analysis) {
    const read = readPlaces(analysis);
    for (const { document, declaration } of analysis.sources) {
      const { text } = analysis.document(document)!;
      for (const [field, places] of capturesOf(document, text, declaration)) {
        if (places.some((place) => read.has(keyOf(place)))) continue;
        for (const location of places) {
          const name = text.indexOf(field, location.start);
          yield {
            location,
            unnecessary: true,
            message: `Nothing reads \`${field}\`: no event, rule or map names it. Use it, set an ECS field from it in \`map\`, or call it \`_${field}\` to say that it only helps to restore the line.`,
            fixes: [
              { title: `Rename to \`_${field}\``, edits: places.map((place) => underscore(text, field, place)) },
            ].slice(name < 0 ? 1 : 0),
          };
        }
      }
    }
  },
);

/** Where a source captures each field, by name; of all the fields that it would be fair to call unused. */
function capturesOf(document: string, text: string, source: SourceDeclaration): Captures {
  const known = captures.get(source);
  if (known !== undefined) return known;
  const groups = new Map<string, Location[]>();
  for (const { text: literal } of source.templates) {
    if (literal === undefined) continue;
    for (const { field, start, end } of readTemplate(literal.value).captures) {
      if (isUnified(field) || field.startsWith("_")) continue;
      const places = groups.get(field) ?? [];
      places.push({ document, ...spanInside(text, literal, start, end) });
      groups.set(field, places);
    }
  }
  captures.set(source, groups);
  return groups;
}

type Captures = ReadonlyMap<string, readonly Location[]>;

const captures = new WeakMap<SourceDeclaration, Captures>();

function underscore(text: string, field: string, place: Location) {
  const at = Math.max(place.start, text.indexOf(field, place.start));
  return { document: place.document, start: at, end: at, text: "_" };
}

const keyOf = ({ document, start }: Location): string => `${document}\n${start}`;

/** The captures of every field that is named somewhere, not counting where it is captured or set. */
function readPlaces(analysis: Analysis): ReadonlySet<string> {
  const read = new Set<string>();
  const done = new Set<readonly Location[]>();
  for (const { uri } of analysis.documents) {
    for (const places of placesReadIn(uri, analysis.mentions(uri))) {
      if (done.has(places)) continue;
      done.add(places);
      for (const key of keysOf(places)) read.add(key);
    }
  }
  return read;
}

function keysOf(places: readonly Location[]): readonly string[] {
  const known = keys.get(places);
  if (known !== undefined) return known;
  const made = places.map(keyOf);
  keys.set(places, made);
  return made;
}

const keys = new WeakMap<readonly Location[], readonly string[]>();

/** Remembered, for most documents say the same as before the last edit. */
function placesReadIn(uri: string, mentions: readonly Mention[]): ReadonlySet<readonly Location[]> {
  const known = placesRead.get(mentions);
  if (known !== undefined) return known;
  const found = new Set<readonly Location[]>();
  for (const { start, meaning } of mentions) {
    if (meaning.kind !== "field" || found.has(meaning.field.places)) continue;
    const { places } = meaning.field;
    if (!places.some((place) => place.document === uri && place.start === start)) found.add(places);
  }
  placesRead.set(mentions, found);
  return found;
}

const placesRead = new WeakMap<readonly Mention[], ReadonlySet<readonly Location[]>>();
