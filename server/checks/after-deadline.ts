/**
 * A step behind a rule that is raised at the end of a wait: what happens during the wait is before that rule, so the step
 * looks at what comes later still.
 */
import type { Name, Pattern, Step } from "../../grammar/ast.ts";
import { ownCheck } from "./diagnostic.ts";
import { inEachText } from "./eachText.ts";
import { usesIn, withEventsOf } from "./throughEvents.ts";

export const afterDeadline = ownCheck(
  "after-deadline",
  "warning",
  "A step behind a rule that ends with a wait",
  function* (analysis) {
    const waits = withEventsOf(analysis, waitingRules(analysis));
    if (waits.size === 0) return;
    for (const { name, document, start, end } of followedIn(analysis)) {
      if (!waits.has(name)) continue;
      yield {
        location: { document, start, end },
        message: `\`${name}\` is raised at the end of a wait, so the steps behind it see only what happens after that; what happens during the wait is before it. If the order does not matter write \`all within\`, else wait in this rule.`,
      };
    }
  },
);

/** What steps name that have others behind them. */
const followedIn = inEachText(({ uri: document, tree }) =>
  tree.declarations.flatMap((declaration) => {
    if (declaration.kind !== "rule" || declaration.when === undefined) return [];
    return sequencesIn(declaration.when)
      .flatMap(namesFollowed)
      .map((name) => ({ name: name.text, document, ...spanOf(name) }));
  }),
);

const spanOf = ({ start, end }: Name) => ({ start, end });

const namesFollowed = (steps: readonly Step[]): readonly Name[] =>
  steps
    .slice(0, Math.max(0, steps.findLastIndex(takesItems)))
    .flatMap((step) => usesIn(step).flatMap(({ name }) => name ?? []));

/** The steps of each sequence of a pattern, nested ones too. */
function sequencesIn(pattern: Step): readonly (readonly Step[])[] {
  if (pattern.kind === "sequence") return [pattern.steps, ...pattern.steps.flatMap(sequencesIn)];
  return pattern.kind === "all" || pattern.kind === "any" ? pattern.members.flatMap(sequencesIn) : [];
}

const takesItems = (step: Step): boolean => step.kind !== "no" && step.kind !== "until";

/** Rules whose detections come about at a deadline. */
const waitingRules = inEachText(({ tree }) =>
  tree.declarations.flatMap((declaration) => {
    if (declaration.kind !== "rule" || declaration.name === undefined || declaration.when === undefined) return [];
    return endsInWait(declaration.when) ? [declaration.name.text] : [];
  }),
);

function endsInWait(pattern: Pattern): boolean {
  if (pattern.kind === "all") return pattern.members.some(({ kind }) => kind === "no");
  if (pattern.kind !== "sequence") return false;
  const relevant = pattern.steps.filter(({ kind }) => kind !== "until");
  return relevant.at(-1)?.kind === "no" && relevant.length > 1;
}
