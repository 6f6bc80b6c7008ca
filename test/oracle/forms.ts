/** The forms of the language that a rule has, by the names that the page uses. */
import type { RuleDefinition, Step, Use } from "../../server/model/program.ts";
import { isPositive } from "./match.ts";
import { readsLabel } from "./scope.ts";

export function formsOf(rule: RuleDefinition): ReadonlySet<string> {
  const forms = new Set<string>([rule.depth === 0 ? "depth 0" : `depth ${Math.min(rule.depth, 3)}`]);
  const set = { suppress: rule.suppress !== null, ignore: rule.ignore.length > 0, "ties either": rule.tiesEither };
  for (const [form, has] of Object.entries(set)) if (has) forms.add(form);
  if (rule.limit !== null) forms.add("limit, not reached");
  if (rule.forget !== null) forms.add("forget, nothing that old");
  if (rule.status !== "active") forms.add(rule.status);
  if (rule.by.some(({ cased }) => cased)) forms.add("by cased");
  inStep(rule.when, null, forms);
  return forms;
}

function inStep(step: Step, around: Step["kind"] | null, forms: Set<string>): void {
  const where = around === null ? "" : ` in ${around}`;
  switch (step.kind) {
    case "event":
      inUse(step.use, around, forms);
      return;
    case "any":
      forms.add(`any${where}`);
      for (const member of step.members) inStep(member, "any", forms);
      return;
    case "sequence":
    case "all": {
      const steps = step.kind === "all" ? step.members : step.steps;
      forms.add(`${step.every ? "every " : ""}${step.kind}${where}`);
      for (const [at, inner] of steps.entries()) {
        if (step.kind === "sequence") placeOf(inner, steps, at, forms);
        inStep(inner, step.kind, forms);
      }
      return;
    }
    case "condition":
    case "aggregate":
      forms.add(step.kind === "condition" ? `condition${where}` : `aggregate${where}`);
      if (step.kind === "aggregate" && step.within !== null) forms.add("aggregate with its own within");
      if (step.aggregates.length > 1) forms.add(`${step.kind} of two aggregates`);
      if (JSON.stringify(step.condition).includes('"arithmetic"')) forms.add(`${step.kind} with arithmetic`);
      for (const { function: name, use } of step.aggregates) {
        forms.add(`${name}()`);
        inUse(use, "aggregate", forms);
      }
      return;
    case "no":
    case "until":
      if (around === "all") forms.add("no in all");
      for (const use of step.of) inUse(use, step.kind, forms);
  }
}

function placeOf(step: Step, steps: readonly Step[], at: number, forms: Set<string>): void {
  if (step.kind === "until") forms.add("until");
  if (step.kind !== "no" && step.kind !== "aggregate") return;
  const matters = (other: Step): boolean => isPositive(other) || (step.kind === "no" && other.kind === "aggregate");
  const leading = !steps.slice(0, at).some(matters);
  const trailing = !steps.slice(at + 1).some(matters);
  forms.add(`${leading ? "leading" : trailing ? "trailing" : "inner"} ${step.kind}`);
}

function inUse(use: Use, around: Step["kind"] | null, forms: Set<string>): void {
  const place = around === "no" || around === "until" || around === "aggregate" ? ` in ${around}` : "";
  if (use.kind === "rule") forms.add(`rule${place}`);
  if (use.name === "raised") forms.add(`detection${place}`);
  if (["ab", "mixed", "either"].includes(use.name)) forms.add("union");
  if (use.with.length > 0)
    forms.add(use.with.some(({ value }) => value.kind === "label") ? "with that reads a label" : "with");
  if (readsLabel(use) && use.where !== null) forms.add(`where with labels${around === "all" ? " in all" : place}`);
}
