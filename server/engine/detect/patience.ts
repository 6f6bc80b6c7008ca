/**
 * How much is searched for the matches that complete at one item. Invariant: nobody can stall detection with many items of
 * one key: what an index finds is not counted, what is tried one by one is, and the search that has tried too much is
 * given up, which is counted and reported.
 */

/** So many items are tried as one of a match, */
const MOST_TRIED = 10_000;
/** and so many are looked at to judge what may not be there, and what is counted. */
const MOST_LOOKED_AT = 50_000;

export class Patience {
  private tried = 0;
  private looked = 0;

  get over(): boolean {
    return this.tried > MOST_TRIED || this.looked > MOST_LOOKED_AT;
  }

  /** An item is tried. */
  try(): void {
    this.tried++;
  }

  look(items: number): void {
    this.looked += items;
  }
}
