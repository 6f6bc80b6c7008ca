/** Sequences by brute force: every tuple of items in ascending places, every sentence of the page asked of it. */
import type {
  AggregateStep,
  AllPattern,
  NoStep,
  Pattern,
  SequencePattern,
  Step,
  UntilStep,
  Use,
  Value,
} from "../../server/model/program.ts";
import { matchAll } from "./all.ts";
import { value } from "./condition.ts";
import { order, orderCauses, type Cause, type Thing } from "./items.ts";
import { isPositive, type Completion, type Match } from "./match.ts";
import { membersOf, type Counted, type Fields, type Member, type Scope } from "./scope.ts";
import { evaluate, type Reading } from "./terms.ts";

/** Detections of a `when` that is no condition, for one key, in the order in which they come about. */
export function matchSequence(when: Pattern, seen: readonly Thing[], scope: Scope): readonly Completion[] {
  const numbers = { next: 0 };
  return run(when, seen, scope, null, numbers);
}

function run(
  pattern: Pattern,
  seen: readonly Thing[],
  scope: Scope,
  inherited: number | null,
  numbers: { next: number },
): readonly Completion[] {
  const steps: readonly Step[] =
    pattern.kind === "sequence" ? pattern.steps : pattern.kind === "all" ? pattern.members : [pattern];
  const every = pattern.kind === "sequence" && pattern.every;
  const within = (pattern.kind === "sequence" || pattern.kind === "all" ? pattern.within : null) ?? inherited;
  const inner = steps.flatMap(nestedIn).flatMap((nested) => {
    const completions = run(nested, seen, scope, within, numbers);
    return completions.map(({ cause, rank, steps: taken }): Thing => {
      const fields = new Map(scope.rule.by.map(({ field }, at) => [field, scope.key[at]!]));
      const { time } = cause;
      const id = `(${taken.map((ids) => ids.join()).join("|")})`;
      return { kind: "detection", name: "", time, cause, rank, fields, raised: false, nested, id };
    });
  });
  const index = numbers.next++;
  const things = [...seen, ...inner].sort(order);
  if (pattern.kind === "all") return choose(matchAll(pattern, within ?? 0, things, scope), "all", scope, index);
  const matches = new Sequence(steps, within ?? 0, things, scope, index).matches();
  return choose(matches, every ? "every" : "sequence", scope, index);
}

function nestedIn(step: Step): readonly (SequencePattern | AllPattern)[] {
  if (step.kind === "any") return step.members.flatMap(nestedIn);
  return step.kind === "sequence" || step.kind === "all" ? [step] : [];
}

/** "Which match, and what is used up". */
function choose(
  matches: readonly Match[],
  kind: "sequence" | "every" | "all",
  { rule, key }: Scope,
  index: number,
): readonly Completion[] {
  const causeOf = ({ completing, deadline }: Match): Cause =>
    deadline === null
      ? completing.cause
      : {
          time: deadline,
          record: null,
          wait: { before: [rule.depth, rule.name, key], item: completing, pattern: index },
        };
  const byPlace = (a: Match, b: Match): number =>
    (a.deadline ?? 0) - (b.deadline ?? 0) || order(a.completing, b.completing);
  /** In the order written; of an `all` first in ascending order, then as written. */
  const lexical = (a: Match, b: Match): number => {
    if (kind === "all") {
      const [first, second] = [a, b].map(({ positives }) => [...positives].sort(order));
      const difference = first!.map((thing, at) => order(thing, second![at]!)).find((each) => each !== 0);
      if (difference !== undefined) return difference;
    }
    for (const [at, thing] of a.positives.entries()) {
      const difference = order(thing, b.positives[at]!);
      if (difference !== 0) return difference;
    }
    return 0;
  };
  const taken = new Map<Thing, "used" | "first once more">();
  const done = new Set<string>();
  const completions: Completion[] = [];
  const sorted = [...matches].sort((a, b) => byPlace(a, b) || lexical(a, b));
  let point: Match | null = null;
  for (const match of sorted) {
    const { positives, completing } = match;
    const ids = positives.map(({ id }) => id).join();
    if (kind === "every") {
      if (done.has(ids)) continue;
      done.add(ids);
    } else {
      if (point !== null && byPlace(point, match) === 0) continue;
      const free = positives.every((thing, at) => {
        const state = taken.get(thing);
        return state === undefined || (state === "first once more" && at === 0 && positives.length > 1);
      });
      if (!free) continue;
      point = match;
      for (const thing of positives)
        taken.set(thing, kind === "sequence" && thing === completing && !taken.has(thing) ? "first once more" : "used");
    }
    const cause = causeOf(match);
    const number = completions.filter((each) => orderCauses(each.cause, cause) === 0).length;
    const rank = [rule.depth, rule.name, key, index, number];
    const id = `${rule.name}${JSON.stringify(key)}.${index}#${completions.length}`;
    completions.push({ cause, rank, steps: match.steps, reading: match.reading, id });
  }
  return completions;
}

class Sequence {
  private readonly steps: readonly Step[];
  private readonly within: number;
  private readonly things: readonly Thing[];
  private readonly scope: Scope;
  private readonly positives: readonly Pattern[];
  private readonly index: number;

  constructor(steps: readonly Step[], within: number, things: readonly Thing[], scope: Scope, index: number) {
    this.steps = steps;
    this.within = within;
    this.things = things;
    this.scope = scope;
    this.positives = steps.filter(isPositive);
    this.index = index;
  }

  matches(): readonly Match[] {
    const tuples = this.tuples([]);
    const last = this.steps.filter((step) => isPositive(step) || step.kind === "aggregate").at(-1)!;
    return tuples.flatMap((tuple) => {
      const end = tuple.at(-1)!;
      const completing =
        last.kind === "aggregate"
          ? this.things.filter((thing) => order(thing, end) > 0 && thing.time - tuple[0]!.time <= this.within)
          : [end];
      return completing.flatMap((thing) => this.judge(tuple, thing));
    });
  }

  /** Items in ascending places that could be of the steps, `where` aside. */
  private tuples(begun: readonly Thing[]): readonly (readonly Thing[])[] {
    const step = this.positives[begun.length];
    if (step === undefined) return [begun];
    const members = membersOf(step);
    const fits = (thing: Thing): boolean =>
      members.some((member) =>
        "nested" in member
          ? thing.nested === member.nested
          : this.scope.views({ ...member.use, where: null }, thing).length > 0,
      );
    return this.things
      .filter((thing) => begun.length === 0 || order(thing, begun.at(-1)!) > 0)
      .filter((thing) => begun.length === 0 || thing.time - begun[0]!.time <= this.within)
      .filter(fits)
      .flatMap((thing) => this.tuples([...begun, thing]));
  }

  private judge(tuple: readonly Thing[], completing: Thing): readonly Match[] {
    const until = this.steps.find((step) => step.kind === "until");
    const bounds = until === undefined ? [null] : [null, ...this.things.filter((each) => order(each, completing) < 0)];
    return bounds.flatMap((bound) => this.judgeFrom(tuple, completing, bound, until) ?? []).slice(0, 1);
  }

  /** `bound`: the last X of `until` before the completing item, as far as the match knows; that is checked at the end. */
  private judgeFrom(
    tuple: readonly Thing[],
    completing: Thing,
    bound: Thing | null,
    until: UntilStep | undefined,
  ): Match | null {
    const { steps, things, within } = this;
    const behindBound = (thing: Thing): boolean => bound === null || order(thing, bound) > 0;
    const oldest = completing.time - within;
    if (!tuple.every((thing) => behindBound(thing) && thing.time >= oldest)) return null;

    const bound1 = new Map<string, Fields>();
    const lists = new Map<string, () => readonly Fields[]>();
    const reading = (aggregates: readonly Value[] = []): Reading => ({
      one: (label) => bound1.get(label) ?? null,
      many: (label) => {
        const one = bound1.get(label);
        return lists.get(label)?.() ?? (one === undefined ? [] : [one]);
      },
      aggregates,
    });
    const counted = new Map<AggregateStep, readonly { thing: Thing; fields: Fields; at: number }[]>();
    const countedBy = (use: Use, step: AggregateStep): { thing: Thing; fields: Fields }[] => {
      const before = steps.slice(0, steps.indexOf(step)).filter(isPositive).length;
      const left = tuple[before - 1];
      const right = tuple[before];
      return things
        .filter((thing) => left === undefined || order(thing, left) > 0)
        .filter((thing) => (right === undefined ? order(thing, completing) <= 0 : order(thing, right) < 0))
        .filter((thing) => behindBound(thing) && thing.time >= oldest)
        .filter((thing) => step.within === null || thing.time >= (right ?? completing).time - step.within)
        .flatMap((thing) => {
          const item = this.countsAs([{ use, labels: [] }], thing, reading());
          return item === null ? [] : [{ thing, fields: item.fields }];
        });
    };

    let position = 0;
    for (const step of steps) {
      if (step.kind === "aggregate") {
        const sets = step.aggregates.map(({ use }) => countedBy(use, step));
        const values = step.aggregates.map((aggregate, at) => value(aggregate, sets[at]!, null));
        if (evaluate(step.condition, new Map(), reading(values)) !== true) return null;
        const isLast = tuple[steps.slice(0, steps.indexOf(step)).filter(isPositive).length] === undefined;
        if (isLast && !sets.some((set) => set.some(({ thing }) => thing === completing))) return null;
        counted.set(
          step,
          sets.flatMap((set, at) => set.map((each) => ({ ...each, at }))),
        );
        if (step.label !== null) lists.set(step.label, () => sets[0]!.map(({ fields }) => fields));
      } else if (isPositive(step)) {
        const item = this.countsAs(membersOf(step), tuple[position++]!, reading());
        if (item === null) return null;
        for (const label of item.labels) bound1.set(label, item.fields);
      }
    }

    const all = [...tuple, ...[...counted.values()].flat().map(({ thing }) => thing)].sort(order);
    const first = all[0]!;
    if (completing.time - first.time > within) return null;
    const waits = this.trailing().map((step) => step.within ?? 0);
    const deadline = waits.length === 0 ? null : completing.time + Math.max(...waits);
    const isX = (of: readonly Use[], thing: Thing): boolean => {
      if (tuple.includes(thing)) return false;
      return (
        this.countsAs(
          of.map((use) => ({ use, labels: [] })),
          thing,
          reading(),
        ) !== null
      );
    };
    for (const step of steps) {
      if (step.kind !== "no") continue;
      if (things.some((thing) => this.forbids(step, thing, tuple, first, completing) && isX(step.of, thing)))
        return null;
    }
    if (until !== undefined) {
      const xs = things.filter((thing) => isX(until.of, thing));
      const last = xs.filter((thing) => order(thing, completing) < 0).at(-1) ?? null;
      if (last !== bound) return null;
      const wait: Cause | null =
        deadline === null
          ? null
          : {
              time: deadline,
              record: null,
              wait: {
                before: [this.scope.rule.depth, this.scope.rule.name, this.scope.key],
                item: completing,
                pattern: this.index,
              },
            };
      const ended = (thing: Thing): boolean =>
        wait !== null && order(thing, completing) > 0 && orderCauses(thing.cause, wait) < 0;
      if (xs.some(ended)) return null;
    }
    let next = 0;
    const evidence = steps.flatMap((step): readonly (readonly string[])[] => {
      if (isPositive(step)) return [[tuple[next++]!.id]];
      if (step.kind !== "aggregate") return [];
      const items = [...new Set(counted.get(step)!.map(({ thing }) => thing))].sort(order);
      return [items.map(({ id }) => id)];
    });
    return { positives: tuple, completing, deadline, steps: evidence, reading: reading() };
  }

  /** Whether a place is one where a `no` allows none of its items. */
  private forbids(step: NoStep, thing: Thing, tuple: readonly Thing[], first: Thing, completing: Thing): boolean {
    const at = this.steps.indexOf(step);
    if (this.trailing().includes(step))
      return order(thing, completing) > 0 && thing.time <= completing.time + (step.within ?? 0);
    const matter = (each: Step): boolean => isPositive(each) || each.kind === "aggregate";
    if (!this.steps.slice(0, at).some(matter))
      return order(thing, first) < 0 && thing.time >= first.time - (step.within ?? 0);
    const before = this.steps.slice(0, at).filter(isPositive).length;
    const left = tuple[before - 1] ?? first;
    const right = tuple[before] ?? completing;
    return order(thing, left) > 0 && order(thing, right) < 0;
  }

  private trailing(): readonly NoStep[] {
    const last = this.steps.findLastIndex((step) => isPositive(step) || step.kind === "aggregate");
    return this.steps.slice(last + 1).filter((step) => step.kind === "no");
  }

  private countsAs(members: readonly Member[], thing: Thing, reading: Reading): Counted | null {
    return this.scope.countsAs(members, thing, reading);
  }
}
