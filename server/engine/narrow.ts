/** A program cut down to one rule and the rules that it stands on, so that this rule's detections stay the same. */
import type { Pattern, Program, Step, Use } from "../model/program.ts";

export function narrow(program: Program, rule: string): Program {
  const kept = new Set<string>();
  const keep = (name: string): void => {
    if (kept.has(name)) return;
    kept.add(name);
    const definition = program.rules.find((each) => each.name === name);
    if (definition) for (const use of usesOf(definition.when)) follow(use);
  };
  const follow = (use: Use): void => {
    if (use.kind === "rule") keep(use.name);
    // `detection` reads whatever the forest raises: nothing can be cut away below it.
    if (use.kind === "detection") for (const each of program.rules) keep(each.name);
    if (use.kind === "event") program.events.find((event) => event.name === use.name)?.members.forEach(follow);
  };
  keep(rule);
  return { ...program, rules: program.rules.filter((each) => kept.has(each.name)), rankings: [] };
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
