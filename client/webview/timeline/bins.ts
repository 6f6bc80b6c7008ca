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

/** As numbers, looked up once for as long as the rows are these. */
interface Measures {
  readonly times: Float64Array;
  readonly bars: Uint8Array;
  readonly risks: Float64Array;
}

const known = new WeakMap<readonly Row[], Measures>();

function measured(rows: readonly Row[]): Measures {
  let measures = known.get(rows);
  if (measures === undefined) {
    const { length } = rows;
    measures = { times: new Float64Array(length), bars: new Uint8Array(length), risks: new Float64Array(length) };
    for (let i = 0; i < length; i++) {
      const { time, severity, risk } = rows[i]!;
      measures.times[i] = time;
      measures.bars[i] = SEVERITIES.indexOf(severity);
      measures.risks[i] = risk ?? 0;
    }
    known.set(rows, measures);
  }
  return measures;
}

/** In the order in which their first rows surfaced. */
export function marksOf({ rows, lanes, hits }: Marked, from: Micros, to: Micros, bins: number): readonly Mark[] {
  const { times, bars, risks } = measured(rows);
  const found: Mark[] = [];
  /** By lane and bin: `lane * bins + bin`. */
  const places: (Mark | undefined)[] = [];
  const width = (to - from) / bins;
  for (let i = 0; i < times.length; i++) {
    const time = times[i]!;
    if (time < from || time > to) continue;
    const bin = Math.min(bins - 1, Math.floor((time - from) / width));
    const at = lanes[i]! * bins + bin;
    const worth = bars[i]!;
    const lit = hits[i] === 1;
    let mark = places[at];
    if (mark === undefined) {
      mark = { lane: lanes[i]!, bin, severities: [0, 0, 0, 0, 0], lit, bars: worth, row: i };
      places[at] = mark;
      found.push(mark);
    }
    mark.severities[worth]!++;
    const same = lit === mark.lit;
    if (same ? worth > mark.bars || (worth === mark.bars && risks[i]! > risks[mark.row]!) : lit) {
      mark.lit = lit;
      mark.bars = worth;
      mark.row = i;
    }
  }
  return found;
}

export const countOf = ({ severities }: Mark): number => severities.reduce((sum, n) => sum + n, 0);

/** In pixels, of so many at most: one more for each doubling. */
export function heightOf(rows: number, most: number): number {
  return Math.min(most, 6 + 2 * Math.log2(rows));
}
