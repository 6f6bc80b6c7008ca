/** Items as the oracle sees them, and their order as the page on semantics has it. Shares nothing with the engine. */
import type { Micros, Value } from "../../server/model/program.ts";

export interface Thing {
  readonly kind: "record" | "detection";
  /** Source or rule; nested patterns' detections have none that a use could name. */
  readonly name: string;
  readonly time: Micros;
  readonly cause: Cause;
  /** Of a detection, among those of one cause. */
  readonly rank: readonly Value[] | null;
  readonly fields: ReadonlyMap<string, Value>;
  readonly raised: boolean;
  readonly nested: object | null;
  /** Times of the first and the last record of the evidence. */
  readonly first: Micros;
  readonly last: Micros;
  /** Short and unique: for comparing results. */
  readonly id: string;
}

/** A record, or a deadline: then `wait` orders those at one time, and `item` is what waited. */
export interface Cause {
  readonly time: Micros;
  readonly record: readonly Value[] | null;
  readonly wait: { readonly before: readonly Value[]; readonly item: Thing; readonly pattern: number } | null;
}

export function order(a: Thing, b: Thing): number {
  return orderCauses(a.cause, b.cause) || orderRanks(a.rank, b.rank);
}

export function orderCauses(a: Cause, b: Cause): number {
  if (a.time !== b.time) return a.time - b.time;
  if (a.record !== null && b.record !== null) return lexical(a.record, b.record);
  if (a.record !== null) return -1;
  if (b.record !== null) return 1;
  return (
    lexical(a.wait!.before, b.wait!.before) || order(a.wait!.item, b.wait!.item) || a.wait!.pattern - b.wait!.pattern
  );
}

function orderRanks(a: readonly Value[] | null, b: readonly Value[] | null): number {
  if (a === null && b === null) return 0;
  if (a === null) return -1;
  if (b === null) return 1;
  return lexical(a, b);
}

/** Numbers before strings, lists element by element. */
export function lexical(a: readonly Value[], b: readonly Value[]): number {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    const x = a[i]!;
    const y = b[i]!;
    if (Array.isArray(x) && Array.isArray(y)) {
      const inner = lexical(x, y);
      if (inner !== 0) return inner;
    } else if (typeof x === "number" && typeof y === "number") {
      if (x !== y) return x - y;
    } else if (typeof x !== typeof y) return typeof x === "number" ? -1 : 1;
    else if (x !== y) return String(x) < String(y) ? -1 : 1;
  }
  return a.length - b.length;
}
