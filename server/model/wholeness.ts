/**
 * Which declarations are whole: without an error of their own and in need of whole ones only. Invariant: what is settled
 * as whole can stand in the program; a declaration that is left out for the sake of another says so once.
 */
import type { Ground, Outcome } from "./memo.ts";
import type { Declared, Definition, Names } from "./names.ts";
import type { Problem } from "./problems.ts";

export class Wholeness {
  private readonly names: Names;
  private readonly problems: Problem[];
  private readonly ground: Ground;
  private readonly excluded: Set<Definition>;

  constructor(names: Names, ground: Ground, problems: Problem[]) {
    this.names = names;
    this.ground = ground;
    this.problems = problems;
    this.excluded = new Set(names.duplicates.flat());
  }

  exclude(definition: Definition): void {
    this.excluded.add(definition);
  }

  /** The lowered declaration if it is whole. Those that it needs must have been settled before. */
  settle<T>({ definition, declaration }: Declared, c: Outcome, lowered: T | null): T | null {
    const { whole, later } = this.ground;
    if (definition !== null) {
      whole.delete(definition);
      later.delete(definition);
    }
    if (c.reported || declaration.broken || (definition !== null && this.excluded.has(definition))) return null;
    if (c.postponed) {
      if (definition !== null) later.add(definition);
      return null;
    }
    for (const need of c.needs) {
      if (whole.has(need[0])) continue;
      const [needed, location] = need;
      const { name, kind, location: cause } = needed;
      const isLater = later.has(needed);
      if (isLater && definition !== null) later.add(definition);
      this.problems.push({ code: "broken-dependency", name, kind, cause, later: isLater, location });
      return null;
    }
    if (lowered === null) return null;
    if (definition !== null && this.names.byName.get(definition.name) === definition) whole.add(definition);
    return lowered;
  }
}
