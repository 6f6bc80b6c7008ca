/** What Explain is about: the rule that is chosen, what is known of it, and of one line if one was asked for. Pure. */
import type { RecordExplanation, RuleBrief, RuleExplanation } from "../panel/messages.ts";
import type { Data } from "./data.ts";
import { reachOf } from "./ladderWords.ts";
import type { Ui } from "./view.ts";

export interface Explained {
  readonly brief: RuleBrief;
  /** Null until the server has answered. */
  readonly explanation: RuleExplanation | null;
  /** Of the line in `ui.asked`. */
  readonly record: RecordExplanation | null;
  readonly failure: string | null;
}

/** Null: no rule took part in a replay yet. */
export function explainedOf({ briefs, answer }: Data, ui: Ui): Explained | null {
  const brief = briefs.find(({ rule }) => rule === ui.explained) ?? firstToExplain(briefs);
  if (brief === null) return null;
  const own = answer?.rule === brief.rule ? answer : null;
  const record = own?.asked === ui.asked && own.answer.ok ? own.answer.record : null;
  return {
    brief,
    explanation: own === null ? null : own.answer.ok ? own.answer.explanation : own.before,
    record,
    failure: own === null || own.answer.ok || own.asked !== ui.asked ? null : own.answer.message,
  };
}

/** Of those that did not fire the one that came nearest: that is what one wants to know of. */
const firstToExplain = (briefs: readonly RuleBrief[]): RuleBrief | null =>
  briefs.toSorted((a, b) => nearness(b) - nearness(a))[0] ?? null;

/** A line of a log, as opposed to words to look for. */
export const isLine = (text: string): boolean => /^.+:\d+$/.test(text.trim());

/** The rules in the order and as far as the user wants them. */
export function listed({ briefs, state }: Data, { finding, ruleOrder }: Ui): readonly RuleBrief[] {
  const words = isLine(finding) ? "" : finding.trim().toLowerCase();
  const found = briefs.filter((brief) => words === "" || isAbout(brief, words));
  if (ruleOrder === "fired") return found.toSorted((a, b) => b.fired - a.fired);
  // Those that came nearest without firing first, those that fired last.
  if (ruleOrder === "steps") return found.toSorted((a, b) => nearness(b) - nearness(a));
  const places = new Map(state?.rules?.map(({ name }, index) => [name, index]));
  const at = ({ rule }: RuleBrief): number => places.get(rule) ?? Infinity;
  return found.toSorted((a, b) => at(a) - at(b) || 0);
}

const isAbout = ({ rule, nearest }: RuleBrief, words: string): boolean =>
  rule.toLowerCase().includes(words) ||
  nearest.some(({ key }) => key.some(([, value]) => String(value).toLowerCase().includes(words)));

function nearness(brief: RuleBrief): number {
  const { reached, steps } = reachOf(brief);
  return brief.fired > 0 ? -1 : reached / Math.max(1, steps);
}
