/** A ranking as rows and words. Pure. Invariant: of the numbers of one column all have the same digits behind the point, and all that they need. */
import type { RankedKey, RankedLevel, RankedNode, RankingTree } from "../panel/messages.ts";
import type { Data } from "./data.ts";
import { count, counted, value } from "./format.ts";
import type { Ui } from "./view.ts";

/** The chosen one, else the first; null: there is none. */
export function shownRanking({ rankings }: Data, ui: Pick<Ui, "ranking">): RankingTree | null {
  return rankings.find(({ name }) => name === ui.ranking) ?? rankings[0] ?? null;
}

/** A group of several keys, with `leaf` null, or a key. */
export interface RankedRow {
  readonly id: string;
  readonly node: RankedNode;
  readonly leaf: RankedKey | null;
  /** Whether it stands under a row of its group. */
  readonly inGroup: boolean;
}

export const keyText = ({ key }: Pick<RankedKey, "key">): string => key.map(([, held]) => value(held)).join(" ");

const LEVELS: Record<RankedLevel["name"], string> = {
  rules: "Rules",
  regions: "Regions",
  hits: "Hits",
  failures: "Failures",
};
export const levelName = (name: RankedLevel["name"]): string => LEVELS[name];

/** What is in sight of the tree; what is looked for is never folded away. */
export function rankedRows(
  tree: RankingTree,
  { rankQuery, foldedRanks }: Pick<Ui, "rankQuery" | "foldedRanks">,
): readonly RankedRow[] {
  const words = rankQuery.trim().toLowerCase();
  return tree.nodes.flatMap((node) => {
    const leaves = node.leaves.filter((leaf) => keyText(leaf).toLowerCase().includes(words));
    const inGroup = node.size > 1;
    const rows = leaves.map((leaf): RankedRow => ({ id: idOf(leaf), node, leaf, inGroup }));
    if (!inGroup || rows.length === 0) return rows;
    const head: RankedRow = { id: `rank-${node.rank}`, node, leaf: null, inGroup: false };
    return words === "" && foldedRanks.has(node.rank) ? [head] : [head, ...rows];
  });
}

const idOf = ({ key }: RankedKey): string => `key-${encodeURIComponent(JSON.stringify(key.map(([, held]) => held)))}`;

/** The selected key, else the first one. */
export function chosenKey(rows: readonly RankedRow[], ranked: string | null): RankedRow | null {
  const chosen = rows.find(({ id }) => id === ranked);
  // Of a group its worst key.
  if (chosen?.leaf === null) {
    const leaf = chosen.node.leaves[0];
    return leaf === undefined ? null : { id: idOf(leaf), node: chosen.node, leaf, inGroup: true };
  }
  return chosen ?? rows.find(({ leaf }) => leaf !== null) ?? null;
}

/** `rank 3 of 39, first of 3 equals` */
export function placeText(tree: RankingTree, { node, leaf }: RankedRow): string {
  const place = `rank ${count(node.rank)} of ${count(tree.keys)}`;
  if (node.size === 1 || leaf === null) return place;
  const at = node.leaves.indexOf(leaf);
  return `${place}, ${at === 0 ? "first" : `number ${count(at + 1)}`} of ${count(node.size)} equals`;
}

/** Why it stands below the one and above the other. */
export function standingText(tree: RankingTree, leaf: RankedKey): string {
  const leaves = tree.nodes.flatMap((node) => node.leaves);
  const before = leaves[leaves.indexOf(leaf) - 1];
  const below =
    before?.next == null ? "Nobody stands above it." : `Below ${keyText(before)} by ${reason(before.next, "below")}.`;
  const above =
    leaf.next === null
      ? "It is the last."
      : `Above ${leaf.next.key.map(value).join(" ")} by ${reason(leaf.next, "above")}.`;
  return `${below} ${above}`;
}

function reason({ by, own, other }: NonNullable<RankedKey["next"]>, side: "above" | "below"): string {
  if (by === "key") return "the order of keys alone: all else is equal";
  const [mine, its] = side === "above" ? [own, other] : [other, own];
  const digits = digitsOf([own, other]);
  const name = by === "value" ? "second value" : levelName(by).toLowerCase();
  return `${name}, ${decimal(mine, digits)} to ${decimal(its, digits)}`;
}

/** `39 keys in 10 groups, from 78 hits; 3 without ip` */
export function footText({ keys, groups, items, keyless, by, nodes }: RankingTree): string {
  const listed = nodes.reduce((sum, { leaves }) => sum + leaves.length, 0);
  const more = listed < keys ? ` The worst ${count(listed)} are listed.` : "";
  const without = keyless > 0 ? `; ${count(keyless)} without ${by.join(", ")}` : "";
  return `${counted(keys, "key")} in ${counted(groups, "group")}, from ${counted(items, "hit")}${without}.${more}`;
}

/** Values are exact to the millionth. */
const MOST_DIGITS = 6;

/** As many digits behind the point as the longest of them has. */
export function digitsOf(numbers: readonly number[]): number {
  return Math.max(0, ...numbers.map((n) => (n.toFixed(MOST_DIGITS).replace(/0+$/, "").split(".")[1] ?? "").length));
}

export const decimal = (n: number, digits: number): string =>
  n.toLocaleString("en-US", { minimumFractionDigits: digits, maximumFractionDigits: digits });
