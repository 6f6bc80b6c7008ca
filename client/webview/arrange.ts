/**
 * The rows that the list shows, in its order, in its groups. Invariant: a function of what is asked for, and each part of it is
 * worked out again only when what it depends on has changed: scrolling and selecting cost nothing, a filter one look at each row.
 */
import type { Column, Group, Row, Severity, Sort } from "../panel/messages.ts";
import type { Term } from "./filter.ts";
import { matches } from "./filter.ts";
import { SEVERITIES } from "./format.ts";
import { groupOf, inOrder, keyText } from "./groups.ts";

/** As they surfaced. */
export const SURFACED: Sort = { by: "time", descending: false };

export interface GroupEntry {
  readonly name: string;
  readonly rows: readonly Row[];
  /** Names of the rules, each once. */
  readonly rules: readonly string[];
  readonly worst: Severity;
  readonly risk: number | null;
  readonly open: boolean;
}
export type Entry = { readonly row: Row; readonly group: string | null } | GroupEntry;

export const isGroup = (entry: Entry): entry is GroupEntry => "rows" in entry;

export interface Arranged {
  /** Parallel to all rows: 1 if it matches. */
  readonly hits: Uint8Array;
  /** The rows that match, in their order. */
  readonly shown: readonly Row[];
  /** The same in their groups, those of folded groups left out. */
  readonly entries: readonly Entry[];
}

export interface Asked {
  readonly rows: readonly Row[];
  readonly terms: readonly Term[];
  readonly sort: Sort;
  readonly group: Group;
  readonly folded: readonly string[];
}

export class Arranger {
  private readonly order = memo((rows: readonly Row[], by: Column, descending: boolean) => {
    if (by === "time" && !descending) return null;
    const sign = descending ? -1 : 1;
    const compare = COMPARE[by];
    const indexes = Array.from(rows.keys());
    // Equal ones stay in the order in which they surfaced.
    return indexes.sort((a, b) => sign * compare(rows[a]!, rows[b]!));
  });
  private readonly hits = memo((rows: readonly Row[], terms: readonly Term[]) => {
    const hits = new Uint8Array(rows.length);
    if (terms.length === 0) return hits.fill(1);
    rows.forEach((row, i) => (hits[i] = matches(terms, row) ? 1 : 0));
    return hits;
  });
  private readonly shown = memo((rows: readonly Row[], hits: Uint8Array, order: readonly number[] | null) =>
    order === null ? rows.filter((_, i) => hits[i] === 1) : order.filter((i) => hits[i] === 1).map((i) => rows[i]!),
  );
  private readonly grouped = memo((shown: readonly Row[], group: Group, folded: readonly string[]): readonly Entry[] =>
    group === "none" ? shown.map((row) => ({ row, group: null })) : groupEntries(shown, group, new Set(folded)),
  );

  arrange({ rows, terms, sort, group, folded }: Asked): Arranged {
    const hits = this.hits(rows, terms);
    const shown = this.shown(rows, hits, this.order(rows, sort.by, sort.descending));
    return { hits, shown, entries: this.grouped(shown, group, folded) };
  }
}

function groupEntries(shown: readonly Row[], group: Group, folded: ReadonlySet<string>): readonly Entry[] {
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
    entries.push({ name, rows, ...worstOf(rows), rules: [...new Set(rows.map(({ rule }) => rule))], open });
    if (open) for (const row of rows) entries.push({ row, group: name });
  }
  return entries;
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

const COMPARE: Record<Column, (a: Row, b: Row) => number> = {
  severity: (a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity),
  time: (a, b) => a.time - b.time,
  rule: (a, b) => compareTexts(a.rule, b.rule),
  key: (a, b) => compareTexts(keyText(a), keyText(b)),
  risk: (a, b) => (a.risk ?? -Infinity) - (b.risk ?? -Infinity) || 0,
};

const compareTexts = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Remembers the last answer. */
export function memo<A extends readonly unknown[], R>(make: (...args: A) => R): (...args: A) => R {
  let last: { readonly args: A; readonly made: R } | null = null;
  return (...args) => {
    if (last === null || args.some((arg, i) => !Object.is(arg, last!.args[i]))) last = { args, made: make(...args) };
    return last.made;
  };
}
