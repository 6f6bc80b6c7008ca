/** A test that expects something of a rule that is never raised: it would fail, or with `no` pass, whatever the rule does. */
import type { Name } from "../../grammar/ast.ts";
import type { Analysis } from "../model/analysis.ts";
import { ownCheck } from "./diagnostic.ts";

export const neverRaised = ownCheck(
  "never-raised",
  "warning",
  "A test expects a rule that is never raised",
  function* (analysis) {
    const silent = silentRules(analysis);
    if (silent.size === 0) return;
    for (const { document, declaration } of analysis.names.declared) {
      if (declaration.kind !== "test") continue;
      for (const { rule, negated } of declaration.expect) {
        const status = rule === undefined ? undefined : silent.get(rule.text);
        if (rule === undefined || status === undefined) continue;
        const effect = negated ? "holds whatever it does" : "can never hold";
        yield {
          location: { document, start: rule.start, end: rule.end },
          message:
            status.text === "disabled"
              ? `\`${rule.text}\` is disabled and does nothing, so this ${effect}. Take its \`status\` out, or this expectation.`
              : `\`${rule.text}\` is a building block: it feeds the rules above it and is never raised itself, so this ${effect}. Expect a rule that names it, or take its \`status\` out.`,
        };
      }
    }
  },
);

function silentRules(analysis: Analysis): ReadonlyMap<string, Name> {
  const found = new Map<string, Name>();
  for (const { declaration } of analysis.rules) {
    const { name, status } = declaration;
    if (name === undefined || status === undefined) continue;
    if (status.text === "building_block" || status.text === "disabled") found.set(name.text, status);
  }
  return found;
}
