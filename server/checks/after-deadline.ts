/**
 * A step behind a rule that is raised at the end of a wait: what happens during the wait is before that rule, so the step
 * looks at what comes later still.
 */
import type { Name, Pattern, RuleDeclaration, Step } from "../../grammar/ast.ts";
import type { Analysis } from "../model/analysis.ts";
import { ownCheck } from "./diagnostic.ts";
import { usesIn, withEventsOf } from "./throughEvents.ts";

export const afterDeadline = ownCheck(
  "after-deadline",
  "warning",
  "A step behind a rule that ends with a wait",
  function* (analysis) {
    const waits = waitingRules(analysis);
    if (waits.size === 0) return;
    for (const { document, declaration } of analysis.rules) {
      for (const { text, start, end } of shapeOf(declaration).followed) {
        if (!waits.has(text)) continue;
        yield {
          location: { document, start, end },
          message: `\`${text}\` is raised at the end of a wait, so the steps behind it see only what happens after that; what happens during the wait is before it. If the order does not matter write \`all within\`, else wait in this rule.`,
        };
      }
    }
  },
);

interface Shape {
  /** Its detections come about at a deadline. */
  readonly waits: boolean;
  /** What its steps name that have others behind them. */
  readonly followed: readonly Name[];
}

/** A rule is looked at once, though others around it change. */
const shapes = new WeakMap<RuleDeclaration, Shape>();

function shapeOf(rule: RuleDeclaration): Shape {
  const known = shapes.get(rule);
  if (known !== undefined) return known;
  const { when } = rule;
  const followed = (when === undefined ? [] : sequencesIn(when)).flatMap((steps) =>
    steps
      .slice(0, Math.max(0, steps.findLastIndex(takesItems)))
      .flatMap((step) => usesIn(step).flatMap(({ name }) => name ?? [])),
  );
  const shape = { waits: when !== undefined && endsInWait(when), followed };
  shapes.set(rule, shape);
  return shape;
}

/** The steps of each sequence of a pattern, nested ones too. */
function sequencesIn(pattern: Step): readonly (readonly Step[])[] {
  if (pattern.kind === "sequence") return [pattern.steps, ...pattern.steps.flatMap(sequencesIn)];
  return pattern.kind === "all" || pattern.kind === "any" ? pattern.members.flatMap(sequencesIn) : [];
}

const takesItems = (step: Step): boolean => step.kind !== "no" && step.kind !== "until";

/** Rules whose detections come about at a deadline, and events that name such. */
function waitingRules(analysis: Analysis): ReadonlySet<string> {
  const waits = new Set<string>();
  for (const { declaration } of analysis.rules) {
    if (declaration.name !== undefined && shapeOf(declaration).waits) waits.add(declaration.name.text);
  }
  return withEventsOf(analysis, waits);
}

function endsInWait(pattern: Pattern): boolean {
  if (pattern.kind === "all") return pattern.members.some(({ kind }) => kind === "no");
  if (pattern.kind !== "sequence") return false;
  const relevant = pattern.steps.filter(({ kind }) => kind !== "until");
  return relevant.at(-1)?.kind === "no" && relevant.length > 1;
}
