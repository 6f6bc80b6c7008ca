/**
 * The worst keys of a ranking, and why each stands above the one behind it. Invariant: so many keys are looked at as are listed,
 * and one more of each group.
 */
import type { RankingDefinition } from "../../model/program.ts";
import type { RankedKey, RankedNode, RankedPart, Standing } from "./ranked.ts";
import { differs, type Group, type Placing, type RankTree } from "./tree.ts";

type Parts = (placing: Placing) => readonly RankedPart[];

export function listNodes(
  definition: RankingDefinition,
  tree: RankTree,
  parts: Parts,
  most: number,
): readonly RankedNode[] {
  const groups: { readonly group: Group; readonly above: number }[] = [];
  let above = 0;
  for (const group of tree) {
    groups.push({ group, above });
    if (above >= most) break;
    above += group.placings.size;
  }
  const leaf = (placing: Placing, behind: Placing | undefined): RankedKey => ({
    key: definition.by.map(({ field }, index) => [field, placing.key[index] ?? null]),
    value: placing.value,
    parts: parts(placing),
    next: behind === undefined ? null : standing(definition, placing, behind),
  });
  return groups
    .filter((each) => each.above < most)
    .map(({ group, above: worse }, index): RankedNode => {
      const next = groups[index + 1]?.group;
      const placings = firstOf(group.placings, most - worse + 1);
      const behind = next === undefined ? [] : firstOf(next.placings, 1);
      const all = placings.length > most - worse ? placings : [...placings, ...behind];
      const level = next === undefined ? null : differs(group.counts, next.counts);
      return {
        rank: worse + 1,
        counts: group.counts,
        decides: level === null ? null : definition.levels[level]!.name,
        size: group.placings.size,
        leaves: placings.slice(0, most - worse).map((placing, at) => leaf(placing, all[at + 1])),
      };
    });
}

/** Compared levels stand in front of the others, so their counts have the same indexes. */
function standing({ levels }: RankingDefinition, own: Placing, other: Placing): Standing {
  const { key } = other;
  const level = differs(own.counts, other.counts);
  if (level !== null) return { key, by: levels[level]!.name, own: own.counts[level]!, other: other.counts[level]! };
  return { key, by: own.value === other.value ? "key" : "value", own: own.value, other: other.value };
}

function firstOf<T>(items: Iterable<T>, most: number): readonly T[] {
  const first: T[] = [];
  for (const item of items) {
    if (first.length >= most) break;
    first.push(item);
  }
  return first;
}
