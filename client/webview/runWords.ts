/** Playbook runs as rows, words and places on an axis. Pure. */
import type { PlaybookRun, RunRow, StepTrace } from "../panel/messages.ts";
import type { Data } from "./data.ts";
import { took, value } from "./format.ts";
import type { Ui } from "./view.ts";

/** The runs that have all words of the query: in playbook, trigger, key or result. */
export function listedRuns({ runs }: Pick<Data, "runs">, { runQuery }: Pick<Ui, "runQuery">): readonly RunRow[] {
  const words = runQuery
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
  if (words.length === 0) return runs;
  return runs.filter((run) => {
    const text =
      `${run.playbook} ${triggerName(run)} ${triggerKey(run)} ${run.result} ${run.error ?? ""}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** The selected one, else the first that is listed. */
export function chosenRun(data: Pick<Data, "runs">, ui: Pick<Ui, "run" | "runQuery">): RunRow | undefined {
  const listed = listedRuns(data, ui);
  return listed.find(({ id }) => id === ui.run) ?? listed[0];
}

export const triggerName = ({ on }: Pick<RunRow, "on">): string => (on.kind === "detection" ? on.rule : on.source);

export const triggerKey = ({ on }: Pick<RunRow, "on">): string =>
  on.kind === "detection" ? on.key.map(([, held]) => value(held)).join(" ") : `${on.file}:${on.line}`;

/** What it took, beside what it would have taken one step after the other. */
export function parallelText({ started, ended, serial, result }: PlaybookRun): string {
  const own = `${result === "stopped" ? "Stopped after" : "Took"} ${took(ended - started)}`;
  if (serial === ended - started) return `${own}, one action after another`;
  return `${own}; one action after another would have taken ${took(serial)}`;
}

/** `done at the second attempt` */
export function outcomeText({ outcome, attempts, reason, kind, result }: StepTrace): string {
  const times = attempts.length;
  const ordinal = ["first", "second", "third", "fourth", "fifth"][times - 1] ?? `${times}th`;
  if (outcome === "done" && kind === "approval") {
    const by = result.find(([field]) => field === "by")?.[1];
    return by == null ? "approved" : `approved by ${value(by)}`;
  }
  if (outcome === "done") return times > 1 ? `done at the ${ordinal} attempt` : "done";
  if (outcome === "failed" && times > 1) return `failed at the ${ordinal} attempt, its last`;
  const word = outcome === "untaken" ? "not to be done" : outcome;
  return reason === null ? word : `${word}: ${reason}`;
}

/** What stands in place of bars where there are none. */
export function instead({ begin, once, outcome, reason, attempts, kind }: StepTrace): string | null {
  if (begin === null)
    return `${outcome === "untaken" ? "not to be done" : outcome}${reason === null ? "" : `: ${reason}`}`;
  if (once !== null && attempts.length === 0) return `once: as ${once.step} had done it`;
  return kind === "action" && attempts.length === 0 ? reason : null;
}
