/**
 * Rows of tables by their key. Invariant: strings are found whatever their case, as everywhere; of networks that hold an
 * address the longest is taken, of equal keys the first that was written.
 */
import ipaddr from "ipaddr.js";
import type { TableDefinition, Value } from "../../model/program.ts";
import { canonicalAddress } from "../../model/address.ts";
import { fold } from "./fold.ts";

/** Null: no row has this key, or its cell is empty. */
export type LookUp = (key: Value, column: string) => Value;

type Row = TableDefinition["rows"][number];
type Find = (key: string) => Row | undefined;

export function lookUp(table: TableDefinition): LookUp {
  const columns = new Map(table.columns.map((name, index) => [name, index]));
  const find = table.key === "cidr" ? byNetwork(table.rows) : byText(table.rows, table.key === "string");
  return (key, column) => {
    if (key === null || typeof key === "object") return null;
    const cell = find(String(key))?.cells[columns.get(column) ?? -1];
    return cell === undefined || cell === "" ? null : cell;
  };
}

function byText(rows: readonly Row[], folds: boolean): Find {
  const normal = folds ? fold : (key: string): string => canonicalAddress(key) ?? key;
  const found = firstOf(rows, normal);
  return (key) => found.get(normal(key));
}

/** Addresses that were looked up are kept: logs repeat them. */
const MOST_KEPT = 10_000;

function byNetwork(rows: readonly Row[]): Find {
  const networks = firstOf(rows, (key) => (key.includes("/") ? key : `${key}/${key.includes(":") ? 128 : 32}`));
  const lengths = [...new Set([...networks.keys()].map((key) => Number(key.split("/")[1])))].sort((a, b) => b - a);
  const kept = new Map<string, Row | undefined>();
  const search: Find = (key) => {
    const address = canonicalAddress(key);
    if (address === null) return networks.get(key);
    const kind = address.includes(":") ? ipaddr.IPv6 : ipaddr.IPv4;
    for (const length of lengths) {
      if (kind === ipaddr.IPv4 && length > 32) continue;
      const found = networks.get(`${kind.networkAddressFromCIDR(`${address}/${length}`).toString()}/${length}`);
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return (key) => {
    if (kept.has(key)) return kept.get(key);
    const found = search(key);
    if (kept.size >= MOST_KEPT) kept.clear();
    kept.set(key, found);
    return found;
  };
}

function firstOf(rows: readonly Row[], normal: (key: string) => string): ReadonlyMap<string, Row> {
  const found = new Map<string, Row>();
  for (const row of rows) {
    const key = normal(row.key);
    if (!found.has(key)) found.set(key, row);
  }
  return found;
}
