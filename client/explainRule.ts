/**
 * Brings the explanation of a rule into sight. Invariant: the panel shows the rule that was asked for or a message says why not; one that
 * the last replay left out is replayed first, with all others, and a replay of them that runs already is waited for.
 */
import * as vscode from "vscode";
import type { RuleTarget } from "./askedRule.ts";
import { folderOf } from "./folders.ts";
import type { Wanted } from "./panel/messages.ts";
import type { Replays } from "./replay.ts";
import type { RuleBook } from "./rules.ts";
import type { ReplayStore } from "./store.ts";

export interface ExplainParts {
  readonly rules: RuleBook;
  readonly replays: Replays;
  readonly store: ReplayStore;
  readonly showPanel: () => Promise<void>;
  readonly showThis: (wanted: Wanted) => Promise<void>;
}

/** `asked`: a line of a log, `auth.log:12`; empty: the rule alone. */
export async function explainRule(parts: ExplainParts, { folder, rule }: RuleTarget, asked: string): Promise<void> {
  const { rules, replays, store, showPanel, showThis } = parts;
  const isKnown = (): boolean => store.folder === folder && store.briefs.some((brief) => brief.rule === rule);
  if (!isKnown()) {
    const open = folderOf(folder);
    const known = rules.find(folder, rule);
    if (!open) return say(`The folder of ${rule} is not open any more. Open it to have the rule explained.`);
    if (!known) return say(`There is no rule ${rule} any more: it was renamed or removed. Choose one of the Forest.`);
    if (known.broken) return say(leftOut(rule));
    const replay = replays.whole(open);
    await showPanel();
    const result = await replay;
    // One that was stopped, or overtaken by another replay, is not what the user waits for; of a failure the panel tells.
    if (!result?.ok || result.summary.cancelled) return;
  }
  return isKnown() ? showThis({ tab: "explain", rule, asked }) : say(leftOut(rule));
}

const leftOut = (rule: string): string =>
  `${rule} has an error, so no replay can take it in and there is nothing to explain. Mend what is underlined in its file first.`;

function say(words: string): void {
  void vscode.window.showInformationMessage(words);
}
