/**
 * How late the records of a source came, and the `lateness` that would have been right. Invariant: memory is bounded,
 * about 1,700 counters at most. Resolution: what would have kept *all* is exact; what would have kept a share is exact
 * up to 64 us and else at most 1/32 more than the least that does it, and it is a lateness that some record had.
 */
import type { Micros } from "../../model/program.ts";
import type { LatenessSummary } from "../events.ts";

/** The share of records that `most` keeps. */
const MOST = 0.999;
/** Parts of a power of two. */
const PARTS = 32;

interface Bucket {
  count: number;
  largest: Micros;
}

export class LatenessStatistics {
  private records = 0;
  private inTime = 0;
  private lost = 0;
  private readonly buckets = new Map<number, Bucket>();

  /** `needed`: the lateness with which the record is on time; Infinity: none is enough. */
  add(needed: Micros): void {
    this.records++;
    if (needed === 0) this.inTime++;
    else if (needed === Infinity) this.lost++;
    else {
      const index = bucketOf(needed);
      const bucket = this.buckets.get(index);
      if (bucket === undefined) this.buckets.set(index, { count: 1, largest: needed });
      else {
        bucket.count++;
        bucket.largest = Math.max(bucket.largest, needed);
      }
    }
  }

  summary(): LatenessSummary {
    const sorted = [...this.buckets].sort(([a], [b]) => a - b).map(([, bucket]) => bucket);
    const all = sorted.at(-1)?.largest ?? 0;
    const enough = Math.ceil((this.records - this.lost) * MOST);
    let kept = this.inTime;
    let most = 0;
    for (const { count, largest } of sorted) {
      if (kept >= enough) break;
      kept += count;
      most = largest;
    }
    return { all, most, lost: this.lost };
  }
}

function bucketOf(micros: Micros): number {
  if (micros < 2 * PARTS) return micros;
  const exponent = Math.floor(Math.log2(micros)) - 5;
  return exponent * PARTS + Math.floor(micros / 2 ** exponent);
}
