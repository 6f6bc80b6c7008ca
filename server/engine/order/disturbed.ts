/**
 * Arrival, disturbed on purpose: records come later than they would have, twice, or not at all, to see what the rules
 * make of it. Invariant: a function of the arrivals and the seed; what is given out ascends in system time.
 */
import type { Micros } from "../../model/program.ts";
import type { Disturbance } from "../events.ts";
import type { Arrival } from "./arrival.ts";
import { chance, type Chance } from "./chance.ts";
import type { Merge, Merged } from "./merge.ts";

interface Delayed {
  readonly at: Micros;
  readonly file: number;
  readonly arrival: Arrival;
}

export class Disturbed implements Pick<Merge, "next"> {
  /** Records that never came. */
  dropped = 0;
  private readonly merge: Pick<Merge, "next">;
  private readonly disturbance: Disturbance;
  private readonly chance: Chance;
  /** The next one last. */
  private readonly waiting: Delayed[] = [];
  /** Nothing undisturbed comes before this any more. */
  private reached: Micros = -Infinity;

  constructor(merge: Pick<Merge, "next">, disturbance: Disturbance) {
    this.merge = merge;
    this.disturbance = disturbance;
    this.chance = chance(disturbance.seed);
  }

  next(): Merged {
    for (;;) {
      const first = this.waiting.at(-1);
      if (first !== undefined && first.at <= this.reached) return this.give();
      const next = this.merge.next();
      if (next.kind === "read") return next;
      if (next.kind === "end") return first === undefined ? next : this.give();
      if (next.kind !== "arrival") continue;
      this.reached = next.arrival.at;
      const { arrival, file } = next;
      if (arrival.kind !== "record") this.delay({ at: arrival.at, file, arrival });
      else {
        const { drop, duplicate } = this.disturbance;
        if (this.chance() < drop) {
          this.dropped++;
          return { kind: "dropped", file };
        }
        this.delay(this.later(arrival, file));
        if (this.chance() < duplicate) {
          this.delay(this.later({ ...arrival, again: true }, file));
          return { kind: "copied", file };
        }
      }
    }
  }

  private later(arrival: Arrival, file: number): Delayed {
    const at = arrival.at + Math.floor(this.chance() * this.disturbance.shuffle);
    return { at, file, arrival: { ...arrival, at } };
  }

  private give(): Merged {
    const { file, arrival } = this.waiting.pop()!;
    if (arrival.kind === "record" && arrival.again !== true) arrival.record.arrive(arrival.at);
    return { kind: "arrival", file, arrival };
  }

  /** In front of all that come later; behind those of the same time, which came before it. */
  private delay(delayed: Delayed): void {
    let low = 0;
    let high = this.waiting.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.waiting[middle]!.at > delayed.at) low = middle + 1;
      else high = middle;
    }
    this.waiting.splice(low, 0, delayed);
  }
}
