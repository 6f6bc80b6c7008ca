/**
 * The process of one playbook: its runs, all at once, with real calls. Invariant: it does what its host sends and calls only
 * what was agreed to; when the host is gone it ends, and what it started with it.
 */
import { compilePlaybook, type PlaybookPlan } from "../../engine/respond/plan.ts";
import { Run } from "../../engine/respond/run.ts";
import type { PlaybookRun } from "../../engine/respond/trace.ts";
import { killGroup } from "./exec.ts";
import { LiveExecutor } from "./liveExecutor.ts";
import type { Begun, Ended, FromPlaybook, Load, ToPlaybook } from "./wire.ts";

const send = (message: FromPlaybook): void => void process.send?.(message);

let plan: PlaybookPlan | null = null;
let executor: LiveExecutor | null = null;
let finished: Ended[] = [];
const groups = new Set<number>();

function load({ playbook, program, root, allowed }: Load): void {
  const definition = program.playbooks.find(({ name }) => name === playbook);
  if (definition === undefined) throw new Error(`the host sent no playbook ${playbook}`);
  plan = compilePlaybook(definition, program);
  const group = (id: number, alive: boolean): void => {
    if (alive) groups.add(id);
    else groups.delete(id);
    send({ kind: "program", group: id, alive });
  };
  executor = new LiveExecutor({ root, allowed, send, group });
}

/** Those that end in one turn of the loop go in one message. */
function hand({ id, started, ended, serial, result, error, steps }: PlaybookRun): void {
  if (finished.push({ id, started, ended, serial, result, error, steps }) > 1) return;
  setImmediate(() => {
    send({ kind: "ended", runs: finished });
    finished = [];
  });
}

function begin({ queued, ...run }: Begun): void {
  executor!.notBefore(queued);
  const { name } = plan!.definition;
  new Run(plan!, { ...run, playbook: name, on: UNTOLD }, queued, executor!, hand).begin();
}

/** What started a run its host knows. */
const UNTOLD = { kind: "record", source: "", file: "", line: 0 } as const;

process.on("message", (message: ToPlaybook) => {
  switch (message.kind) {
    case "load":
      return load(message);
    case "begin":
      return message.runs.forEach(begin);
    case "claimed":
      return executor!.claimed(message.by, message.claim);
    case "decided":
      return executor!.decided(message.by, message.decision);
  }
});
process.on("disconnect", () => {
  groups.forEach(killGroup);
  process.exit();
});
