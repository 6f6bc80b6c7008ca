/** The executor of a playbook's own process: real time, real calls; what other processes must know goes through the host. */
import type { Result } from "../../engine/respond/action.ts";
import type { Answer, Call, Cancel, Claim, Decision, Doer, Executor, Question } from "../../engine/respond/executor.ts";
import type { Micros } from "../../model/program.ts";
import { runProgram } from "./exec.ts";
import { request } from "./http.ts";
import { wallClock } from "./time.ts";
import type { Allowed, FromPlaybook } from "./wire.ts";

export interface LiveSurroundings {
  readonly root: string;
  readonly allowed: Allowed;
  readonly send: (message: FromPlaybook) => void;
  readonly group: (id: number, alive: boolean) => void;
}

export class LiveExecutor implements Executor {
  readonly mode = "live";
  private readonly around: LiveSurroundings;
  /** How far the host's clock runs in front of this one. */
  private ahead: Micros = 0;
  private readonly claims = new Map<string, (claim: Claim) => void>();
  private readonly questions = new Map<string, (decision: Decision) => void>();

  constructor(around: LiveSurroundings) {
    this.around = around;
  }

  now(): Micros {
    return wallClock() + this.ahead;
  }

  /** It is at least so late. */
  notBefore(time: Micros): void {
    this.ahead = Math.max(this.ahead, time - wallClock());
  }

  wait(delay: Micros, then: () => void): Cancel {
    const timer = setTimeout(then, delay / 1000);
    return () => clearTimeout(timer);
  }

  call({ request: what, timeout }: Call, then: (answer: Answer) => void): Cancel {
    const { root, allowed, group } = this.around;
    if (what.kind === "http") return request(what, timeout, allowed.origins, then);
    return runProgram(what, timeout, { root, programs: allowed.programs, group }, then);
  }

  ask(question: Question, then: (decision: Decision) => void): Cancel {
    const key = keyOf(question);
    const timer = setTimeout(() => this.decided(question, { approved: false, by: null }), question.within / 1000);
    this.questions.set(key, (decision) => {
      clearTimeout(timer);
      then(decision);
    });
    this.around.send({ kind: "ask", question });
    return () => {
      clearTimeout(timer);
      this.questions.delete(key);
    };
  }

  decided(by: Doer, decision: Decision): void {
    take(this.questions, keyOf(by))?.(decision);
  }

  claim(key: string, by: Doer, then: (claim: Claim) => void): void {
    this.claims.set(keyOf(by), then);
    this.around.send({ kind: "claim", key, by });
  }

  claimed(by: Doer, claim: Claim): void {
    take(this.claims, keyOf(by))?.(claim);
  }

  release(key: string, by: Doer, result: Result | null): void {
    this.around.send({ kind: "release", key, by, result });
  }
}

const keyOf = ({ run, step }: Doer): string => `${run} ${step}`;

function take<T>(map: Map<string, T>, key: string): T | undefined {
  const value = map.get(key);
  map.delete(key);
  return value;
}
