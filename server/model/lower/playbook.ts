/**
 * Playbooks. A step may name every other one, wherever it is written: it waits for what it names. Invariant: nothing of
 * them reaches the program yet; a circle of steps, which would wait for ever, is told.
 */
import type { PlaybookDeclaration, PlaybookStep, RunStep } from "../../../grammar/ast.ts";
import { makeField, noFields, openFields, withFields, type FieldSet } from "../fields.ts";
import type { Label, Scope } from "../scopes.ts";
import { LATER } from "../support.ts";
import { assignable, elementOf, isList } from "../types.ts";
import type { LoweredAction } from "./action.ts";
import { duration } from "./constant.ts";
import type { Lowering } from "./context.ts";
import { coerce } from "./operand.ts";
import { stepsOf } from "./playbookSteps.ts";
import { reportStepCycles } from "./stepCycles.ts";
import { itemsOfUses, lowerUse } from "./use.ts";

/** The action that a name means; null: there is none, or it is not known. */
export type ActionOf = (name: string) => LoweredAction | null;

export function lowerPlaybook(c: Lowering, playbook: PlaybookDeclaration, actionOf: ActionOf): void {
  c.later(playbook.keyword, LATER.playbook, false);
  const items = playbook.on.length === 0 ? openFields("this") : itemsOfUses(c, playbook.on, detectionsOf(playbook));
  for (const use of playbook.on) lowerUse(c, itemOnly(openFields("this")), use);
  if (playbook.on.length === 0 && !playbook.broken) {
    const example = "on guessed_password where severity >= high";
    c.report(playbook.name ?? playbook.keyword, { code: "missing-clause", of: "playbook", clause: "on", example });
  }
  const labels = labelsOf(c, playbook, actionOf);
  const scope = c.enter(playbook, { ...itemOnly(items), labels });
  const steps = new Steps(c, actionOf, labels);
  steps.lower(scope, playbook.steps);
  const failure = [
    makeField("error", "string", "result", { doc: "What went wrong, in words." }),
    makeField("step", "string", "result", { doc: "The label of the step that failed, or its action." }),
  ];
  const failed = { ...scope, item: withFields(items, failure) };
  for (const step of playbook.failure) c.enter(step, failed);
  steps.lower(failed, playbook.failure);
  reportStepCycles(c, playbook);
}

const itemOnly = (item: FieldSet): Scope => ({ item, labels: new Map(), hidden: new Map(), calls: "item" });

const detectionsOf = ({ on }: PlaybookDeclaration): string => on.map(({ name }) => name?.text ?? "").join(", ");

function labelsOf(c: Lowering, playbook: PlaybookDeclaration, actionOf: ActionOf): ReadonlyMap<string, Label> {
  const labels = new Map<string, Label>();
  for (const step of stepsOf([...playbook.steps, ...playbook.failure])) {
    if (step.label === undefined) continue;
    const { text: name } = step.label;
    const location = c.at(step.label);
    const owner = playbook.name?.text ?? null;
    const definition = { kind: "label", name, location, extent: c.at(step), doc: null, owner } as const;
    const label: Label = { name, definition, many: false, items: resultOf(step, actionOf) };
    c.mention(step.label, { kind: "label", label });
    const other = labels.get(name);
    if (other === undefined) labels.set(name, label);
    else c.report(step.label, { code: "duplicate-label", name, other: other.definition.location });
  }
  return labels;
}

function resultOf(step: PlaybookStep, actionOf: ActionOf): FieldSet {
  if (step.kind === "run") return (step.action && actionOf(step.action.text)?.result) ?? openFields("this step");
  if (step.kind !== "approve") return noFields("this step");
  return withFields(noFields("an approval"), [
    makeField("approved", "bool", "result", { doc: "Whether it was approved in time." }),
    makeField("by", "string", "result", { doc: "Who answered." }),
  ]);
}

class Steps {
  private readonly c: Lowering;
  private readonly actionOf: ActionOf;
  private readonly labels: ReadonlyMap<string, Label>;

  constructor(c: Lowering, actionOf: ActionOf, labels: ReadonlyMap<string, Label>) {
    this.c = c;
    this.actionOf = actionOf;
    this.labels = labels;
  }

  lower(scope: Scope, steps: readonly PlaybookStep[]): void {
    for (const step of steps) this.step(scope, step);
  }

  private step(scope: Scope, step: PlaybookStep): void {
    const { c } = this;
    switch (step.kind) {
      case "run":
        return this.run(scope, step);
      case "after":
        for (const name of step.after) {
          const label = this.labels.get(name.text);
          if (label !== undefined) c.mention(name, { kind: "label", label });
          else c.report(name, { code: "unknown-label", name: name.text, candidates: [...this.labels.keys()] });
        }
        return this.lower(scope, step.steps);
      case "branch":
        for (const { condition, steps } of step.branches) {
          c.condition(scope, condition);
          this.lower(scope, steps);
        }
        return this.lower(scope, step.else);
      case "approve":
        c.expression(scope, step.text);
        duration(c, step.within, "within");
        this.lower(scope, step.steps);
        return this.lower(scope, step.else);
      case "loop": {
        const list = c.expression(scope, step.list);
        if (list !== null && !isList(list.type) && list.type !== "unknown") {
          c.mismatch(step.list!, "what `for each` goes through", { list: "unknown" }, list.type);
        }
        if (step.name === undefined) return this.lower(scope, step.steps);
        const type = elementOf(list?.type ?? "unknown");
        const field = makeField(step.name.text, type, "result", { places: [c.at(step.name)] });
        c.mention(step.name, { kind: "field", field, label: null, type });
        const inner = { ...scope, item: withFields(scope.item, [field]) };
        for (const each of step.steps) c.enter(each, inner);
        return this.lower(inner, step.steps);
      }
    }
  }

  private run(scope: Scope, step: RunStep): void {
    const { c } = this;
    const given = step.arguments.map((argument) => c.expression(scope, argument));
    if (step.action === undefined) return c.absent() ?? undefined;
    const { text: name } = step.action;
    const definition = c.folder.names.byName.get(name);
    if (definition !== undefined) c.mention(step.action, { kind: "definition", definition });
    if (definition?.kind !== "action") {
      const candidates = c.folder.namesOf(["action"]);
      const found = definition?.kind ?? null;
      c.report(step.action, { code: "unknown-name", name, wanted: ["action"], found, candidates });
      return;
    }
    const action = this.actionOf(name);
    if (action === null) return;
    const { parameters } = action;
    const missing = parameters.slice(given.length).map((parameter) => parameter.name);
    if (missing.length > 0) c.report(step, { code: "missing-parameter", action: name, missing });
    if (given.length > parameters.length) {
      const signature = `${name}(${parameters.map((parameter) => parameter.name).join(", ")})`;
      const reason = `it takes ${parameters.length} argument${parameters.length === 1 ? "" : "s"}, not ${given.length}`;
      c.report(step, { code: "wrong-arguments", name, signature, reason });
    }
    parameters.forEach(({ name: parameter, type }, index) => {
      const raw = given[index];
      if (raw === null || raw === undefined) return;
      const argument = coerce(raw, type);
      if (!assignable(argument.type, type)) {
        c.mismatch(step.arguments[index]!, `\`${parameter}\` of \`${name}\``, type, argument.type);
      }
    });
  }
}
