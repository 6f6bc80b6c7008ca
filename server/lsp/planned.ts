/**
 * What a person agrees to before playbooks run for real. Invariant: the agreement is to a list, call by call; where the
 * playbooks would call anything else by now, all of it is refused.
 */
import { plannedCalls } from "../engine/respond/planned.ts";
import { check } from "../checks/index.ts";
import type { Analysis } from "../model/analysis.ts";
import type { Program } from "../model/program.ts";
import type { PlannedCall, PlannedResult } from "../protocol.ts";

export function planned(program: Program): PlannedResult {
  const calls = plannedCalls(program);
  if (calls.length > 0) return { ok: true, calls };
  const what =
    program.playbooks.length === 0
      ? "There is no playbook in this folder that could run"
      : "The playbooks of this folder call nothing";
  return { ok: false, message: `${what}. Write one (or mend the one that has errors), then run this again.` };
}

/** Why nothing is called from these rule files; null: they are sound. */
export function brokenRules(analysis: Analysis): string | null {
  if (!check(analysis).some(({ severity }) => severity === "error")) return null;
  return "Nothing was called: while there are errors in this folder's rule files, what is left of them may call for something that nobody wrote. Mend them (the Problems view lists them), then run the command again.";
}

/** Why nothing is called; null: all that would be called was agreed to. */
export function notAgreed(program: Program, agreed: readonly PlannedCall[]): string | null {
  const known = new Set(agreed.map(keyOf));
  const others = plannedCalls(program).filter((call) => !known.has(keyOf(call)));
  if (others.length === 0) return null;
  const { playbook, line } = others[0]!;
  return `Nothing was called: the playbooks have changed since the list was confirmed (${playbook} would now call ${line}). Run the command again and read the new list.`;
}

const keyOf = ({ playbook, action, kind, line, target }: PlannedCall): string =>
  JSON.stringify([playbook, action, kind, line, target]);
