/** Sequences by brute force: every tuple of items in ascending places, every sentence of the page asked of it. */
import type { AggregateStep, NoStep, Pattern, Step, UntilStep, Use, Value } from "../../server/model/program.ts";
import { value } from "./condition.ts";
import { order, orderCauses, type Cause, type Thing } from "./items.ts";
import { isPositive, type Match } from "./match.ts";
import { membersOf, plain, type Fields, type Scope } from "./scope.ts";
import { evaluate, type Reading } from "./terms.ts";

/** `index`: the pattern's number in its rule, for the order of deadlines. */
export function matchSequence(
  steps: readonly Step[],
  within: number,
  things: readonly Thing[],
  scope: Scope,
  index: number,
): readonly Match[] {
  return new Sequence(steps, within, things, scope, index).matches();
}

interface Counted {
  readonly thing: Thing;
  readonly fields: Fields;
}

/** What a match is made of so far: a tuple, and what its labels stand for. */
interface Bound {
  readonly tuple: readonly Thing[];
  readonly completing: Thing;
  /** First of all items, counted ones included. */
  readonly first: Thing;
  readonly steps: readonly (readonly Thing[])[];
  readonly reading: Reading;
}

class Sequence {
  private readonly steps: readonly Step[];
  private readonly within: number;
  private readonly things: readonly Thing[];
  private readonly scope: Scope;
  private readonly positives: readonly Pattern[];
  private readonly index: number;
  private readonly until: UntilStep | undefined;
  private readonly trailing: readonly NoStep[];

  constructor(steps: readonly Step[], within: number, things: readonly Thing[], scope: Scope, index: number) {
    this.steps = steps;
    this.within = within;
    this.things = things;
    this.scope = scope;
    this.positives = steps.filter(isPositive);
    this.index = index;
    this.until = steps.find((step) => step.kind === "until");
    this.trailing = steps.slice(steps.findLastIndex(matters) + 1).filter((step) => step.kind === "no");
  }

  matches(): readonly Match[] {
    const candidates = this.positives.map((step) => this.scope.candidates(membersOf(step), this.things));
    const last = this.steps.findLast(matters)!;
    return this.tuples(candidates, []).flatMap((tuple) => {
      const ordered = [...tuple].sort(order);
      const end = ordered.at(-1)!;
      const completing =
        last.kind === "aggregate"
          ? this.things.filter((thing) => order(thing, end) > 0 && thing.time - ordered[0]!.time <= this.within)
          : [end];
      return completing.flatMap((thing) => this.match(tuple, thing) ?? []);
    });
  }

  /** Items in ascending places that could be of the steps, labels aside. */
  private tuples(candidates: readonly (readonly Thing[])[], begun: readonly Thing[]): readonly (readonly Thing[])[] {
    const next = candidates[begun.length];
    if (next === undefined) return [begun];
    return next
      .filter((thing) => !begun.includes(thing))
      .filter((thing) => begun.every((earlier) => this.ascend(earlier, thing)))
      .filter((thing) => begun.every(({ time }) => Math.abs(thing.time - time) <= this.within))
      .flatMap((thing) => this.tuples(candidates, [...begun, thing]));
  }

  private ascend(earlier: Thing, later: Thing): boolean {
    if (order(earlier, later) < 0) return true;
    const records = earlier.kind === "record" && later.kind === "record";
    return this.scope.rule.tiesEither && records && earlier.time === later.time && earlier.name !== later.name;
  }

  private match(tuple: readonly Thing[], completing: Thing): Match | null {
    const bound = this.until === undefined ? this.bind(tuple, completing, null) : this.cut(tuple, completing);
    if (bound === null) return null;
    const waits = this.trailing.map((step) => step.within ?? 0);
    const deadline = waits.length === 0 ? null : completing.time + Math.max(...waits);
    if (this.steps.some((step) => step.kind === "no" && this.killed(step, bound))) return null;
    if (this.until !== undefined && deadline !== null && this.ended(this.until, bound, deadline)) return null;
    const { steps, reading } = bound;
    const evidence = steps.flat();
    return { positives: tuple, completing, deadline, steps: steps.map((each) => each.map(idOf)), evidence, reading };
  }

  /** What X of `until` is can depend on labels, and these on where X cuts: each cut is tried, and one is the last X. */
  private cut(tuple: readonly Thing[], completing: Thing): Bound | null {
    for (const cut of [null, ...this.things.filter((thing) => order(thing, completing) < 0)]) {
      const bound = this.bind(tuple, completing, cut);
      if (bound === null) continue;
      const xs = this.things.filter((thing) => order(thing, completing) < 0 && this.isX(this.until!.of, thing, bound));
      if ((xs.at(-1) ?? null) === cut) return bound;
    }
    return null;
  }

  /** Steps and aggregates, in the order written; `cut`: they take only items behind it. */
  private bind(tuple: readonly Thing[], completing: Thing, cut: Thing | null): Bound | null {
    const { steps, within } = this;
    if (cut !== null && tuple.some((thing) => order(thing, cut) <= 0)) return null;
    const ones = new Map<string, Fields>();
    const lists = new Map<string, readonly Fields[]>();
    const reading = (aggregates: readonly Value[] = []): Reading => ({
      one: (label) => ones.get(label) ?? null,
      many: (label) => lists.get(label) ?? (ones.has(label) ? [ones.get(label)!] : []),
      aggregates,
    });
    const taken: (readonly Thing[])[] = [];
    let position = 0;
    for (const step of steps) {
      if (step.kind === "aggregate") {
        const sets = step.aggregates.map(({ use }) =>
          this.counted(use, step, tuple, position, completing, cut, reading()),
        );
        const values = step.aggregates.map((aggregate, at) => value(aggregate, sets[at]!, null));
        if (evaluate(step.condition, new Map(), reading(values)) !== true) return null;
        const things = [...new Set(sets.flatMap((set) => set.map(({ thing }) => thing)))].sort(order);
        if (position === tuple.length && !things.includes(completing)) return null;
        taken.push(things);
        if (step.label !== null)
          lists.set(
            step.label,
            sets[0]!.map(({ fields }) => fields),
          );
      } else if (isPositive(step)) {
        const thing = tuple[position++]!;
        const item = this.scope.countsAs(membersOf(step), thing, reading());
        if (item === null) return null;
        taken.push([thing]);
        for (const label of item.labels) ones.set(label, item.fields);
      }
    }
    const first = taken.flat().sort(order)[0]!;
    if (completing.time - first.time > within) return null;
    return { tuple, completing, first, steps: taken, reading: reading() };
  }

  /** Of an event, the items between the neighbouring positive steps. `position`: how many of these stand before. */
  private counted(
    use: Use,
    step: AggregateStep,
    tuple: readonly Thing[],
    position: number,
    completing: Thing,
    cut: Thing | null,
    reading: Reading,
  ): readonly Counted[] {
    const before = [...tuple].sort(order).at(-1)!;
    const right = tuple[position];
    const left = right === undefined ? before : tuple[position - 1];
    const next = right ?? completing;
    return this.things
      .filter((thing) => left === undefined || order(thing, left) > 0)
      .filter((thing) => (right === undefined ? order(thing, completing) <= 0 : order(thing, right) < 0))
      .filter((thing) => cut === null || order(thing, cut) > 0)
      .filter((thing) => thing.time >= completing.time - this.within)
      .filter((thing) => step.within === null || thing.time >= next.time - step.within)
      .flatMap((thing) => {
        const item = this.scope.countsAs([plain(use)], thing, reading);
        return item === null ? [] : [{ thing, fields: item.fields }];
      });
  }

  private isX(of: readonly Use[], thing: Thing, { tuple, reading }: Bound): boolean {
    return !tuple.includes(thing) && this.scope.countsAs(of.map(plain), thing, reading) !== null;
  }

  private killed(step: NoStep, bound: Bound): boolean {
    return this.things.some((thing) => this.forbidden(step, thing, bound) && this.isX(step.of, thing, bound));
  }

  /** Whether a place is one where a `no` allows none of its items. */
  private forbidden(step: NoStep, thing: Thing, { tuple, first, completing }: Bound): boolean {
    const at = this.steps.indexOf(step);
    const within = step.within ?? 0;
    if (this.trailing.includes(step)) return order(thing, completing) > 0 && thing.time <= completing.time + within;
    if (!this.steps.slice(0, at).some(matters)) return order(thing, first) < 0 && thing.time >= first.time - within;
    const before = this.steps.slice(0, at).filter(isPositive).length;
    const left = tuple[before - 1] ?? first;
    const right = tuple[before] ?? completing;
    return order(thing, left) > 0 && order(thing, right) < 0;
  }

  /** An X of `until` ends the wait for the deadline. */
  private ended(until: UntilStep, bound: Bound, deadline: number): boolean {
    const { rule, key } = this.scope;
    const before = [rule.depth, rule.name, key];
    const wait: Cause = {
      time: deadline,
      record: null,
      wait: { before, item: bound.completing, pattern: this.index },
    };
    const waiting = this.things.filter(
      (thing) => order(thing, bound.completing) > 0 && orderCauses(thing.cause, wait) < 0,
    );
    return waiting.some((thing) => this.isX(until.of, thing, bound));
  }
}

const matters = (step: Step): boolean => isPositive(step) || step.kind === "aggregate";

const idOf = ({ id }: Thing): string => id;
