/**
 * Playbooks. A step may name every other one, wherever it is written: it waits for what it names. Invariant: what comes back
 * calls actions that exist with what they take; no step of it waits for itself through others.
 */
import type { PlaybookDeclaration, PlaybookStep, RunStep } from "../../../grammar/ast.ts";
import { makeField, noFields, openFields, withFields, type FieldSet } from "../fields.ts";
import type { PlaybookDefinition, StepDefinition, Term } from "../program.ts";
import type { Label, Scope } from "../scopes.ts";
import { assignable, elementOf, isList } from "../types.ts";
import { duration } from "./constant.ts";
import type { Called, Lowering } from "./context.ts";
import { coerce } from "./operand.ts";
import { innerOf, stepsOf } from "./playbookSteps.ts";
import { reportStepCycles } from "./stepCycles.ts";
import { itemsOfUses, lowerUse } from "./use.ts";

/** The action that a name means; null: there is none, or it is not known. */
type ActionOf = (name: string) => Called | null;

export function lowerPlaybook(c: Lowering, playbook: PlaybookDeclaration): PlaybookDefinition | null {
  const actionOf: ActionOf = (name) => {
    const definition = c.folder.names.byName.get(name);
    return definition === undefined ? null : c.folder.actionOf(definition);
  };
  const items = playbook.on.length === 0 ? openFields("this") : itemsOfUses(c, playbook.on, detectionsOf(playbook));
  const on = playbook.on.map((use) => lowerUse(c, itemOnly(openFields("this")), use)).filter((use) => use !== null);
  if (playbook.on.length === 0 && !playbook.broken) {
    const example = "on guessed_password where severity >= high";
    c.report(playbook.name ?? playbook.keyword, { code: "missing-clause", of: "playbook", clause: "on", example });
  }
  const labels = labelsOf(c, playbook, actionOf);
  const scope = c.enter(playbook, { ...itemOnly(items), labels });
  const lowering = new Steps(c, actionOf, labels);
  const steps = lowering.lower(scope, playbook.steps);
  const failed = { ...scope, item: withFields(items, FAILURE) };
  for (const step of playbook.failure) c.enter(step, failed);
  const failure = lowering.lower(failed, playbook.failure);
  reportStepCycles(c, playbook);
  if (c.broken || playbook.broken || playbook.name === undefined) return null;
  return { name: playbook.name.text, doc: playbook.doc ?? null, on, steps, failure, location: c.at(playbook) };
}

/** What the steps of `on failure` read beside the others'. */
const FAILURE = [
  makeField("error", "string", "result", { doc: "What went wrong, in words." }),
  makeField("step", "string", "result", { doc: "The label of the step that failed, or its action." }),
];

const itemOnly = (item: FieldSet): Scope => ({ item, labels: new Map(), hidden: new Map(), calls: "item" });

const detectionsOf = ({ on }: PlaybookDeclaration): string => on.map(({ name }) => name?.text ?? "").join(", ");

/** As they are read outside of every loop: what a loop does many times has many results there. */
function labelsOf(c: Lowering, playbook: PlaybookDeclaration, actionOf: ActionOf): ReadonlyMap<string, Label> {
  const labels = new Map<string, Label>();
  const looped = new Set([...stepsOf([...playbook.steps, ...playbook.failure])].flatMap(labelledInside));
  for (const step of stepsOf([...playbook.steps, ...playbook.failure])) {
    if (step.label === undefined) continue;
    const { text: name } = step.label;
    const location = c.at(step.label);
    const owner = playbook.name?.text ?? null;
    const definition = { kind: "label", name, location, extent: c.at(step), doc: null, owner } as const;
    const items = resultOf(step, actionOf);
    const free = items.open && step.kind === "run" && actionOf(step.action?.text ?? "") !== null;
    const label: Label = { name, definition, many: looped.has(step), items, free };
    c.mention(step.label, { kind: "label", label });
    const other = labels.get(name);
    if (other === undefined) labels.set(name, label);
    else c.report(step.label, { code: "duplicate-label", name, other: other.definition.location });
  }
  return labels;
}

/** Of a loop: the steps inside of it that have a label. */
function labelledInside(step: PlaybookStep): readonly PlaybookStep[] {
  return step.kind === "loop" ? [...stepsOf(step.steps)].filter(({ label }) => label !== undefined) : [];
}

/** The labels as a loop's own steps read them: each of them those of its own round. */
function inLoop(labels: ReadonlyMap<string, Label>, steps: readonly PlaybookStep[]): ReadonlyMap<string, Label> {
  const inner = new Map(labels);
  const own = new Set(steps.flatMap((step) => [...roundOf(step)]));
  for (const step of own) {
    const label = labels.get(step.label?.text ?? "");
    if (label !== undefined) inner.set(label.name, { ...label, many: false });
  }
  return inner;
}

/** A step and those inside of it, without those of inner loops. */
function* roundOf(step: PlaybookStep): Generator<PlaybookStep> {
  yield step;
  if (step.kind !== "loop") for (const inner of innerOf(step)) yield* roundOf(inner);
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

  /** Those that are whole: where one is not, the playbook is broken. */
  lower(scope: Scope, steps: readonly PlaybookStep[]): readonly StepDefinition[] {
    return steps.map((step) => this.step(scope, step)).filter((step) => step !== null);
  }

  private step(scope: Scope, step: PlaybookStep): StepDefinition | null {
    const { c } = this;
    const base = { label: step.label?.text ?? null, location: c.at(step) };
    switch (step.kind) {
      case "run":
        return this.run(scope, step);
      case "after":
        for (const name of step.after) {
          const label = this.labels.get(name.text);
          if (label !== undefined) c.mention(name, { kind: "label", label });
          else c.report(name, { code: "unknown-label", name: name.text, candidates: [...this.labels.keys()] });
        }
        return {
          ...base,
          kind: "after",
          after: step.after.map(({ text }) => text),
          steps: this.lower(scope, step.steps),
        };
      case "branch": {
        const branches = step.branches.map(({ condition, steps }) => ({
          condition: c.condition(scope, condition),
          steps: this.lower(scope, steps),
        }));
        const otherwise = { condition: null, steps: this.lower(scope, step.else) };
        return { ...base, kind: "branch", branches: [...branches, otherwise] };
      }
      case "approve": {
        const text = c.expression(scope, step.text)?.term ?? null;
        const within = duration(c, step.within, "within");
        const steps = this.lower(scope, step.steps);
        const otherwise = this.lower(scope, step.else);
        const by = step.by.map(({ value }) => value);
        return text === null ? null : { ...base, kind: "approve", text, by, within, steps, else: otherwise };
      }
      case "loop": {
        const list = c.expression(scope, step.list);
        if (list !== null && !isList(list.type) && list.type !== "unknown") {
          c.mismatch(step.list!, "what `for each` goes through", { list: "unknown" }, list.type);
        }
        const labels = inLoop(scope.labels, step.steps);
        if (step.name === undefined) {
          this.lower({ ...scope, labels }, step.steps);
          return null;
        }
        const type = elementOf(list?.type ?? "unknown");
        const field = makeField(step.name.text, type, "result", { places: [c.at(step.name)] });
        c.mention(step.name, { kind: "field", field, label: null, type });
        const inner = { ...scope, item: withFields(scope.item, [field]), labels };
        for (const each of step.steps) c.enter(each, inner);
        const steps = this.lower(inner, step.steps);
        return list === null ? null : { ...base, kind: "loop", name: step.name.text, list: list.term, steps };
      }
    }
  }

  private run(scope: Scope, step: RunStep): StepDefinition | null {
    const { c } = this;
    const given = step.arguments.map((argument) => c.expression(scope, argument));
    if (step.action === undefined) return c.absent();
    const { text: name } = step.action;
    const definition = c.folder.names.byName.get(name);
    if (definition?.kind !== "action") {
      if (definition !== undefined) c.mention(step.action, { kind: "definition", definition });
      const candidates = c.folder.namesOf(["action"]);
      const found = definition?.kind ?? null;
      return c.report(step.action, { code: "unknown-name", name, wanted: ["action"], found, candidates });
    }
    c.need(step.action, definition);
    const action = this.actionOf(name);
    if (action === null) return null;
    const { parameters } = action;
    const missing = parameters.slice(given.length).map((parameter) => parameter.name);
    if (missing.length > 0) c.report(step, { code: "missing-parameter", action: name, missing });
    if (given.length > parameters.length) {
      const signature = `${name}(${parameters.map((parameter) => parameter.name).join(", ")})`;
      const reason = `it takes ${parameters.length} argument${parameters.length === 1 ? "" : "s"}, not ${given.length}`;
      c.report(step, { code: "wrong-arguments", name, signature, reason });
    }
    const terms: Term[] = [];
    parameters.forEach(({ name: parameter, type }, index) => {
      const raw = given[index];
      if (raw === null || raw === undefined) return;
      const argument = coerce(raw, type);
      terms.push(argument.term);
      if (!assignable(argument.type, type)) {
        c.mismatch(step.arguments[index]!, `\`${parameter}\` of \`${name}\``, type, argument.type);
      }
    });
    return { kind: "run", label: step.label?.text ?? null, action: name, arguments: terms, location: c.at(step) };
  }
}
