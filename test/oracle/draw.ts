/** Chance as a function of what `choose` answers, so that a seed gives the same case again. */

/** An integer from 0 to `below` - 1. */
export type Choose = (below: number) => number;

export class Draw {
  readonly choose: Choose;
  private labels = 0;

  constructor(choose: Choose) {
    this.choose = choose;
  }

  one<T>(from: readonly T[]): T {
    return from[this.choose(from.length)]!;
  }

  /** One in so many. */
  chance(of: number): boolean {
    return this.choose(of) === 0;
  }

  label(): string {
    return `l${this.labels++}`;
  }
}
