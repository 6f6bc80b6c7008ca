/**
 * Whether texts mean after an edit what they meant before, so that a new name neither hides another nor is hidden. Invariant:
 * found by analyzing the edited texts anew, so that whatever decides what a word means decides here too.
 */
import type { Span } from "../../grammar/ast.ts";
import type { Analysis, Mention } from "../model/analysis.ts";
import type { Location, Program } from "../model/program.ts";
import { Model } from "../model/workspace.ts";
import type { TextEdit } from "./item.ts";

/** What the folder would be if these documents had other texts. */
export type Tried = (texts: ReadonlyMap<string, string>) => Analysis;

/** The first place that would mean something else; null: there is none. */
export function changedMeaning(before: Analysis, edits: readonly TextEdit[], tried: Tried): Location | null {
  const shifts = new Map(
    before.documents.map(({ uri }) => [uri, new Shift(edits.filter(({ document }) => document === uri))]),
  );
  const edited = before.documents.filter(({ uri }) => edits.some(({ document }) => document === uri));
  const after = tried(new Map(edited.map(({ uri, text }) => [uri, shifts.get(uri)?.apply(text) ?? text])));
  for (const { uri } of before.documents) {
    const now = new Set(after.mentions(uri).map((mention) => wordOf(mention, unmoved)));
    const moved: Moved = ({ document, end }) => shifts.get(document)?.end(end) ?? end;
    const lost = before
      .mentions(uri)
      .find((mention) => !now.has(wordOf({ ...mention, end: moved({ document: uri, end: mention.end }) }, moved)));
    if (lost !== undefined) return { document: uri, start: lost.start, end: lost.end };
  }
  return sound(after.program) < sound(before.program) ? (firstNew(before, after, shifts) ?? null) : null;
}

/** Where the end of a place is. Ends, for a name may get more in front of it: `name = ` in `json { name }`. */
type Moved = (place: { readonly document: string; readonly end: number }) => number;

const unmoved: Moved = ({ end }) => end;

/** Edits of one text, as a way from its old offsets to the new ones. */
class Shift {
  private readonly edits: readonly (Span & { readonly text: string })[];

  constructor(edits: readonly (Span & { readonly text: string })[]) {
    this.edits = [...edits].sort((a, b) => a.start - b.start);
  }

  end(offset: number): number {
    return this.edits.reduce(
      (at, { start, end, text }) => (end <= offset ? at + text.length - (end - start) : at),
      offset,
    );
  }

  apply(text: string): string {
    return this.edits.reduceRight((now, { start, end, text: by }) => now.slice(0, start) + by + now.slice(end), text);
  }
}

/** For who has no model at hand: all of it anew. */
export function triedAnew({ documents, facts, files }: Analysis): Tried {
  return (texts) => {
    const model = new Model();
    for (const { uri, text } of documents) model.set(uri, texts.get(uri) ?? text);
    model.facts = facts;
    model.files = files;
    return model.analysis();
  };
}

/** A word's place and what it means, as a text to compare. */
function wordOf({ end, meaning }: Mention, moved: Moved): string {
  const at = (place: Location): string => `${moved(place)} ${place.document}`;
  switch (meaning.kind) {
    case "definition":
      return `${end} ${at(meaning.definition.location)}`;
    case "label":
      return `${end} label ${at(meaning.label.definition.location)}`;
    case "field": {
      const { places, name } = meaning.field;
      // One without a place is every record's own, and keeps its name.
      return `${end} field ${places.length === 0 ? name : places.map(at).sort().join()}`;
    }
    case "value":
      return `${end} value`;
    default:
      return `${end} ${meaning.info.name}`;
  }
}

/** How much of a program has no error. */
const sound = (program: Program): number =>
  Object.values(program).reduce((sum: number, part: unknown) => (Array.isArray(part) ? sum + part.length : sum), 0);

function firstNew(before: Analysis, after: Analysis, shifts: ReadonlyMap<string, Shift>): Location | undefined {
  const keyOf = (code: string, document: string, end: number): string => `${code} ${end} ${document}`;
  const known = new Set(
    before.problems.map(({ code, location: { document, end } }) =>
      keyOf(code, document, shifts.get(document)?.end(end) ?? end),
    ),
  );
  return after.problems.find(({ code, location: { document, end } }) => !known.has(keyOf(code, document, end)))
    ?.location;
}
