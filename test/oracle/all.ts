/** `all` by brute force: every way to give each member an item of its own, in any order. */
import type { AggregateStep, AllPattern, NoStep, Value } from "../../server/model/program.ts";
import { value } from "./condition.ts";
import { order, type Thing } from "./items.ts";
import { membersOf, plain, type Fields, type Scope } from "./scope.ts";
import { isPositive, type Match } from "./match.ts";
import { evaluate, type Reading } from "./terms.ts";

interface Item {
  readonly thing: Thing;
  readonly fields: Fields;
}

export function matchAll(
  pattern: AllPattern,
  within: number,
  things: readonly Thing[],
  scope: Scope,
): readonly Match[] {
  return new All(pattern, within, things, scope).matches();
}

class All {
  private readonly pattern: AllPattern;
  private readonly within: number;
  private readonly things: readonly Thing[];
  private readonly scope: Scope;
  private readonly candidates: readonly (readonly Thing[])[];
  private readonly counts: readonly AggregateStep[];
  private readonly absences: readonly NoStep[];

  constructor(pattern: AllPattern, within: number, things: readonly Thing[], scope: Scope) {
    this.pattern = pattern;
    this.within = within;
    this.things = things;
    this.scope = scope;
    const { members } = pattern;
    this.candidates = members.filter(isPositive).map((step) => scope.candidates(membersOf(step), things));
    this.counts = members.filter((step) => step.kind === "aggregate");
    this.absences = members.filter((step) => step.kind === "no");
  }

  matches(): readonly Match[] {
    return this.tuples([]).flatMap((tuple) => this.match(tuple) ?? []);
  }

  private tuples(begun: readonly Thing[]): readonly (readonly Thing[])[] {
    const next = this.candidates[begun.length];
    if (next === undefined) return [begun];
    return next
      .filter((thing) => !begun.includes(thing))
      .filter((thing) => begun.every(({ time }) => Math.abs(time - thing.time) <= this.within))
      .flatMap((thing) => this.tuples([...begun, thing]));
  }

  /** It completes at the first item that lets it, and at no later one: a `no` then ends it for good. */
  private match(tuple: readonly Thing[]): Match | null {
    const ordered = [...tuple].sort(order);
    const last = ordered.at(-1)!;
    for (const at of this.things) {
      if (order(at, last) < 0 || at.time - ordered[0]!.time > this.within) continue;
      const bound = this.bind(tuple, at);
      if (bound === null) continue;
      const from = at.time - this.within;
      const deadline = this.absences.length === 0 ? null : ordered[0]!.time + this.within;
      const isX = ({ of }: NoStep, thing: Thing): boolean =>
        !tuple.includes(thing) && this.scope.countsAs(of.map(plain), thing, bound.reading) !== null;
      for (const thing of this.things)
        if (deadline !== null && thing.time >= from && thing.time <= deadline)
          if (this.absences.some((step) => isX(step, thing))) return null;
      return { ...bound, positives: tuple, completing: at, deadline };
    }
    return null;
  }

  /** Whether the items are a match at this item: every member's `where` and every aggregate judged with all bound. */
  private bind(tuple: readonly Thing[], at: Thing): Pick<Match, "steps" | "evidence" | "reading"> | null {
    const { pattern, scope } = this;
    const ones = new Map<string, Fields>();
    const lists = new Map<string, readonly Fields[]>();
    const reading = (aggregates: readonly Value[] = []): Reading => ({
      one: (label) => ones.get(label) ?? null,
      many: (label) => lists.get(label) ?? (ones.has(label) ? [ones.get(label)!] : []),
      aggregates,
    });
    // What a `where` reads of a member is there before any `where` is judged.
    const positives = pattern.members.filter(isPositive);
    for (const [index, step] of positives.entries()) {
      if (step.kind !== "event" || step.label === null) continue;
      const open = { ...step.use, where: null };
      const item = scope.countsAs([plain(step.use)], tuple[index]!, reading());
      const fields = item?.fields ?? scope.views(open, tuple[index]!, reading())[0];
      if (fields !== undefined) ones.set(step.label, fields);
    }
    const sets = new Map<AggregateStep, readonly (readonly Item[])[]>();
    // Twice: what a member sees of one written behind it is there the second time.
    let next = 0;
    for (const step of [...pattern.members, ...pattern.members]) {
      if (step.kind === "aggregate") {
        const counted = this.counted(step, at, reading());
        sets.set(step, counted);
        if (step.label !== null)
          lists.set(
            step.label,
            counted[0]!.map(({ fields }) => fields),
          );
      } else if (isPositive(step)) {
        const item = scope.countsAs(membersOf(step), tuple[next++ % tuple.length]!, reading());
        for (const label of item?.labels ?? []) ones.set(label, item!.fields);
      }
    }
    const fits = positives.every((step, index) => scope.countsAs(membersOf(step), tuple[index]!, reading()) !== null);
    const holds = this.counts.every((step) => {
      const values = step.aggregates.map((aggregate, index) => value(aggregate, sets.get(step)![index]!, null));
      return evaluate(step.condition, NO_FIELDS, reading(values)) === true;
    });
    const concerned =
      tuple.includes(at) ||
      [...sets.values()].flat(2).some(({ thing }) => thing === at) ||
      positives.some((step) => scope.countsAs(membersOf(step), at, reading()) !== null);
    if (!fits || !holds || !concerned) return null;
    let place = 0;
    const steps = pattern.members.flatMap((step): readonly (readonly Thing[])[] => {
      if (isPositive(step)) return [[tuple[place++]!]];
      if (step.kind !== "aggregate") return [];
      return [[...new Set(sets.get(step)!.flatMap((set) => set.map(({ thing }) => thing)))].sort(order)];
    });
    return { steps: steps.map((each) => each.map(({ id }) => id)), evidence: steps.flat(), reading: reading() };
  }

  private counted(step: AggregateStep, at: Thing, reading: Reading): readonly (readonly Item[])[] {
    const from = at.time - Math.min(this.within, step.within ?? Infinity);
    const window = this.things.filter((thing) => order(thing, at) <= 0 && thing.time >= from);
    return step.aggregates.map(({ use }) =>
      window.flatMap((thing) => {
        const item = this.scope.countsAs([plain(use)], thing, reading);
        return item === null ? [] : [{ thing, fields: item.fields }];
      }),
    );
  }
}

const NO_FIELDS: Fields = new Map();
