/**
 * What became of the matches of one pattern, rung by rung. Invariant: a match is counted once, at the furthest rung that
 * it reached; so for each rung reached = reached of the next + what was lost there, and at the top one what fired.
 */
import type { Losses } from "./explanation.ts";

export type Loss = keyof Losses;

export const noLosses = (): Record<Loss, number> => ({
  expired: 0,
  ended: 0,
  ties: 0,
  used: 0,
  open: 0,
  unfollowed: 0,
});

export class Ends {
  fired = 0;
  /** By rung. */
  readonly lost: readonly Record<Loss, number>[];
  /** By slot of a `no` or `until`: how many it ended. */
  readonly kills = new Map<number, number>();

  constructor(height: number) {
    this.lost = Array.from({ length: height + 1 }, noLosses);
  }

  clear(): void {
    this.fired = 0;
    for (const losses of this.lost) Object.assign(losses, noLosses());
    this.kills.clear();
  }

  lose(rung: number, loss: Loss, slot: number | null = null): void {
    this.lost[rung]![loss]++;
    if (slot !== null) this.kills.set(slot, (this.kills.get(slot) ?? 0) + 1);
  }

  reached(rung: number): number {
    return this.lost
      .slice(rung)
      .flatMap((losses) => Object.values(losses))
      .reduce((sum, count) => sum + count, this.fired);
  }
}

/** The value of an aggregate that came nearest to what is asked for. */
export class Nearest {
  private best: { readonly value: number; readonly distance: number } | null = null;
  private readonly wanted: Wanted | null;

  constructor(wanted: Wanted | null) {
    this.wanted = wanted;
  }

  see(value: unknown): void {
    if (typeof value !== "number" || this.wanted === null) return;
    const distance = distanceTo(this.wanted, value);
    if (this.best === null || distance < this.best.distance) this.best = { value, distance };
  }

  get value(): number | null {
    return this.best?.value ?? null;
  }
}

/** A condition that is one comparison of an aggregate with a number. */
export interface Wanted {
  readonly operator: string;
  readonly bound: number;
  /** Which aggregate. */
  readonly index: number;
}

/** Smaller is nearer; of values that hold, the one furthest beyond. */
function distanceTo({ operator, bound }: Wanted, value: number): number {
  if (operator === ">=" || operator === ">") return bound - value;
  return operator === "<=" || operator === "<" ? value - bound : Math.abs(value - bound);
}
