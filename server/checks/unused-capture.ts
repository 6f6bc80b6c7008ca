/**
 * Captures that nothing reads. They still restore the line, so they may stay: a name that begins with `_` says that this is
 * what it is for. The ten unified fields are read by everybody who looks at a record. A source is told once, however many
 * there are: one that was just drafted has many, and they are no fault of its author's.
 */
import type { SourceDeclaration } from "../../grammar/ast.ts";
import { type Location, isUnified } from "../model/program.ts";
import type { Analysis } from "../model/analysis.ts";
import { spanInside } from "../model/literal.ts";
import { readTemplate } from "../model/lower/template.ts";
import { ownCheck, type Edit, type Fix } from "./diagnostic.ts";
import { readFields } from "./mentioned.ts";
import { listed } from "./words.ts";

export const unusedCapture = ownCheck(
  "unused-capture",
  "information",
  "A capture that nothing reads",
  function* (analysis) {
    const read = readPlaces(analysis);
    for (const { document, declaration } of analysis.sources) {
      const { text } = analysis.document(document)!;
      const unread = [...capturesOf(document, text, declaration)].filter(
        ([, places]) => !places.some(({ document: of, start }) => read.get(of)?.has(start)),
      );
      const [first, ...others] = unread;
      if (first === undefined) continue;
      const [location, ...again] = first[1];
      const more = [...again, ...others.flatMap(([, places]) => places)];
      yield {
        location: location!,
        unnecessary: true,
        message: messageOf(unread.map(([field]) => field)),
        related: more
          .slice(0, MOST_RELATED)
          .map((place) => ({ location: place, message: "Nothing reads this either." })),
        fixes: renamed(text, unread),
      };
    }
  },
);

const MOST_RELATED = 8;

function messageOf(fields: readonly string[]): string {
  const why = "no event, rule or map names";
  const [field] = fields;
  if (fields.length === 1) {
    return `Nothing reads \`${field!}\`: ${why} it. Use it, set an ECS field from it in \`map\`, or call it \`_${field!}\` to say that it only helps to restore the line.`;
  }
  return `Nothing reads ${fields.length} captures of this source: ${why} ${listed(fields)}. Use them, set ECS fields from them in \`map\`, or put \`_\` in front of those that only help to restore the line.`;
}

/** All of them, and the first one alone. */
function renamed(text: string, unread: readonly (readonly [string, readonly Location[]])[]): readonly Fix[] {
  const edits = unread.map(([field, places]) => places.flatMap((place) => underscore(text, field, place)));
  const [first] = unread;
  const one = { title: `Rename to \`_${first![0]}\``, edits: edits[0]! };
  const all = { title: `Put \`_\` in front of all ${unread.length}`, edits: edits.flat() };
  return unread.length === 1 ? [one] : [all, one];
}

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

function underscore(text: string, field: string, { document, start, end }: Location): readonly Edit[] {
  const at = text.indexOf(field, start);
  return at < 0 || at >= end ? [] : [{ document, start: at, end: at, text: "_" }];
}

/** Where the fields that are named somewhere are captured: by document, the starts. */
function readPlaces(analysis: Analysis): ReadonlyMap<string, ReadonlySet<number>> {
  const read = new Map<string, Set<number>>();
  for (const places of readFields(analysis)) {
    for (const { document, start } of places) {
      const starts = read.get(document);
      if (starts === undefined) read.set(document, new Set([start]));
      else starts.add(start);
    }
  }
  return read;
}
