/**
 * Levels of a ranking: `rules`, `regions`, `hits`, `failures`, as its clauses, its `order` and its `weights` name them.
 * Invariant: a level belongs to its ranking; that of another one is not the same.
 */
import type { RankingDeclaration, Span } from "../../grammar/ast.ts";
import type { Analysis } from "../model/analysis.ts";
import type { Location } from "../model/program.ts";

/** What each level compares. */
export const LEVELS: Readonly<Record<string, string>> = {
  rules: "how many different rules a key fits",
  regions: "from how many different regions it comes",
  hits: "how many records it has",
  failures: "how many different codes it failed with",
};

export interface LevelUse extends Span {
  readonly name: string;
  /** Its clause, or null where the ranking lacks it. */
  readonly clause: Location | null;
  /** Its clause, its place in the order, its weight: as they are written. */
  readonly places: readonly Location[];
}

export function levelAt(analysis: Analysis, uri: string, offset: number): LevelUse | null {
  const ranking = analysis.document(uri)?.tree.declarations.find(({ start, end }) => start <= offset && offset <= end);
  if (ranking?.kind !== "ranking") return null;
  const words = wordsOf(ranking);
  const word = words.find(({ start, end }) => start <= offset && offset <= end);
  if (word === undefined) return null;
  const same = words.filter(({ text }) => text === word.text);
  const at = ({ start, end }: Span): Location => ({ document: uri, start, end });
  const clause = same.find(({ clause: isClause }) => isClause);
  return {
    name: word.text,
    start: word.start,
    end: word.end,
    clause: clause === undefined ? null : at(clause),
    places: same.map(at),
  };
}

interface LevelWord extends Span {
  readonly text: string;
  readonly clause: boolean;
}

function wordsOf({ clauses, order, weights }: RankingDeclaration): LevelWord[] {
  const named = [...order, ...weights.flatMap(({ of }) => (of !== undefined && "text" in of ? of : []))];
  return [
    ...clauses.map(({ keyword }) => ({ ...keyword, clause: true })),
    ...named.map(({ text, start, end }) => ({ text, start, end, clause: false })),
  ]
    .filter(({ text }) => Object.hasOwn(LEVELS, text))
    .sort((a, b) => a.start - b.start);
}
