/**
 * The smallest case that still fails, by taking parts away one at a time. Invariant: what comes back is a case of the
 * language, if what goes in is one.
 */
import type { EventDefinition, Pattern, Program, RuleDefinition, Step } from "../../server/model/program.ts";
import { isPositive } from "./match.ts";
import type { Case } from "./random.ts";

export function shrink(start: Case, fails: (candidate: Case) => boolean): Case {
  let best = start;
  for (let found: Case | undefined = start; found !== undefined;) {
    best = found;
    found = smaller(best).find(fails);
  }
  return best;
}

function smaller({ program, records }: Case): readonly Case[] {
  const fewer = records.map((_, at): Case => ({ program, records: records.toSpliced(at, 1) }));
  const { rules } = program;
  const named = (name: string): boolean => JSON.stringify(rules.map(({ when }) => when)).includes(`"name":"${name}"`);
  const without = rules.flatMap((rule, at) =>
    named(rule.name) ? [] : [{ program: { ...program, rules: rules.toSpliced(at, 1) }, records }],
  );
  const simpler = rules.flatMap((rule, at) =>
    variants(rule)
      .filter((each) => sound((each as RuleDefinition).when) && bindsWhatItReads(each as RuleDefinition))
      .map((each): Program => ({ ...program, rules: rules.with(at, each as RuleDefinition) })),
  );
  // Those of one letter are what a reader takes them for.
  const simplerEvents = program.events.flatMap((event, at) =>
    (event.name.length === 1 ? [] : variants(event)).map((each): Program => ({
      ...program,
      events: program.events.with(at, each as EventDefinition),
    })),
  );
  const bare = records.flatMap((record, at) =>
    record.values.flatMap((value, slot) =>
      value === null || slot === 0 ? [] : [records.with(at, { ...record, values: record.values.with(slot, null) })],
    ),
  );
  return [
    ...without,
    ...fewer,
    ...[...simpler, ...simplerEvents].map((each): Case => ({ program: each, records })),
    ...bare.map((each): Case => ({ program, records: each })),
  ];
}

/** Lists whose elements can go one by one; the second kind keeps one. */
const LISTS = new Set(["with", "emit", "by", "ignore"]);
const FILLED = new Set(["steps", "members", "of", "terms"]);
const PLAIN: Readonly<Record<string, unknown>> = {
  where: null,
  suppress: null,
  every: false,
  cased: false,
  tiesEither: false,
  limit: null,
  forget: null,
  status: "active",
};

/** The thing with one part less or plainer, in every way. */
function variants(part: unknown): readonly unknown[] {
  if (part === null || typeof part !== "object") return [];
  if (Array.isArray(part)) {
    const list: readonly unknown[] = part;
    return list.flatMap((each, at) => variants(each).map((other) => list.with(at, other)));
  }
  return Object.entries(part).flatMap(([name, value]: [string, unknown]) => {
    const changed: unknown[] = [...variants(value)];
    if (Array.isArray(value) && (LISTS.has(name) || (FILLED.has(name) && value.length > 1)))
      changed.push(...value.map((_, at) => value.toSpliced(at, 1)));
    if (name in PLAIN && value !== PLAIN[name]) changed.push(PLAIN[name]);
    return changed.map((other) => ({ ...part, [name]: other }));
  });
}

/** Whether each label that something reads stands at a step. */
function bindsWhatItReads(rule: RuleDefinition): boolean {
  const bound = new Set<string>();
  const read = new Set<string>();
  const visit = (part: unknown): void => {
    if (part === null || typeof part !== "object") return;
    if ("label" in part && "kind" in part && typeof part.label === "string")
      (part.kind === "label" || part.kind === "summary" ? read : bound).add(part.label);
    Object.values(part).forEach(visit);
  };
  visit([rule.when, rule.emit]);
  return [...read].every((label) => bound.has(label));
}

/** Steps where the language lets them stand. */
function sound(pattern: Pattern): boolean {
  if (pattern.kind === "event" || pattern.kind === "condition") return true;
  if (pattern.kind === "any") return pattern.members.every(sound);
  const steps: readonly Step[] = pattern.kind === "all" ? pattern.members : pattern.steps;
  if (!steps.some(isPositive) || !steps.filter(isPositive).every(sound)) return false;
  if (pattern.kind === "all") return true;
  const matters = (step: Step): boolean => isPositive(step) || step.kind === "aggregate";
  return steps.every((step, at) => {
    const before = steps.slice(0, at).findLast(matters);
    const behind = steps.slice(at + 1).find(matters);
    if (step.kind === "aggregate") return before?.kind !== "aggregate";
    return step.kind !== "no" || (step.within !== null) === (before === undefined || behind === undefined);
  });
}
