/**
 * The rows that the list shows, in its order, in its groups. Invariant: a function of what is asked for, and each part of it is
 * worked out again only when what it depends on has changed: scrolling and selecting cost nothing, a filter one look at each row.
 */
import type { Column, Group, Row, Severity, Sort } from "../panel/messages.ts";
import { Columns } from "./columns.ts";
import type { Term } from "./filter.ts";
import { hitsOf } from "./filter.ts";
import { SEVERITIES } from "./format.ts";
import { groupOf, inOrder, keyText } from "./groups.ts";

/** As they surfaced. */
export const SURFACED: Sort = { by: "time", descending: false };

export interface GroupEntry {
  readonly name: string;
  readonly rows: readonly Row[];
  readonly worst: Severity;
  readonly risk: number | null;
  readonly open: boolean;
}
export type Entry = { readonly row: Row; readonly group: string | null } | GroupEntry;

export const isGroup = (entry: Entry): entry is GroupEntry => "rows" in entry;

/** What the list shows, one by one: of 100,000 rows only those in sight are asked for. */
export interface Entries {
  readonly length: number;
  at(index: number): Entry | undefined;
  /** Index of the first that is so; -1: none. `id`: of a row, or the name of a group. */
  find(id: string, kind: "row" | "group"): number;
}

export interface Arranged {
  /** Parallel to all rows: 1 if it matches. */
  readonly hits: Uint8Array;
  /** The rows that match, in their order. */
  readonly shown: readonly Row[];
  /** The same in their groups, those of folded groups left out. */
  readonly entries: Entries;
}

export interface Asked {
  readonly rows: readonly Row[];
  readonly terms: readonly Term[];
  readonly sort: Sort;
  readonly group: Group;
  readonly folded: readonly string[];
}

export class Arranger {
  /** The rows by their values, as they were arranged last. */
  readonly columns = new Columns();
  private readonly order = memo((rows: readonly Row[], by: Column, descending: boolean) => {
    if (by === "time" && !descending) return null;
    const sign = descending ? -1 : 1;
    const ranks = ranksOf(rows, by);
    // Equal ones stay in the order in which they surfaced.
    return new Uint32Array(rows.keys()).sort((a, b) => sign * (ranks[a]! - ranks[b]!) || a - b);
  });
  private readonly hits = memo((_rows: readonly Row[], terms: readonly Term[]) => hitsOf(terms, this.columns));
  private readonly shown = memo((rows: readonly Row[], hits: Uint8Array, order: Uint32Array | null) => {
    const shown: Row[] = [];
    for (let i = 0; i < rows.length; i++) {
      const at = order === null ? i : order[i]!;
      if (hits[at] === 1) shown.push(rows[at]!);
    }
    return shown;
  });
  private readonly grouped = memo((shown: readonly Row[], group: Group, folded: readonly string[]): Entries =>
    group === "none" ? plainEntries(shown) : groupEntries(shown, group, new Set(folded)),
  );

  arrange({ rows, terms, sort, group, folded }: Asked): Arranged {
    this.columns.update(rows);
    const hits = this.hits(rows, terms);
    const shown = this.shown(rows, hits, this.order(rows, sort.by, sort.descending));
    return { hits, shown, entries: this.grouped(shown, group, folded) };
  }
}

function plainEntries(shown: readonly Row[]): Entries {
  return {
    length: shown.length,
    at: (index) => shown[index] && { row: shown[index], group: null },
    find: (id, kind) => (kind === "row" ? shown.findIndex((row) => row.id === id) : -1),
  };
}

function groupEntries(shown: readonly Row[], group: Group, folded: ReadonlySet<string>): Entries {
  const groups = new Map<string, Row[]>();
  for (const row of shown) {
    const name = groupOf(row, group);
    const rows = groups.get(name);
    if (rows === undefined) groups.set(name, [row]);
    else rows.push(row);
  }
  const entries: Entry[] = [];
  for (const name of inOrder([...groups.keys()], group)) {
    const rows = groups.get(name)!;
    const open = !folded.has(name);
    entries.push({ name, rows, ...worstOf(rows), open });
    if (open) for (const row of rows) entries.push({ row, group: name });
  }
  return {
    length: entries.length,
    at: (index) => entries[index],
    find: (id, kind) =>
      entries.findIndex((entry) =>
        isGroup(entry) ? kind === "group" && entry.name === id : kind === "row" && entry.row.id === id,
      ),
  };
}

function worstOf(rows: readonly Row[]): Pick<GroupEntry, "worst" | "risk"> {
  let bars = 0;
  let risk: number | null = null;
  for (const row of rows) {
    bars = Math.max(bars, SEVERITIES.indexOf(row.severity));
    if (row.risk !== null) risk = Math.max(risk ?? -Infinity, row.risk);
  }
  return { worst: SEVERITIES[bars]!, risk };
}

/** Numbers in whose order the rows are; those without a risk are below all others. */
function ranksOf(rows: readonly Row[], by: Column): Float64Array {
  switch (by) {
    case "severity":
      return Float64Array.from(rows, ({ severity }) => SEVERITIES.indexOf(severity));
    case "time":
      return Float64Array.from(rows, ({ time }) => time);
    case "risk":
      return Float64Array.from(rows, ({ risk }) => risk ?? -Number.MAX_VALUE);
    case "rule":
      return textRanks(rows.map(({ rule }) => rule));
    case "key":
      return textRanks(rows.map(keyText));
  }
}

function textRanks(texts: readonly string[]): Float64Array {
  const ranks = new Map([...new Set(texts)].sort().map((text, rank) => [text, rank]));
  return Float64Array.from(texts, (text) => ranks.get(text)!);
}

/** Remembers the last answer. */
export function memo<A extends readonly unknown[], R>(make: (...args: A) => R): (...args: A) => R {
  let last: { readonly args: A; readonly made: R } | null = null;
  return (...args) => {
    if (last === null || args.some((arg, i) => !Object.is(arg, last!.args[i]))) last = { args, made: make(...args) };
    return last.made;
  };
}
