/** From patterns to detections: nested ones first, then which matches become detections and what they use up. */
import type { AllPattern, ConditionPattern, Pattern, SequencePattern, Step } from "../../server/model/program.ts";
import { matchAll } from "./all.ts";
import { judgeCondition } from "./condition.ts";
import { order, orderCauses, type Cause, type Thing } from "./items.ts";
import type { Completion, Match } from "./match.ts";
import type { Scope } from "./scope.ts";
import { matchSequence } from "./sequence.ts";

/** Detections of a `when` that is no condition, for one key, in the order in which they come about. */
export function matchPattern(when: Pattern, seen: readonly Thing[], scope: Scope): readonly Completion[] {
  return run(when, seen, scope, null, { next: 0 });
}

/** `inherited`: the window around a nested pattern. `numbers`: inner patterns first, then the one written first. */
function run(
  pattern: Pattern,
  seen: readonly Thing[],
  scope: Scope,
  inherited: number | null,
  numbers: { next: number },
): readonly Completion[] {
  if (pattern.kind === "condition") {
    const never = (): null => null;
    return judgeCondition(pattern, null, seen, scope, numbers.next++, never, never);
  }
  const steps: readonly Step[] =
    pattern.kind === "sequence" ? pattern.steps : pattern.kind === "all" ? pattern.members : [pattern];
  const within = (pattern.kind === "sequence" || pattern.kind === "all" ? pattern.within : null) ?? inherited ?? 0;
  const inner = steps.flatMap(nestedIn).flatMap((nested) => {
    const completions = run(nested, seen, scope, within, numbers);
    return completions.map(({ cause, rank, steps: taken, evidence }): Thing => {
      const fields = new Map(scope.rule.by.map(({ field }, at) => [field, scope.key[at]!]));
      const { time } = cause;
      const id = `(${taken.map((ids) => ids.join()).join("|")})`;
      return { kind: "detection", name: "", time, cause, rank, fields, raised: false, nested, ...span(evidence), id };
    });
  });
  const index = numbers.next++;
  const things = inner.length === 0 ? seen : [...seen, ...inner].sort(order);
  if (pattern.kind === "all")
    return choose(matchAll(pattern, within, things, scope), { every: pattern.every, ordered: false }, scope, index);
  const matches = matchSequence(steps, within, things, scope, index);
  return choose(matches, { every: pattern.kind === "sequence" && pattern.every, ordered: true }, scope, index);
}

function nestedIn(step: Step): readonly (SequencePattern | AllPattern | ConditionPattern)[] {
  if (step.kind === "any") return step.members.flatMap(nestedIn);
  return step.kind === "sequence" || step.kind === "all" || step.kind === "condition" ? [step] : [];
}

/** From the first record to the last. */
export function span(evidence: readonly Thing[]): { readonly first: number; readonly last: number } {
  return {
    first: Math.min(...evidence.map(({ first }) => first)),
    last: Math.max(...evidence.map(({ last }) => last)),
  };
}

interface Kind {
  readonly every: boolean;
  /** A sequence. */
  readonly ordered: boolean;
}

/** "Which match, and what is used up". */
function choose(matches: readonly Match[], kind: Kind, { rule, key }: Scope, index: number): readonly Completion[] {
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
  const used = new Set<Thing>();
  /** Completing items, which may still begin one match. */
  const spare = new Set<Thing>();
  const done: (readonly Thing[])[] = [];
  const completions: Completion[] = [];
  let point: Match | null = null;
  for (const match of [...matches].sort((a, b) => byPlace(a, b) || byItems(a, b, kind))) {
    const { positives, completing } = match;
    if (kind.every) {
      if (done.some((items) => items.every((thing) => positives.includes(thing)))) continue;
      done.push(positives);
    } else {
      if (point !== null && byPlace(point, match) === 0) continue;
      const begins = (thing: Thing): boolean => positives.length > 1 && thing === positives[0] && spare.has(thing);
      if (!positives.every((thing) => !used.has(thing) || begins(thing))) continue;
      point = match;
      for (const thing of positives) {
        if (used.has(thing)) spare.delete(thing);
        else if (kind.ordered && thing === completing) spare.add(thing);
        used.add(thing);
      }
    }
    const cause = causeOf(match);
    const number = completions.filter((each) => orderCauses(each.cause, cause) === 0).length;
    const rank = [rule.depth, rule.name, key, index, number];
    const id = `${rule.name}${JSON.stringify(key)}.${index}#${completions.length}`;
    completions.push({ cause, rank, steps: match.steps, evidence: match.evidence, reading: match.reading, id });
  }
  return completions;
}

/** In the order written; of an `all` first in ascending order, then as written. */
function byItems(a: Match, b: Match, { ordered }: Kind): number {
  const compare = (xs: readonly Thing[], ys: readonly Thing[]): number =>
    xs.map((thing, at) => order(thing, ys[at]!)).find((difference) => difference !== 0) ?? 0;
  const ascending = ordered ? 0 : compare([...a.positives].sort(order), [...b.positives].sort(order));
  return ascending || compare(a.positives, b.positives);
}
