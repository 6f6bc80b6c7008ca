/**
 * The marks on the lanes: the detections of each few pixels as one. Invariant: every row whose time is in sight is in one mark; a
 * mark's colour and click are those of the worst among its rows that match, or of its worst where none does.
 */
import type { Micros, Row } from "../../panel/messages.ts";
import { SEVERITIES } from "../format.ts";

export interface Mark {
  readonly lane: number;
  readonly bin: number;
  /** Rows by severity, from the least. */
  readonly severities: number[];
  /** At least one row matches the filter. */
  lit: boolean;
  /** Of the row that a click selects: its severity and its index. */
  bars: number;
  row: number;
}

export interface Marked {
  readonly rows: readonly Row[];
  /** Parallel to the rows: the lane, and 1 if it matches. */
  readonly lanes: Uint8Array;
  readonly hits: Uint8Array;
}

/** Marks by lane and bin: index `lane * bins + bin`. */
export function marksOf({ rows, lanes, hits }: Marked, from: Micros, to: Micros, bins: number): readonly Mark[] {
  const found = new Map<number, Mark>();
  const width = (to - from) / bins;
  rows.forEach((row, i) => {
    const { time, severity } = row;
    if (time < from || time > to) return;
    const bin = Math.min(bins - 1, Math.floor((time - from) / width));
    const at = lanes[i]! * bins + bin;
    const bars = SEVERITIES.indexOf(severity);
    const lit = hits[i] === 1;
    let mark = found.get(at);
    if (mark === undefined) {
      mark = { lane: lanes[i]!, bin, severities: [0, 0, 0, 0, 0], lit, bars, row: i };
      found.set(at, mark);
    }
    mark.severities[bars]!++;
    const better = lit === mark.lit ? bars > mark.bars || (bars === mark.bars && riskier(rows, i, mark.row)) : lit;
    if (better) Object.assign(mark, { lit, bars, row: i });
  });
  return [...found.values()];
}

const riskier = (rows: readonly Row[], a: number, b: number): boolean => (rows[a]!.risk ?? 0) > (rows[b]!.risk ?? 0);

export const countOf = ({ severities }: Mark): number => severities.reduce((sum, n) => sum + n, 0);

/** In pixels, of so many at most: one more for each doubling. */
export function heightOf(rows: number, most: number): number {
  return Math.min(most, 6 + 2 * Math.log2(rows));
}
