/** What a ladder says in words: how far a rule came, where its matches went, where it stops. Pure. */
import type { LadderStep, Losses, NearMiss, NearRecord, RuleBrief } from "../panel/messages.ts";
import { count, counted } from "./format.ts";

/** The steps that a match climbs: those of a `no` or `until` are none. */
export const climbed = (ladder: readonly LadderStep[]): readonly LadderStep[] =>
  ladder.filter(({ reached }) => reached !== null);

export interface Reach {
  readonly reached: number;
  readonly steps: number;
}

/** How many of its steps a rule reached. */
export function reachOf({ ladder }: Pick<RuleBrief, "ladder">): Reach {
  const steps = climbed(ladder);
  const stop = steps.findIndex(({ reached }) => reached === 0);
  return { reached: stop < 0 ? steps.length : stop, steps: steps.length };
}

/** The step at which no match arrived; null: all were reached. */
export const stopOf = (ladder: readonly LadderStep[]): LadderStep | null =>
  climbed(ladder).find(({ reached }) => reached === 0) ?? null;

/** How many steps a match has climbed that stands on this one: what a near miss that got no further has `reached`. */
export const ordinalOf = (ladder: readonly LadderStep[], step: LadderStep): number => climbed(ladder).indexOf(step) + 1;

export const nameOf = ({ label, step }: Pick<LadderStep, "label" | "step">): string => label ?? step;

/** What a record of a near miss was, in a word: its label, or the first word of its step. */
export const nameIn = (ladder: readonly LadderStep[], { label, step }: Pick<NearRecord, "label" | "step">): string =>
  label ?? ladder[step]?.label ?? /^\w+/.exec(ladder[step]?.step ?? "")?.[0] ?? "";

/** `15m`: the window of a pattern's head. */
export const windowOf = (when: string): string | null => / within (\S+)$/.exec(when)?.[1] ?? null;

/** Words between backticks are code. */
export function lossesOf({ lost, nearest, reached }: LadderStep, ladder: readonly LadderStep[], when: string): string {
  const window = windowOf(when);
  const enders = ladder.filter(({ kills }) => kills > 0);
  const ender = enders.length === 1 ? ` by \`${enders[0]!.step}\`` : "";
  const words: Record<keyof Losses, (n: string) => string> = {
    expired: (n) => `${n} expired${window === null ? "" : ` after ${window}`}`,
    ended: (n) => `${n} ended${ender}`,
    ties: (n) => `${n} lost to ties`,
    used: (n) => `${n} used up by a detection`,
    open: (n) => `${n} open when the logs ended`,
    unfollowed: (n) => `${n} not followed, too many at once`,
  };
  const parts = Object.entries(lost).flatMap(([loss, n]) => (n > 0 ? [words[loss as keyof Losses](count(n))] : []));
  if (nearest !== null && reached === 0) parts.push(`nearest ${nearest}`);
  return parts.join(", ");
}

const WHY: Readonly<Record<NearMiss["missing"]["kind"], string>> = {
  nothing: "in vain",
  late: "too late",
  count: "short of the count",
  excluded: "excluded",
  keyless: "without a key field",
  tie: "at the same time",
  ended: "ended",
};

/** Behind *Stops here*: `3 waited for it: 1 too late, 1 excluded`. */
export function waitedFor(step: LadderStep, ladder: readonly LadderStep[], misses: readonly NearMiss[]): string {
  const steps = climbed(ladder);
  const before = steps[steps.indexOf(step) - 1]?.reached ?? null;
  const own = misses.filter((miss) => ladder[miss.step] === step);
  const kinds = new Map<string, number>();
  for (const { missing } of own) kinds.set(WHY[missing.kind], (kinds.get(WHY[missing.kind]) ?? 0) + 1);
  const why = [...kinds].map(([kind, n]) => `${count(n)} ${kind}`).join(", ");
  if (before === null)
    return step.records === 0 ? "No record fits it." : counted(step.records, "record") + " were not enough.";
  const waited = `${count(before)} waited for it`;
  if (why === "") return `${waited}.`;
  return own.length < before ? `${waited}; of the nearest ${why}` : `${waited}: ${why}`;
}
