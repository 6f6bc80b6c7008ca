/**
 * When a rule is silent for a key, because `suppress` runs behind a detection. Invariant: detections in the order of their
 * times; bounded, so that of very many keys, or very many detections of one, the oldest are not known any more.
 */
import type { Micros } from "../../model/program.ts";
import type { RawDetection } from "../detect/detection.ts";
import type { Key } from "../detect/plan.ts";
import { duration } from "../order/duration.ts";
import type { Fix } from "./explanation.ts";

/** Keys, and detections of one. */
const MOST_KEYS = 10_000;
const MOST_RAISED = 100;

export class Quiet {
  private readonly suppress: Micros | null;
  private readonly raised = new Map<string, Micros[]>();

  constructor(suppress: Micros | null) {
    this.suppress = suppress;
  }

  take(key: Key, made: readonly RawDetection[]): void {
    if (this.suppress === null) return;
    for (const { fate, time } of made) if (fate === "raised") this.note(JSON.stringify(key), time);
  }

  /** A change whose match completes at `time`: proposed, unless the rule is silent then. */
  offer(fix: Fix | null, key: Key, time: Micros): { readonly fix: Fix | null; readonly because?: string } {
    const before = fix === null ? null : this.last(key, time);
    if (fix === null || before === null) return { fix };
    const behind = duration(time - before);
    return { fix: null, because: `${fix.text.trim()} would fire ${behind} behind a detection: suppressed` };
  }

  /** The detection behind which `time` is suppressed. */
  private last(key: Key, time: Micros): Micros | null {
    const { suppress } = this;
    if (suppress === null) return null;
    const known = this.raised.get(JSON.stringify(key)) ?? [];
    return known.findLast((raised) => raised <= time && time - raised < suppress) ?? null;
  }

  private note(id: string, time: Micros): void {
    const known = this.raised.get(id) ?? [];
    known.push(time);
    if (known.length > MOST_RAISED) known.shift();
    this.raised.delete(id);
    this.raised.set(id, known);
    if (this.raised.size > MOST_KEYS) this.raised.delete(this.raised.keys().next().value!);
  }
}
