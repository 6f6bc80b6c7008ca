/** Aggregate conditions, sentence by sentence. A nested one is never raised, so `suppress` is none of its business. */
import type { Aggregate, ConditionPattern, Value } from "../../server/model/program.ts";
import type { Thing } from "./items.ts";
import type { Completion } from "./match.ts";
import { plain, type Fields, type Scope } from "./scope.ts";
import { evaluate, lower, NOTHING } from "./terms.ts";

export function judgeCondition(
  pattern: ConditionPattern,
  suppress: number | null,
  things: readonly Thing[],
  scope: Scope,
  numbered: number,
  lastRaise: () => number | null,
  fired: (time: number) => void,
): readonly Completion[] {
  const completions: Completion[] = [];
  let previous: { readonly time: number; readonly held: boolean } | null = null;
  things.forEach((thing, index) => {
    const { time } = thing;
    const window = things.slice(0, index + 1).filter((each) => each.time >= time - pattern.within);
    const items = pattern.aggregates.map(({ use }) =>
      window.flatMap((each) => {
        const counted = scope.countsAs([plain(use)], each, NOTHING);
        return counted === null ? [] : [{ thing: each, fields: counted.fields }];
      }),
    );
    if (!items.some((list) => list.at(-1)?.thing === thing)) return;
    const values = pattern.aggregates.map((aggregate, at) => value(aggregate, items[at]!, thing));
    const reading = {
      ...NOTHING,
      many: (label: string) => (label === pattern.label ? items[0]!.map(({ fields }) => fields) : []),
      aggregates: values,
    };
    const holds = evaluate(pattern.condition, thing.fields, reading) === true;
    const went = previous !== null && previous.held && time - previous.time <= pattern.within;
    previous = { time, held: holds };
    if (!holds) return;
    const always = pattern.aggregates.some((aggregate) => aggregate.function === "first");
    const last = lastRaise();
    if (went && !always && !(suppress !== null && last !== null && time - last >= suppress)) return;
    fired(time);
    const evidence = window.filter((each) => items.some((list) => list.some((one) => one.thing === each)));
    const number = completions.filter(({ cause }) => cause === thing.cause).length;
    const rank = [scope.rule.depth, scope.rule.name, scope.key, numbered, number];
    const id = `${scope.rule.name}${JSON.stringify(scope.key)}#${completions.length}`;
    const steps = [evidence.map((each) => each.id)];
    completions.push({ cause: thing.cause, rank, steps, evidence, reading, id });
  });
  return completions;
}

export function value(
  { function: name, fields, rank }: Aggregate,
  items: readonly { readonly thing: Thing; readonly fields: Fields }[],
  judged: Thing | null,
): Value {
  if (name === "count") return items.length;
  if (name === "first" || name === "seen") {
    const own = items.find(({ thing }) => thing === judged);
    const tuple = (item: { readonly fields: Fields }): readonly Value[] =>
      fields.map((field) => lower(item.fields.get(field) ?? null));
    const complete = own !== undefined && !tuple(own).includes(null);
    if (!complete) return name === "first" ? false : null;
    const same = items.filter((item) => JSON.stringify(tuple(item)) === JSON.stringify(tuple(own))).length;
    return name === "first" ? same === 1 : same;
  }
  const values = items.flatMap((item) => item.fields.get(fields[0]!) ?? []).filter((each) => each !== null);
  if (name === "distinct") return new Set(values.map((each) => JSON.stringify(lower(each)))).size;
  const numbers = values.filter((each) => typeof each === "number");
  if (numbers.length === 0) return null;
  const sum = numbers.reduce((a, b) => a + b, 0);
  const sorted = [...numbers].sort((a, b) => a - b);
  const at = (share: number): number => {
    const position = share * (sorted.length - 1);
    const below = Math.floor(position);
    const above = Math.min(below + 1, sorted.length - 1);
    return sorted[below]! + (sorted[above]! - sorted[below]!) * (position - below);
  };
  switch (name) {
    case "sum":
      return sum;
    case "avg":
      return sum / numbers.length;
    case "min":
      return sorted[0]!;
    case "max":
      return sorted.at(-1)!;
    case "median":
      return at(0.5);
    case "percentile":
      return at((rank ?? 50) / 100);
    case "stddev": {
      const mean = sum / numbers.length;
      return Math.sqrt(numbers.reduce((total, each) => total + (each - mean) ** 2, 0) / numbers.length);
    }
  }
}
