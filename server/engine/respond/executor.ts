/**
 * What a run needs from around it: a clock, calls, questions, and what was done once. Two stand behind it: the virtual one
 * of replays and the live one. Invariant: every answer comes once at most and never inside of the call that asks for it,
 * but for `claim`.
 */
import type { Micros } from "../../model/program.ts";
import type { ActionPlan, Request, Result } from "./action.ts";
import type { Item } from "../item.ts";

export interface Executor {
  readonly mode: "simulated" | "live";
  now(): Micros;
  wait(delay: Micros, then: () => void): Cancel;
  call(call: Call, then: (answer: Answer) => void): Cancel;
  ask(question: Question, then: (decision: Decision) => void): Cancel;
  /** Who claims a key first does the work and must `release` it; all others hear of it then. */
  claim(key: string, by: Doer, then: (claim: Claim) => void): void;
  /** Null: it was not done, so the next in line may try. */
  release(key: string, by: Doer, result: Result | null): void;
}

/** Gives up on an answer that has not come. */
export type Cancel = () => void;

export interface Call {
  readonly run: string;
  /** The step, with the numbers of the rounds that it is in: `block`, `block[2]`. */
  readonly step: string;
  /** From 1. */
  readonly attempt: number;
  readonly action: ActionPlan;
  readonly item: Item;
  readonly request: Request;
  readonly timeout: Micros;
}

/** `again`: another attempt may do better. */
export type Answer =
  | { readonly ok: true; readonly status: string; readonly result: Result }
  | { readonly ok: false; readonly status: string; readonly again: boolean };

export interface Question {
  readonly run: string;
  readonly step: string;
  readonly playbook: string;
  readonly text: string;
  /** Who may answer; empty: anybody. */
  readonly by: readonly string[];
  readonly within: Micros;
}

/** `by` null: nobody answered in time. */
export interface Decision {
  readonly approved: boolean;
  readonly by: string | null;
}

export interface Doer {
  readonly run: string;
  readonly step: string;
}

export type Claim = { readonly kind: "yours" } | { readonly kind: "done"; readonly by: Doer; readonly result: Result };

/** What was done once, and who waits to hear of it. Grows with the keys, which cannot be forgotten. */
export class Once {
  private readonly entries = new Map<string, Entry>();

  claim(key: string, by: Doer, then: (claim: Claim) => void): void {
    const entry = this.entries.get(key);
    if (entry === undefined) {
      this.entries.set(key, { by, result: null, waiting: [] });
      then({ kind: "yours" });
    } else if (entry.result !== null) then({ kind: "done", by: entry.by, result: entry.result });
    else entry.waiting.push({ by, then });
  }

  release(key: string, by: Doer, result: Result | null): void {
    const entry = this.entries.get(key);
    if (entry === undefined || entry.result !== null || entry.by.run !== by.run || entry.by.step !== by.step) return;
    const { waiting } = entry;
    if (result !== null) {
      entry.result = result;
      entry.waiting = [];
      for (const { then } of waiting) then({ kind: "done", by, result });
      return;
    }
    const next = waiting.shift();
    if (next === undefined) return void this.entries.delete(key);
    entry.by = next.by;
    next.then({ kind: "yours" });
  }

  /** A doer that is gone neither waits nor does. */
  leave(run: string): void {
    for (const [key, entry] of this.entries) {
      entry.waiting = entry.waiting.filter(({ by }) => by.run !== run);
      if (entry.by.run === run && entry.result === null) this.release(key, entry.by, null);
    }
  }
}

interface Entry {
  by: Doer;
  result: Result | null;
  waiting: { readonly by: Doer; readonly then: (claim: Claim) => void }[];
}
