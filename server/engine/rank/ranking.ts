/**
 * The rankings of a program while items go by: records, and what rules make of them. Invariant: an item counts once for each of
 * its keys, as the first use of the ranking's `of` that it fits; without a key it counts nowhere and is counted as that.
 */
import type { Program, RankingDefinition } from "../../model/program.ts";
import { groupBy } from "../../model/group.ts";
import { keyId, readKeys, type KeyReader } from "../detect/keys.ts";
import { applyLeaf, LeafTable, type Leaf } from "../detect/leaf.ts";
import type { Item, Schema } from "../item.ts";
import { compileField } from "../terms/compile.ts";
import { termEnvironment } from "../terms/environment.ts";
import { listNodes } from "./list.ts";
import type { RankedPart, RankingTree } from "./ranked.ts";
import { compileLevels, KeyTally, type LevelPlan } from "./tally.ts";
import { RankTree, type Placing } from "./tree.ts";

/** `schemas`: of sources and rules, each at its own index. */
export function compileRankings(program: Program, schemas: readonly Schema[]): readonly Ranking[] {
  if (program.rankings.length === 0) return [];
  const environment = termEnvironment(program);
  const table = new LeafTable(program, [...schemas], environment);
  return program.rankings.map((definition) => {
    const leaves = table.leavesAbove(definition.of).map((index) => table.leaves[index]!);
    return new Ranking(definition, leaves, compileLevels(definition, environment));
  });
}

export class Ranking {
  private readonly definition: RankingDefinition;
  /** By schema. */
  private readonly leaves: ReadonlyMap<number, readonly Leaf[]>;
  private readonly keys: readonly KeyReader[];
  private readonly levels: readonly LevelPlan[];
  private readonly tallies = new Map<string, KeyTally>();
  /** Keys whose numbers have changed since the tree was last looked at. */
  private readonly moved = new Map<string, Placing["key"]>();
  private readonly tree = new RankTree();
  private items = 0;
  private keyless = 0;

  constructor(definition: RankingDefinition, leaves: readonly Leaf[], levels: readonly LevelPlan[]) {
    this.definition = definition;
    this.leaves = groupBy(leaves, ({ schema }) => schema);
    this.keys = definition.by.map(({ field, cased }) => ({ read: compileField(field), cased }));
    this.levels = levels;
  }

  take(item: Item): void {
    const leaves = this.leaves.get(item.schema.index);
    if (leaves === undefined) return;
    let fits = false;
    for (const leaf of leaves) {
      const view = applyLeaf(leaf, item);
      if (view === null) continue;
      fits = true;
      const keys = readKeys(this.keys, view);
      if (keys.size === 0) continue;
      for (const key of keys.values()) this.count(key, view);
      this.items++;
      return;
    }
    if (fits) this.keyless++;
  }

  private count(key: Placing["key"], view: Item): void {
    const id = keyId(key);
    let tally = this.tallies.get(id);
    if (tally === undefined) this.tallies.set(id, (tally = new KeyTally(this.levels)));
    tally.add(view);
    this.moved.set(id, key);
  }

  /** Brings the tree up to date: only what has changed moves. */
  private settle(): void {
    for (const [id, key] of this.moved) {
      const tally = this.tallies.get(id)!;
      this.tree.put({ id, key, counts: tally.counts(), value: tally.value() });
    }
    this.moved.clear();
  }

  /** The ranking so far, with so many keys at most. */
  top(most: number): RankingTree {
    this.settle();
    const { definition, tree, items, keyless } = this;
    const { name, doc, by, of } = definition;
    const parts = ({ id }: Placing): readonly RankedPart[] => this.tallies.get(id)!.parts();
    return {
      name,
      doc,
      by: by.map(({ field }) => field),
      of: of.name,
      levels: definition.levels.map(({ name: level, field, compared, weight }) => ({
        name: level,
        field,
        compared,
        weight,
      })),
      nodes: listNodes(definition, tree, parts, most),
      groups: tree.groups,
      keys: tree.keys,
      items,
      keyless,
    };
  }
}
