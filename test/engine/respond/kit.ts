/** Playbooks from their text, run by the virtual executor with starts made by hand. */
import { compilePlaybook } from "../../../server/engine/respond/plan.ts";
import type { QueueLimits } from "../../../server/engine/respond/queue.ts";
import type { Start } from "../../../server/engine/respond/start.ts";
import type { PlaybookRun, StepTrace } from "../../../server/engine/respond/trace.ts";
import { VirtualResponder } from "../../../server/engine/respond/virtual.ts";
import type { Program, Value } from "../../../server/model/program.ts";
import { analyzed } from "../../kit/rules.ts";
import assert from "node:assert/strict";
import { check } from "../../../server/checks/index.ts";

const SEEN = `
rule seen { severity high  by ip, user  when sequence within 1h { t: count(login_failed) > 2  login }  emit users = values(t.user) }
`;

/** Playbooks `on seen`, whose detections have `ip`, `user` and the list `users`. Errors fail the test. */
export function programOf(text: string): Program {
  const analysis = analyzed(text + SEEN);
  const errors = check(analysis).filter(({ severity }) => severity === "error");
  assert.deepEqual(
    errors.map(({ message }) => message),
    [],
  );
  return analysis.program;
}

export interface Given {
  readonly id?: string;
  readonly at?: number;
  readonly playbook?: string;
  readonly fields?: Readonly<Record<string, Value>>;
}

export function startOf(program: Program, { id = "r", at = 0, playbook, fields = {} }: Given): Start {
  const definition = program.playbooks.find(({ name }) => name === (playbook ?? program.playbooks[0]!.name))!;
  const { schema } = compilePlaybook(definition, program);
  const values = schema.fields.map((field) => fields[field] ?? null);
  const on = { kind: "detection", id, rule: "seen", severity: "high", key: [] } as const;
  return { id, playbook: definition.name, on, raised: at, values };
}

/** Runs in the order in which they end. */
export function simulate(program: Program, given: readonly Given[], limits?: QueueLimits): readonly PlaybookRun[] {
  const runs: PlaybookRun[] = [];
  const responder = new VirtualResponder(program, (run) => runs.push(run), limits);
  for (const each of given) responder.take(startOf(program, each));
  responder.finish();
  return runs;
}

/** The one run of a text with one playbook. */
export function runOf(text: string, fields: Given["fields"] = {}): PlaybookRun {
  const [run] = simulate(programOf(text), [{ fields }]);
  assert.ok(run);
  return run;
}

/** `block 0..2000 done`, in milliseconds. */
export const brief = ({ label, action, begin, end, outcome }: StepTrace): string =>
  `${label ?? action ?? "approval"} ${begin === null ? "-" : `${begin / 1000}..${end! / 1000}`} ${outcome}`;
