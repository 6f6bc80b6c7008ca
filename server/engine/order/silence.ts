/** When a source was silent for longer than its `idle`. Invariant: bounded, whatever happens: the longest are kept. */
import type { Micros } from "../../model/program.ts";
import type { SilenceSummary } from "../events.ts";

/** Spans that are kept. */
const MOST = 10;

export class Silences {
  private count = 0;
  private total: Micros = 0;
  private readonly longest: (readonly [from: Micros, to: Micros])[] = [];

  /** In system time. */
  add(from: Micros, to: Micros): void {
    this.count++;
    this.total += to - from;
    this.longest.push([from, to]);
    this.longest.sort((a, b) => length(b) - length(a) || a[0] - b[0]);
    if (this.longest.length > MOST) this.longest.pop();
  }

  summary(): SilenceSummary {
    const { count, total, longest } = this;
    return { count, total, longest: [...longest].sort((a, b) => a[0] - b[0]) };
  }
}

const length = ([from, to]: readonly [Micros, Micros]): Micros => to - from;
