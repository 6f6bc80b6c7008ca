/**
 * What the words of the documents stand for, for checks that ask the whole folder. Invariant: each document is gone through
 * once, for all of these checks, until one of its words means something else.
 */
import type { Analysis, Piece } from "../model/analysis.ts";
import type { Location } from "../model/program.ts";
import type { Mention } from "../model/scopes.ts";

interface Mentioned {
  /** Names of the folder, not counting where they are declared. */
  readonly names: readonly string[];
  /** Of each field that is named elsewhere than where it is captured or set: where that is. */
  readonly fields: readonly (readonly Location[])[];
  /** Fields that every record has from the engine, by the piece in which they stand. */
  readonly builtin: readonly (readonly [Piece, Mention])[];
}

/** What a document says is one object until it says something else. */
const known = new WeakMap<readonly Piece[], Mentioned>();

export function mentionedIn(analysis: Analysis, uri: string): Mentioned {
  const pieces = analysis.pieces(uri);
  const earlier = known.get(pieces);
  if (earlier !== undefined) return earlier;
  const names = new Set<string>();
  const fields = new Set<readonly Location[]>();
  const builtin: (readonly [Piece, Mention])[] = [];
  for (const piece of pieces) {
    for (const mention of piece.mentions) {
      const { start, meaning } = mention;
      if (meaning.kind === "definition") {
        const { name, location } = meaning.definition;
        if (location.start !== start || location.document !== uri) names.add(name);
      } else if (meaning.kind === "field") {
        const { places, origin } = meaning.field;
        if (origin === "builtin") builtin.push([piece, mention]);
        if (!fields.has(places) && !places.some((place) => place.start === start && place.document === uri))
          fields.add(places);
      }
    }
  }
  const made = { names: [...names], fields: [...fields], builtin };
  known.set(pieces, made);
  return made;
}

/** Names of the folder that are used anywhere. */
export const usedNames = ofAll(({ names }) => names);

/** The places of every field that is read anywhere. */
export const readFields = ofAll(({ fields }) => fields);

function ofAll<T>(of: (mentioned: Mentioned) => readonly T[]): (analysis: Analysis) => ReadonlySet<T> {
  const sets = new WeakMap<Analysis, ReadonlySet<T>>();
  return (analysis) => {
    const earlier = sets.get(analysis);
    if (earlier !== undefined) return earlier;
    const all = new Set<T>();
    for (const { uri } of analysis.documents) for (const each of of(mentionedIn(analysis, uri))) all.add(each);
    sets.set(analysis, all);
    return all;
  };
}
