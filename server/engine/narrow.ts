/** Programs cut down to one rule, or to rankings, and the rules that these stand on, so that what they give stays the same. */
import type { Pattern, Program, RankingDefinition, RuleDefinition, Step, Use } from "../model/program.ts";

export function narrow(program: Program, rule: string): Program {
  return { ...program, rules: rulesBelow(program, [{ kind: "rule", name: rule }]), rankings: [] };
}

/** Nothing is done about what they see. */
export function narrowToRankings(program: Program, rankings: readonly RankingDefinition[]): Program {
  const seen = rankings.map(({ of }) => of);
  return { ...program, rules: rulesBelow(program, seen), rankings, playbooks: [] };
}

function rulesBelow(program: Program, uses: readonly Pick<Use, "kind" | "name">[]): readonly RuleDefinition[] {
  const kept = new Set<string>();
  const keep = (name: string): void => {
    if (kept.has(name)) return;
    kept.add(name);
    const definition = program.rules.find((each) => each.name === name);
    if (definition) for (const use of usesOf(definition.when)) follow(use);
  };
  const follow = (use: Pick<Use, "kind" | "name">): void => {
    if (use.kind === "rule") keep(use.name);
    // `detection` reads whatever the forest raises: nothing can be cut away below it.
    if (use.kind === "detection") for (const each of program.rules) keep(each.name);
    if (use.kind === "event") program.events.find((event) => event.name === use.name)?.members.forEach(follow);
  };
  uses.forEach(follow);
  return program.rules.filter((each) => kept.has(each.name));
}

/** Every use that a pattern reads, at any depth. */
export function usesOf(pattern: Pattern | Step): readonly Use[] {
  switch (pattern.kind) {
    case "event":
      return [pattern.use];
    case "any":
    case "all":
      return pattern.members.flatMap(usesOf);
    case "sequence":
      return pattern.steps.flatMap(usesOf);
    case "condition":
    case "aggregate":
      return pattern.aggregates.map((aggregate) => aggregate.use);
    case "no":
    case "until":
      return pattern.of;
  }
}
