/**
 * The end of a report, which a reader of a terminal sees first: the worst detections in a line each, and who stands first
 * in each ranking. Invariant: a report that fits a screen has none; what is not listed is counted.
 */
import { SEVERITIES } from "../model/program.ts";
import type { Detection, EvidenceStep, RankingTree } from "../engine/events.ts";
import { present } from "../engine/present.ts";
import { number, plural, show, type Clock } from "./print.ts";

/** A report of so few detections needs no digest. */
const FEW = 5;
const MOST_DETECTIONS = 12;
const MOST_FACTS = 4;
const MOST_KEYS = 3;

export class Digest {
  private readonly worst: Detection[] = [];
  private readonly rankings: RankingTree[] = [];
  private count = 0;
  private severe = 0;

  take(detection: Detection): void {
    this.count++;
    if (rankOf(detection) < rankOf({ severity: "high" })) return;
    this.severe++;
    this.worst.push(detection);
    if (this.worst.length <= 2 * MOST_DETECTIONS) return;
    this.worst.sort(byWeight).length = MOST_DETECTIONS;
  }

  rank(tree: RankingTree): void {
    if (tree.keys > 0) this.rankings.push(tree);
  }

  lines(clock: Clock): readonly string[] {
    return [...this.detections(clock), ...this.rankings.flatMap(ranked)];
  }

  private detections(clock: Clock): readonly string[] {
    if (this.count <= FEW || this.severe === 0) return [];
    const listed = [...this.worst].sort(byWeight).slice(0, MOST_DETECTIONS);
    const width = Math.max(...listed.map(({ rule }) => rule.length));
    const more = this.severe - listed.length;
    return [
      "",
      `Critical and high, worst first${more > 0 ? ` (${number(more)} more above)` : ""}`,
      ...listed.flatMap((detection) => {
        const { severity, rule, key, first, last } = detection;
        const facts = [...key, ...present(detection, "words")].slice(0, key.length + MOST_FACTS);
        const said = facts.map(([field, value]) => `${field} ${show(value)}`).join(", ");
        const line = `  ${severity.padEnd(8)}  ${rule.padEnd(width)}  ${clock.span(first, last)}  ${said}`;
        const parts = [...new Set(rulesIn(detection.evidence))];
        return parts.length === 0 ? [line] : [line, `${" ".repeat(12)}made of ${parts.join(", ")}`];
      }),
    ];
  }
}

/** The rules whose detections it is built of, in the order in which it names them. */
const rulesIn = (steps: readonly EvidenceStep[]): readonly string[] =>
  steps.flatMap(({ kind, rule, steps: inner }) => (kind === "detection" && rule !== null ? [rule] : rulesIn(inner)));

const rankOf = ({ severity }: Pick<Detection, "severity">): number => SEVERITIES.indexOf(severity);

/** Of one severity those of more evidence first: what is built of other detections tells most. */
function byWeight(a: Detection, b: Detection): number {
  return (
    rankOf(b) - rankOf(a) || (b.risk ?? 0) - (a.risk ?? 0) || b.records.length - a.records.length || a.time - b.time
  );
}

function ranked({ name, by, levels, nodes, keys }: RankingTree): readonly string[] {
  const compared = levels.filter((level) => level.compared);
  const listed = nodes.flatMap(({ rank, counts, leaves }) => leaves.map((leaf) => ({ rank, counts, leaf })));
  return [
    "",
    `Ranking ${name}, ${plural(keys, "key")} by ${by.join(", ")}; \`grove rank\` tells why`,
    ...listed.slice(0, MOST_KEYS).map(({ rank, counts, leaf }) => {
      const levelsSaid = compared.map((level, index) => `${level.name} ${number(counts[index]!)}`).join(", ");
      return `  ${number(rank).padStart(3)}  ${leaf.key.map(([, value]) => show(value)).join(", ")}  ${levelsSaid}`;
    }),
  ];
}
