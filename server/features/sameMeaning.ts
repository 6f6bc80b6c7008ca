/**
 * Whether texts mean after an edit what they meant before, so that a new name neither hides another nor is hidden. Invariant:
 * found by analyzing the edited texts anew, so that whatever decides what a word means decides here too.
 */
import type { Analysis, Mention } from "../model/analysis.ts";
import { groupBy } from "../model/group.ts";
import type { Location, Program } from "../model/program.ts";
import type { Meaning } from "../model/scopes.ts";
import { Model } from "../model/workspace.ts";
import type { TextEdit } from "./item.ts";

/** What the folder would be if these documents had other texts. */
export type Tried = (texts: ReadonlyMap<string, string>) => Analysis;

/** The first place that would mean something else; null: there is none. */
export function changedMeaning(before: Analysis, edits: readonly TextEdit[], tried: Tried): Location | null {
  const shifts = new Map([...groupBy(edits, ({ document }) => document)].map(([uri, own]) => [uri, new Shift(own)]));
  const moved: Moved = ({ document, end }) => shifts.get(document)?.end(end) ?? end;
  const texts = [...shifts].map(([uri, shift]) => [uri, shift.apply(before.document(uri)?.text ?? "")] as const);
  const after = tried(new Map(texts));
  const was = new Wording(moved);
  const is = new Wording(unmoved);
  for (const { uri } of before.documents) {
    const words = before.mentions(uri);
    const now = after.mentions(uri);
    const endOf = ({ end }: Mention): number => moved({ document: uri, end });
    const isIt = (mention: Mention, other: Mention | undefined): boolean =>
      other?.end === endOf(mention) && is.of(other.meaning) === was.of(mention.meaning);
    // Nearly always all words are there in their old order, and nothing need be looked up.
    const from = words.findIndex((mention, index) => !isIt(mention, now[index]));
    if (from < 0) continue;
    const known = new Set(now.map(({ end, meaning }) => `${end} ${is.of(meaning)}`));
    const lost = words.slice(from).find((mention) => !known.has(`${endOf(mention)} ${was.of(mention.meaning)}`));
    if (lost !== undefined) return { document: uri, start: lost.start, end: lost.end };
  }
  return sound(after.program) < sound(before.program) ? (firstNew(before, after, moved) ?? null) : null;
}

/** Where the end of a place is. Ends, for a name may get more in front of it: `name = ` in `json { name }`. */
type Moved = (place: { readonly document: string; readonly end: number }) => number;

const unmoved: Moved = ({ end }) => end;

/** Edits of one text that do not overlap, as a way from its old offsets to the new ones. */
class Shift {
  private readonly edits: readonly TextEdit[];
  /** How much longer the text is behind so many of the edits. */
  private readonly longer: readonly number[];

  constructor(edits: readonly TextEdit[]) {
    this.edits = [...edits].sort((a, b) => a.start - b.start);
    const longer = [0];
    for (const { start, end, text } of this.edits) longer.push(longer.at(-1)! + text.length - (end - start));
    this.longer = longer;
  }

  end(offset: number): number {
    let low = 0;
    let high = this.edits.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.edits[middle]!.end <= offset) low = middle + 1;
      else high = middle;
    }
    return offset + this.longer[low]!;
  }

  apply(text: string): string {
    let at = 0;
    const parts = this.edits.map(({ start, end, text: by }) => {
      const kept = text.slice(at, start);
      at = end;
      return kept + by;
    });
    return parts.join("") + text.slice(at);
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

/** What words mean, as texts to compare. Invariant: what many words mean is worded once. */
class Wording {
  private readonly moved: Moved;
  private readonly known = new Map<object, string>();

  constructor(moved: Moved) {
    this.moved = moved;
  }

  of(meaning: Meaning): string {
    switch (meaning.kind) {
      case "definition":
        return this.once(meaning.definition, ({ location }) => this.at(location));
      case "label":
        return this.once(meaning.label, ({ definition }) => `label ${this.at(definition.location)}`);
      case "field":
        return this.once(meaning.field, ({ places, name }) => {
          // One without a place is every record's own, and keeps its name.
          const where =
            places.length === 0
              ? name
              : places
                  .map((place) => this.at(place))
                  .sort()
                  .join();
          return `field ${where}`;
        });
      case "value":
        return "value";
      default:
        return meaning.info.name;
    }
  }

  private once<Meant extends object>(meant: Meant, word: (meant: Meant) => string): string {
    const known = this.known.get(meant);
    if (known !== undefined) return known;
    const made = word(meant);
    this.known.set(meant, made);
    return made;
  }

  private at(place: Location): string {
    return `${this.moved(place)} ${place.document}`;
  }
}

/** How much of a program has no error. */
const sound = (program: Program): number =>
  Object.values(program).reduce((sum: number, part: unknown) => (Array.isArray(part) ? sum + part.length : sum), 0);

function firstNew(before: Analysis, after: Analysis, moved: Moved): Location | undefined {
  const keyOf = (code: string, document: string, end: number): string => `${code} ${end} ${document}`;
  const known = new Set(before.problems.map(({ code, location }) => keyOf(code, location.document, moved(location))));
  return after.problems.find(({ code, location: { document, end } }) => !known.has(keyOf(code, document, end)))
    ?.location;
}
