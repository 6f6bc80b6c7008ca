/**
 * The lanes of the timeline: at most five groups of the detections, the least of them together in the last. Invariant: every row
 * is in one lane, and the numbers of the lanes add up to the number of rows.
 */
import type { Group, Row } from "../../panel/messages.ts";
import { count, SEVERITIES } from "../format.ts";
import { groupOf, inOrder, termOf } from "../groups.ts";

export interface Lane {
  readonly label: string;
  readonly count: number;
  /** What the query box says for it; null: it is of several groups, or of all. */
  readonly term: string | null;
}

export interface Lanes {
  readonly lanes: readonly Lane[];
  /** Parallel to the rows: the index of its lane. */
  readonly of: Uint8Array;
}

const MOST_LANES = 5;

interface Member {
  /** Among all. */
  readonly index: number;
  readonly name: string;
  readonly row: Row;
  count: number;
  bars: number;
  risk: number;
}

export function lanesOf(rows: readonly Row[], group: Group, merged: boolean): Lanes {
  if (merged) {
    const lane = { label: "Detections", count: rows.length, term: null };
    return { lanes: [lane], of: new Uint8Array(rows.length) };
  }
  const members = new Map<string, Member>();
  const memberOf = new Uint32Array(rows.length);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    const name = groupOf(row, group);
    let member = members.get(name);
    if (member === undefined)
      members.set(name, (member = { index: members.size, name, row, count: 0, bars: 0, risk: -Infinity }));
    memberOf[i] = member.index;
    member.count++;
    member.bars = Math.max(member.bars, SEVERITIES.indexOf(row.severity));
    member.risk = Math.max(member.risk, row.risk ?? -Infinity);
  }
  const shown = chosen([...members.values()], group);
  const others = members.size - shown.length;
  const laneOf = new Uint8Array(members.size).fill(shown.length);
  shown.forEach(({ index }, lane) => (laneOf[index] = lane));
  const of = new Uint8Array(rows.length);
  for (let i = 0; i < of.length; i++) of[i] = laneOf[memberOf[i]!]!;
  const lanes = shown.map(({ name, count: rows, row }): Lane => {
    return { label: label(name, group), count: rows, term: termOf(row, group) };
  });
  if (others === 0) return { lanes, of };
  const rest = rows.length - lanes.reduce((sum, lane) => sum + lane.count, 0);
  return { lanes: [...lanes, { label: `${count(others)} other ${NOUN[group]}`, count: rest, term: null }], of };
}

const NOUN: Record<Group, string> = {
  none: "tactics",
  tactic: "tactics",
  rule: "rules",
  key: "keys",
  severity: "severities",
};

/** The worst, in the groups' own order. */
function chosen(members: readonly Member[], group: Group): readonly Member[] {
  const worst = [...members].sort((a, b) => b.bars - a.bars || risk(b) - risk(a) || b.count - a.count);
  const kept = members.length > MOST_LANES ? worst.slice(0, MOST_LANES - 1) : worst;
  const names = inOrder(
    kept.map(({ name }) => name),
    group,
  );
  return names.map((name) => kept.find((member) => member.name === name)!);
}

/** Without a risk it is no less than with one of 0. */
const risk = (member: Member): number => Math.max(0, member.risk);

/** `Credential access`, `High`; rules and keys as they are. */
function label(name: string, group: Group): string {
  if (group === "rule" || group === "key") return name;
  return name.charAt(0).toUpperCase() + name.slice(1).toLowerCase();
}
