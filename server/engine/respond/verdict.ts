/** Whether what a step waited for keeps it from being done. Invariant: asked only when all of it is settled. */
import type { Instance, Outcome } from "./frame.ts";
import type { Wait } from "./plan.ts";

export interface Verdict {
  readonly outcome: Outcome;
  readonly reason: string;
}

/** Null: it may be done. */
export function judge({ target, after }: Wait, targets: readonly Instance[], onFailure: boolean): Verdict | null {
  const failed = targets.find(({ outcome }) => outcome === "failed" || outcome === "blocked");
  // What is done on failure is done because something failed.
  if (failed !== undefined && !(onFailure && !target.onFailure)) {
    const why = failed.outcome === "failed" ? "failed" : "was not done";
    return { outcome: "blocked", reason: `\`${failed.name}\` ${why}` };
  }
  if (!after || targets.length === 0 || targets.some(({ outcome }) => outcome === "done")) return null;
  const [first] = targets;
  const why = first!.outcome === "refused" ? "was refused" : "was not to be done";
  return { outcome: "untaken", reason: `\`${first!.name}\` ${why}` };
}
