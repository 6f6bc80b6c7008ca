/** A ranking as a person reads it: a table, groups of equal first rank with their keys below, and why each is above the next. */
import { styleText } from "node:util";
import type { RankedKey, RankedNode, RankingTree, Standing } from "../engine/events.ts";
import { number, plural, show } from "./print.ts";

/** Cells that stand to the right and to the left of their columns, and what is said behind them. */
interface Row {
  readonly rank: string;
  readonly key: string;
  readonly numbers: readonly string[];
  readonly reason: string;
  /** In a line below it. */
  readonly note: string;
}

export class RankReport {
  private readonly out: NodeJS.WriteStream;

  constructor(out: NodeJS.WriteStream) {
    this.out = out;
  }

  ranking(tree: RankingTree): void {
    const { name, by, of, nodes, keys, groups, items, keyless } = tree;
    this.line(`${this.style("bold", name)}  ${by.join(", ")} of ${of}`);
    const compared = tree.levels.filter((level) => level.compared);
    const head: Row = {
      rank: "rank",
      key: by.join(", "),
      numbers: [...compared.map((level, at) => `${at + 1}. ${level.name}`), "second value"],
      reason: "above the next by",
      note: "",
    };
    if (nodes.length > 0)
      this.table(
        head,
        nodes.flatMap((node) => rowsOf(tree, node)),
      );
    const shown = nodes.reduce((sum, { leaves }) => sum + leaves.length, 0);
    if (shown < keys) this.line(this.dim(`  ... ${number(keys - shown)} more; --top ${keys} shows all`));
    const without = keyless > 0 ? `; ${number(keyless)} without ${by.join(", ")}` : "";
    this.line(`  ${plural(keys, "key")} in ${plural(groups, "group")}, from ${plural(items, "hit")}${without}`);
    this.line("");
  }

  private table(head: Row, rows: readonly Row[]): void {
    const all = [head, ...rows];
    const ranks = Math.max(...all.map(({ rank }) => rank.length));
    const keys = Math.max(...all.map(({ key }) => key.length));
    const widths = head.numbers.map((_, at) => Math.max(...all.map(({ numbers }) => numbers[at]!.length)));
    for (const row of all) {
      const numbers = row.numbers.map((text, at) => text.padStart(widths[at]!)).join("  ");
      const cells = `  ${row.rank.padStart(ranks)}  ${row.key.padEnd(keys)}  ${numbers}`;
      const text = `${cells}  ${row.reason}`.trimEnd();
      this.line(row === head ? this.dim(text) : text);
      if (row.note !== "") this.line(this.dim(`  ${" ".repeat(ranks)}    ${row.note}`));
    }
  }

  private line(text: string): void {
    this.out.write(`${text}\n`);
  }

  private dim(text: string): string {
    return this.style("dim", text);
  }

  private style(format: Parameters<typeof styleText>[0], text: string): string {
    return styleText(format, text, { stream: this.out });
  }
}

/** One for a key that is alone in its group; else one for the group, and one for each key. */
function rowsOf(tree: RankingTree, node: RankedNode): readonly Row[] {
  const { rank, counts, size, leaves } = node;
  const numbers = counts.map(number);
  const alone = size === 1;
  const rows = leaves.map((leaf): Row => {
    const key = leaf.key.map(([, value]) => show(value)).join(", ");
    return {
      rank: alone ? number(rank) : "",
      key: alone ? key : `  ${key}`,
      numbers: [...(alone ? numbers : counts.map(() => "")), number(leaf.value)],
      reason: leaf.next === null ? "" : reasonOf(leaf.next),
      note: alone ? "" : sumOf(tree, leaf),
    };
  });
  if (alone) return rows;
  const title = `${number(size)} equal, split by second value`;
  const group: Row = { rank: number(rank), key: title, numbers: [...numbers, ""], reason: "", note: "" };
  const left = size - leaves.length;
  const more: Row = {
    rank: "",
    key: `  ... ${number(left)} more`,
    numbers: [...counts.map(() => ""), ""],
    reason: "",
    note: "",
  };
  return [group, ...rows, ...(left > 0 ? [more] : [])];
}

function reasonOf({ by, own, other }: Standing): string {
  if (by === "key") return "nothing: all is equal";
  return `${by === "value" ? "second value" : by}, ${number(own)} to ${number(other)}`;
}

/** `= 0.4 x 72.9 rules + 0.3 x 273 hits`. */
function sumOf({ levels }: RankingTree, { parts }: RankedKey): string {
  const terms = levels.flatMap(({ name, weight }, at) => {
    return weight === 0 ? [] : [`${number(weight)} x ${number(parts[at]!.sum)} ${name}`];
  });
  return terms.length === 0 ? "" : `= ${terms.join(" + ")}`;
}
