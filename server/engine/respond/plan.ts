/**
 * A playbook as it is run: its steps with what each waits for, its terms as closures. Invariant: immutable; one plan
 * serves any number of runs at once, in a replay and in a process of its own alike.
 */
import type { ActionDefinition, PlaybookDefinition, Program, StepDefinition, Term } from "../../model/program.ts";
import { fieldsOf } from "../../model/reads.ts";
import { labelsOf } from "../../model/support.ts";
import { Schema } from "../item.ts";
import { compilePredicate, compileTerm, type Evaluate, type Predicate } from "../terms/compile.ts";
import { termEnvironment, type TermEnvironment } from "../terms/environment.ts";
import { compileAction, type ActionPlan } from "./action.ts";

export interface PlaybookPlan {
  readonly definition: PlaybookDefinition;
  /** What its steps read: of what started it, elements of loops, `error` and `step`. */
  readonly schema: Schema;
  /** All that stands in no loop, the steps of `on failure` too. */
  readonly root: FramePlan;
  readonly labels: ReadonlyMap<string, StepPlan>;
}

/** Steps that are done together: of the playbook itself, or in each round of a loop. */
export interface FramePlan {
  readonly parent: FramePlan | null;
  readonly loop: StepPlan | null;
  /** Parents first, in the order of the text, without those of inner loops. */
  readonly steps: readonly StepPlan[];
}

export interface StepPlan {
  readonly definition: StepDefinition;
  /** Its label; else what it calls and where it stands, as in `notify#4`. */
  readonly name: string;
  readonly frame: FramePlan;
  readonly slot: number;
  /** The group around it in this frame, and which branch of the group it is in. */
  readonly parent: StepPlan | null;
  readonly branch: number;
  readonly onFailure: boolean;
  readonly waits: readonly Wait[];
  /** Those that wait for it. */
  readonly dependents: readonly StepPlan[];
  /** The steps inside of it: of a branch by branch, of an approval those for yes and those for no. */
  readonly inner: readonly (readonly StepPlan[])[];
  readonly rounds: FramePlan | null;
  readonly work: Work;
  /** What others read of its result. */
  readonly result: Schema;
}

export interface Wait {
  readonly target: StepPlan;
  /** `after`: it must have been done; else it is read, and what was not to be done is missing. */
  readonly after: boolean;
}

export type Work =
  | { readonly kind: "run"; readonly action: ActionPlan; readonly arguments: readonly Evaluate[] }
  | { readonly kind: "after" }
  /** Null: `else`. */
  | { readonly kind: "branch"; readonly conditions: readonly (Predicate | null)[] }
  | { readonly kind: "loop"; readonly list: Evaluate; readonly slot: number }
  | { readonly kind: "approve"; readonly text: Evaluate };

type Responses = Pick<Program, "actions" | "lists" | "tables">;

export function compilePlaybook(definition: PlaybookDefinition, program: Responses): PlaybookPlan {
  return new Compiler(definition, program).plan();
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
interface Draft extends Mutable<StepPlan> {
  dependents: StepPlan[];
  inner: StepPlan[][];
}

type Around = Pick<StepPlan, "parent" | "branch">;

class Compiler {
  private readonly definition: PlaybookDefinition;
  private readonly environment: TermEnvironment;
  private readonly actions: ReadonlyMap<string, ActionDefinition>;
  private readonly compiled = new Map<string, ActionPlan>();
  private readonly schema: Schema;
  private readonly read: ReadonlyMap<string, readonly string[]>;
  private readonly labels = new Map<string, StepPlan>();
  private readonly drafts: Draft[] = [];

  constructor(definition: PlaybookDefinition, program: Responses) {
    this.definition = definition;
    this.environment = termEnvironment(program);
    this.actions = new Map(program.actions.map((action) => [action.name, action]));
    const terms = [...definition.steps, ...definition.failure].flatMap(termsOf);
    const loops = [...definition.steps, ...definition.failure].flatMap(variablesOf);
    const fields = new Set([...terms.flatMap((term) => [...fieldsOf(term)]), ...loops, "error", "step"]);
    this.schema = new Schema(0, definition.name, "rule", [...fields]);
    this.read = resultFields(terms);
  }

  plan(): PlaybookPlan {
    const root: FramePlan = { parent: null, loop: null, steps: [] };
    for (const step of this.definition.steps) this.step(step, root, { parent: null, branch: 0 }, false);
    for (const step of this.definition.failure) this.step(step, root, { parent: null, branch: 0 }, true);
    for (const draft of this.drafts) {
      draft.waits = waitsOf(draft.definition).flatMap(({ label, after }) => {
        const target = this.labels.get(label);
        return target === undefined ? [] : [{ target, after }];
      });
      for (const { target } of draft.waits) (target as Draft).dependents.push(draft);
    }
    const { definition, schema, labels } = this;
    return { definition, schema, root, labels };
  }

  private step(definition: StepDefinition, frame: FramePlan, around: Around, onFailure: boolean): StepPlan {
    const { label } = definition;
    const draft: Draft = {
      definition,
      name: label ?? `${definition.kind === "run" ? definition.action : definition.kind}#${this.drafts.length + 1}`,
      frame,
      slot: frame.steps.length,
      ...around,
      onFailure,
      waits: [],
      dependents: [],
      inner: [],
      rounds: null,
      work: this.work(definition),
      result: new Schema(0, label ?? "", "rule", this.read.get(label ?? "") ?? []),
    };
    (frame.steps as StepPlan[]).push(draft);
    this.drafts.push(draft);
    if (label !== null && !this.labels.has(label)) this.labels.set(label, draft);
    if (definition.kind === "loop") draft.rounds = { parent: frame, loop: draft, steps: [] };
    const inside = draft.rounds ?? frame;
    const parent = draft.rounds === null ? draft : null;
    draft.inner = innerOf(definition).map((steps, branch) =>
      steps.map((each) => this.step(each, inside, { parent, branch }, onFailure)),
    );
    return draft;
  }

  private work(definition: StepDefinition): Work {
    const term = (each: Term): Evaluate => compileTerm(each, this.environment);
    switch (definition.kind) {
      case "run":
        return { kind: "run", action: this.action(definition.action), arguments: definition.arguments.map(term) };
      case "after":
        return { kind: "after" };
      case "branch": {
        const conditions = definition.branches.map(({ condition }) =>
          condition === null ? null : compilePredicate(condition, this.environment),
        );
        return { kind: "branch", conditions };
      }
      case "loop":
        return { kind: "loop", list: term(definition.list), slot: this.schema.slot(definition.name) };
      case "approve":
        return { kind: "approve", text: term(definition.text) };
    }
  }

  private action(name: string): ActionPlan {
    const known = this.compiled.get(name) ?? compileAction(this.actions.get(name)!, this.environment);
    this.compiled.set(name, known);
    return known;
  }
}

export function innerOf(step: StepDefinition): readonly (readonly StepDefinition[])[] {
  switch (step.kind) {
    case "run":
      return [];
    case "branch":
      return step.branches.map(({ steps }) => steps);
    case "approve":
      return [step.steps, step.else];
    case "after":
    case "loop":
      return [step.steps];
  }
}

/** Its own, without those of the steps inside of it. */
function ownTerms(step: StepDefinition): readonly Term[] {
  switch (step.kind) {
    case "run":
      return step.arguments;
    case "branch":
      return step.branches.flatMap(({ condition }) => condition ?? []);
    case "loop":
      return [step.list];
    case "approve":
      return [step.text];
    case "after":
      return [];
  }
}

const termsOf = (step: StepDefinition): readonly Term[] => [
  ...ownTerms(step),
  ...innerOf(step).flatMap((steps) => steps.flatMap(termsOf)),
];

const variablesOf = (step: StepDefinition): readonly string[] => [
  ...(step.kind === "loop" ? [step.name] : []),
  ...innerOf(step).flatMap((steps) => steps.flatMap(variablesOf)),
];

function waitsOf(step: StepDefinition): readonly { readonly label: string; readonly after: boolean }[] {
  if (step.kind === "after") return step.after.map((label) => ({ label, after: true }));
  const labels = new Set(ownTerms(step).flatMap((term) => [...labelsOf(term)]));
  return [...labels].map((label) => ({ label, after: false }));
}

/** By label: the fields that terms read of its result. */
function resultFields(terms: readonly Term[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  const stack: unknown[] = [...terms];
  while (stack.length > 0) {
    const part = stack.pop();
    if (typeof part !== "object" || part === null) continue;
    if ("kind" in part && part.kind === "label") {
      const { label, field } = part as Extract<Term, { kind: "label" }>;
      const fields = found.get(label) ?? [];
      if (!fields.includes(field)) fields.push(field);
      found.set(label, fields);
    } else stack.push(...Object.values(part));
  }
  return found;
}
