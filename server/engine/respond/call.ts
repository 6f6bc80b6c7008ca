/**
 * Calls an action for a step: once where it says so, again where that may help. Invariant: says how it ended once, and within
 * the time that its run has left.
 */
import type { Micros, Value } from "../../model/program.ts";
import { requestLine, titleOf, type ActionPlan, type Request, type Result } from "./action.ts";
import type { Answer, Doer, Executor } from "./executor.ts";
import type { Instance } from "./frame.ts";

/** Between two attempts: doubled each time, up to the second number. */
const PAUSE: readonly [Micros, Micros] = [500_000, 30_000_000];

/** The run that a call is for. */
export interface CallHost {
  readonly run: string;
  readonly executor: Executor;
  timeLeft(): Micros;
  /** Everything that happens to a run happens in one of its turns. */
  turn(happens: () => void): void;
  done(instance: Instance, answer: Answer): void;
  /** The run has taken as long as one may. */
  late(): void;
}

export function callAction(host: CallHost, instance: Instance, action: ActionPlan, values: readonly Value[]): void {
  const { definition } = action;
  instance.title = titleOf(definition, values);
  instance.begin = host.executor.now();
  const item = action.item(values);
  const missing = definition.parameters[values.indexOf(null)];
  const request = missing === undefined ? action.request(item) : `its \`${missing.name}\` is missing`;
  if (typeof request === "string") return host.done(instance, { ok: false, status: request, again: false });
  instance.request = requestLine(request);
  const key = action.onceKey(item);
  const doer = { run: host.run, step: instance.name };
  const calling = { instance, action, item, request, once: key === null ? null : { key, doer } };
  if (key === null) return attempt(host, calling);
  host.executor.claim(key, doer, (claim) =>
    host.turn(() => {
      if (claim.kind === "yours") return attempt(host, calling);
      instance.once = claim.by;
      host.done(instance, { ok: true, status: "", result: claim.result });
    }),
  );
}

interface Calling {
  readonly instance: Instance;
  readonly action: ActionPlan;
  readonly item: ReturnType<ActionPlan["item"]>;
  readonly request: Request;
  readonly once: { readonly key: string; readonly doer: Doer } | null;
}

function attempt(host: CallHost, calling: Calling): void {
  const { executor } = host;
  const { instance, action, item, request, once } = calling;
  const begin = executor.now();
  const number = instance.attempts.length + 1;
  const timeout = Math.min(action.definition.timeout, host.timeLeft());
  const call = { run: host.run, step: instance.name, attempt: number, action, item, request, timeout };
  instance.cancel = executor.call(call, (answer) => {
    /** Null: it failed for good. */
    let ended: { readonly result: Result | null } | undefined;
    host.turn(() => {
      if (instance.state !== "running") return;
      instance.cancel = null;
      const { ok, status } = answer;
      instance.attempts.push({ begin, end: executor.now(), ok, status });
      if (!ok && host.timeLeft() <= 0) return host.late();
      if (!ok && answer.again && number <= action.definition.retry) return pause(host, calling);
      ended = { result: ok ? answer.result : null };
      host.done(instance, answer);
    });
    // Those who wait for it go on when this run has.
    if (once !== null && ended !== undefined) executor.release(once.key, once.doer, ended.result);
  });
}

function pause(host: CallHost, calling: Calling): void {
  const { instance } = calling;
  const time = Math.min(PAUSE[0] * 2 ** (instance.attempts.length - 1), PAUSE[1], host.timeLeft());
  instance.cancel = host.executor.wait(time, () =>
    host.turn(() => (host.timeLeft() <= 0 ? host.late() : attempt(host, calling))),
  );
}
