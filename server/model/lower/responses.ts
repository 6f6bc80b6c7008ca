/**
 * Actions, playbooks, rankings and ignores: they are about detections, and nothing in a pattern needs them. Invariant: actions
 * are known before the playbooks that call them, wherever they are written; what comes back is whole.
 */
import type { Lowerer } from "../lowerer.ts";
import type { Definition } from "../names.ts";
import type { ActionDefinition, PlaybookDefinition, RankingDefinition } from "../program.ts";
import type { Wholeness } from "../wholeness.ts";
import { lowerAction, type LoweredAction } from "./action.ts";
import { lowerIgnore, type LoweredIgnore } from "./ignore.ts";
import { lowerPlaybook } from "./playbook.ts";
import { lowerRanking } from "./ranking.ts";

export interface LoweredResponses {
  readonly ignores: readonly LoweredIgnore[];
  readonly actions: readonly ActionDefinition[];
  readonly playbooks: readonly PlaybookDefinition[];
  readonly rankings: readonly RankingDefinition[];
}

/** Rules are settled, as is what they stand on. Fills `actions`. */
export function lowerResponses(
  lowerer: Lowerer,
  actions: Map<Definition, LoweredAction>,
  whole: Wholeness,
): LoweredResponses {
  const wholeActions = lowerer.of("action").flatMap((declared) => {
    const { outcome, result } = lowerer.lowered(declared, lowerAction);
    const { definition } = declared;
    if (definition !== null && !actions.has(definition)) actions.set(definition, result);
    return whole.settle(declared, outcome, result.definition) ?? [];
  });
  const playbooks = lowerer.wholeOf("playbook", lowerPlaybook);
  const rankings = lowerer.wholeOf("ranking", lowerRanking);
  const ignores = lowerer.of("ignore").flatMap((declared) => lowerer.lowered(declared, lowerIgnore).result ?? []);
  return {
    ignores,
    actions: wholeActions,
    playbooks,
    rankings: rankings.sort((a, b) => (a.name < b.name ? -1 : 1)),
  };
}
