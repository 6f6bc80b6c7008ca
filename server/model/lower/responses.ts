/**
 * Actions, playbooks, rankings and ignores: they are about detections, and nothing in a pattern needs them. Invariant: actions
 * are known before the playbooks that call them, wherever they are written; what comes back is whole.
 */
import type { RuleInfo } from "../analysis.ts";
import type { Declared, Definition, Names } from "../names.ts";
import { lowerAction, type LoweredAction } from "./action.ts";
import type { Lowering } from "./context.ts";
import { lowerIgnore, type LoweredIgnore } from "./ignore.ts";
import { lowerPlaybook } from "./playbook.ts";
import { lowerRanking } from "./ranking.ts";
import type { ActionDefinition, PlaybookDefinition, RankingDefinition } from "../program.ts";
import type { Wholeness } from "../wholeness.ts";

export interface LoweredResponses {
  readonly ignores: readonly LoweredIgnore[];
  readonly actions: readonly ActionDefinition[];
  readonly playbooks: readonly PlaybookDefinition[];
  readonly rankings: readonly RankingDefinition[];
}

/** `rules` are settled, as is what they stand on. */
export function lowerResponses(
  names: Names,
  lowering: (declared: Declared) => Lowering,
  rules: readonly RuleInfo[],
  whole: Wholeness,
): LoweredResponses {
  const ignores: LoweredIgnore[] = [];
  const playbooks: PlaybookDefinition[] = [];
  const rankings: RankingDefinition[] = [];
  const actions = new Map<Definition, LoweredAction>();
  const wholeActions: ActionDefinition[] = [];
  for (const declared of names.declared) {
    const { declaration, definition } = declared;
    if (declaration.kind !== "action") continue;
    const c = lowering(declared);
    const action = lowerAction(c, declaration);
    if (definition !== null && !actions.has(definition)) actions.set(definition, action);
    const settled = whole.settle(declared, c, action.definition);
    if (settled !== null) wholeActions.push(settled);
  }
  const legs = new Map(rules.map(({ definition, legs: own }) => [definition, own]));
  const named = (name: string): Definition | null => names.byName.get(name) ?? null;
  const actionOf = (name: string): LoweredAction | null => actions.get(named(name)!) ?? null;
  for (const declared of names.declared) {
    const { declaration } = declared;
    if (declaration.kind === "playbook") {
      const c = lowering(declared);
      const playbook = whole.settle(declared, c, lowerPlaybook(c, declaration, actionOf));
      if (playbook !== null) playbooks.push(playbook);
    } else if (declaration.kind === "ranking") {
      const c = lowering(declared);
      const ranking = whole.settle(declared, c, lowerRanking(c, declaration));
      if (ranking !== null) rankings.push(ranking);
    } else if (declaration.kind === "ignore") {
      const c = lowering(declared);
      const ignore = lowerIgnore(c, declaration, (name) => legs.get(named(name)) ?? null);
      if (ignore !== null && !c.broken && !declaration.broken) ignores.push(ignore);
    }
  }
  rankings.sort((a, b) => (a.name < b.name ? -1 : 1));
  return { ignores, actions: wholeActions, playbooks, rankings };
}
