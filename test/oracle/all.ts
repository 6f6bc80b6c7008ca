/** `all` by brute force: every way to give each member an item of its own, in any order. */
import type { AggregateStep, AllPattern, Value } from "../../server/model/program.ts";
import { value } from "./condition.ts";
import { order, type Thing } from "./items.ts";
import { membersOf, type Counted, type Fields, type Scope } from "./scope.ts";
import { isPositive, type Match } from "./match.ts";
import { evaluate, NOTHING, type Reading } from "./terms.ts";

interface Item {
  readonly thing: Thing;
  readonly fields: Fields;
}

/** Labels are read by emits alone here: what else could read them is not supported yet. */
export function matchAll(
  pattern: AllPattern,
  within: number,
  things: readonly Thing[],
  scope: Scope,
): readonly Match[] {
  const positives = pattern.members.filter(isPositive);
  const counts = pattern.members.filter((step) => step.kind === "aggregate");
  const fits = positives.map((step) =>
    things.flatMap((thing) => {
      const item = scope.countsAs(membersOf(step), thing, NOTHING);
      return item === null ? [] : [{ thing, item }];
    }),
  );
  const counted = (step: AggregateStep, at: Thing): readonly (readonly Item[])[] =>
    step.aggregates.map(({ use }) =>
      things
        .filter((thing) => order(thing, at) <= 0 && thing.time >= at.time - within)
        .filter((thing) => step.within === null || thing.time >= at.time - step.within)
        .flatMap((thing) => {
          const item = scope.countsAs([{ use, labels: [] }], thing, NOTHING);
          return item === null ? [] : [{ thing, fields: item.fields }];
        }),
    );
  const concerned = things.filter(
    (thing) =>
      fits.some((list) => list.some((each) => each.thing === thing)) ||
      counts.some((step) => counted(step, thing).some((list) => list.some((each) => each.thing === thing))),
  );
  const holds = (at: Thing): boolean =>
    counts.every((step) => {
      const sets = counted(step, at);
      const aggregates = step.aggregates.map((aggregate, index) => value(aggregate, sets[index]!, null));
      return evaluate(step.condition, new Map(), { ...NOTHING, aggregates }) === true;
    });
  const matches: Match[] = [];
  const assign = (taken: readonly { readonly thing: Thing; readonly item: Counted }[]): void => {
    if (taken.length < fits.length) {
      for (const each of fits[taken.length]!)
        if (!taken.some(({ thing }) => thing === each.thing)) assign([...taken, each]);
      return;
    }
    const members = taken.map(({ thing }) => thing);
    const completing = concerned.find(
      (at) => members.every((thing) => order(thing, at) <= 0 && thing.time >= at.time - within) && holds(at),
    );
    if (completing === undefined) return;
    const lists = new Map<string, readonly Fields[]>();
    const ones = new Map(taken.flatMap(({ item }) => item.labels.map((label) => [label, item.fields] as const)));
    let next = 0;
    const steps = pattern.members.flatMap((step): readonly (readonly string[])[] => {
      if (isPositive(step)) return [[members[next++]!.id]];
      if (step.kind !== "aggregate") return [];
      const sets = counted(step, completing);
      if (step.label !== null)
        lists.set(
          step.label,
          sets[0]!.map(({ fields }) => fields),
        );
      const all = [...new Set(sets.flat().map(({ thing }) => thing))].sort(order);
      return [all.map(({ id }) => id)];
    });
    const aggregates: readonly Value[] = [];
    const reading: Reading = {
      one: (label) => ones.get(label) ?? null,
      many: (label) => lists.get(label) ?? (ones.has(label) ? [ones.get(label)!] : []),
      aggregates,
    };
    matches.push({ positives: members, completing, deadline: null, steps, reading });
  };
  assign([]);
  return matches;
}
