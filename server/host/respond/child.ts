/**
 * The process of one playbook: its runs, all at once, with real calls. Invariant: it does what its host sends and calls only
 * what was agreed to; when the host is gone it ends, and what it started with it.
 */
import { compilePlaybook, type PlaybookPlan } from "../../engine/respond/plan.ts";
import { Run } from "../../engine/respond/run.ts";
import type { PlaybookRun } from "../../engine/respond/trace.ts";
import { killGroup } from "./exec.ts";
import { LiveExecutor } from "./liveExecutor.ts";
import type { FromPlaybook, Load, ToPlaybook } from "./wire.ts";

const send = (message: FromPlaybook): void => void process.send?.(message);

let plan: PlaybookPlan | null = null;
let executor: LiveExecutor | null = null;
let ended: PlaybookRun[] = [];
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
function hand(run: PlaybookRun): void {
  if (ended.push(run) > 1) return;
  setImmediate(() => {
    send({ kind: "ended", runs: ended });
    ended = [];
  });
}

process.on("message", (message: ToPlaybook) => {
  switch (message.kind) {
    case "load":
      return load(message);
    case "begin":
      for (const { start, queued } of message.runs) {
        executor!.notBefore(queued);
        new Run(plan!, start, queued, executor!, hand).begin();
      }
      return;
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
