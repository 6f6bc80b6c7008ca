/**
 * What is counted of one key. Invariant: the numbers are those of the items that were added, in whatever order they came; the
 * second value is computed from whole counts, never summed up as they come, so that equal counts give equal values.
 */
import type { RankingDefinition, RankingLevel, Value } from "../../model/program.ts";
import type { Item } from "../item.ts";
import { NO_BINDINGS } from "../terms/bindings.ts";
import { compileField, compilePredicate, type Evaluate, type Predicate } from "../terms/compile.ts";
import type { TermEnvironment } from "../terms/environment.ts";
import { fold } from "../terms/fold.ts";
import type { RankedKind, RankedPart } from "./ranked.ts";

/** A level, ready to look at items. */
export interface LevelPlan {
  readonly level: RankingLevel;
  /** Null: hits. */
  readonly read: Evaluate | null;
  readonly where: Predicate | null;
  /** By folded kind; null: each weighs 1. */
  readonly weights: ReadonlyMap<string, number> | null;
}

export function compileLevels({ levels }: RankingDefinition, environment: TermEnvironment): readonly LevelPlan[] {
  return levels.map((level) => ({
    level,
    read: level.field === null ? null : compileField(level.field),
    where: level.where === null ? null : compilePredicate(level.where, environment),
    weights: level.kinds === null ? null : new Map(level.kinds.map(([kind, weight]) => [fold(kind), weight])),
  }));
}

/** `text`: as it was first written. */
interface Kind {
  readonly text: string;
  items: number;
}

interface LevelTally {
  readonly kinds: Map<string, Kind>;
  /** Of all kinds; of hits the items themselves. */
  items: number;
}

/** Kinds of a level that are listed. */
const MOST_KINDS = 50;

export class KeyTally {
  private readonly plans: readonly LevelPlan[];
  private readonly tallies: readonly LevelTally[];

  constructor(plans: readonly LevelPlan[]) {
    this.plans = plans;
    this.tallies = plans.map(() => ({ kinds: new Map(), items: 0 }));
  }

  add(view: Item): void {
    for (let index = 0; index < this.plans.length; index++) {
      const { read, where } = this.plans[index]!;
      const tally = this.tallies[index]!;
      if (read === null) tally.items++;
      else if (where === null || where(view, NO_BINDINGS)) count(tally, read(view, NO_BINDINGS));
    }
  }

  /** Of the compared levels, in their order. */
  counts(): readonly number[] {
    return this.plans.flatMap(({ level }, index) => (level.compared ? this.countOf(index) : []));
  }

  value(): number {
    return exact(this.plans.reduce((sum, { level }, index) => sum + level.weight * this.sumOf(index), 0));
  }

  parts(): readonly RankedPart[] {
    return this.plans.map(({ level, weights }, index) => {
      const sum = this.sumOf(index);
      const kinds = [...this.tallies[index]!.kinds].map(([kind, { text, items }]): RankedKind => {
        return { kind: text, items, weight: weights === null ? 1 : (weights.get(kind) ?? 0) };
      });
      return {
        count: this.countOf(index),
        sum: exact(sum),
        value: exact(level.weight * sum),
        kinds: kinds.sort(heaviestFirst).slice(0, MOST_KINDS),
      };
    });
  }

  private countOf(index: number): number {
    const { kinds, items } = this.tallies[index]!;
    return this.plans[index]!.read === null ? items : kinds.size;
  }

  private sumOf(index: number): number {
    const { weights } = this.plans[index]!;
    const { kinds, items } = this.tallies[index]!;
    if (weights === null) return items;
    let sum = 0;
    for (const [kind, weight] of weights) sum += weight * (kinds.get(kind)?.items ?? 0);
    return sum;
  }
}

/** An item has a kind once, however often a list says it. */
function count(tally: LevelTally, value: Value): void {
  if (value === null) return;
  if (typeof value !== "object") return countKind(tally, String(value));
  const byFolded = new Map(value.filter((each) => each !== null).map((each) => [fold(String(each)), String(each)]));
  for (const text of byFolded.values()) countKind(tally, text);
}

function countKind(tally: LevelTally, text: string): void {
  const folded = fold(text);
  const known = tally.kinds.get(folded);
  if (known === undefined) tally.kinds.set(folded, { text, items: 1 });
  else known.items++;
  tally.items++;
}

/** Without the crumbs that adding fractions leaves, which would split equal values. */
const exact = (value: number): number => Math.round(value * 1e6) / 1e6;

const heaviestFirst = (a: RankedKind, b: RankedKind): number =>
  b.weight * b.items - a.weight * a.items || b.items - a.items || (a.kind < b.kind ? -1 : 1);
