/**
 * What a run of a playbook leaves behind: queued, started, each step's attempts and results. Invariant: plain data; all
 * times are microseconds since 1970 UTC of one clock, and raised <= queued <= started <= ended.
 */
import type { Micros, Severity, Value } from "../../model/program.ts";

export interface PlaybookRun {
  /** Hash of playbook and what started it: 16 hex digits. */
  readonly id: string;
  readonly playbook: string;
  readonly on: Trigger;
  /** `simulated`: nothing left the machine. */
  readonly mode: "simulated" | "live";
  /** When what started it came about. */
  readonly raised: Micros;
  /** When the event queue had room for it. */
  readonly queued: Micros;
  /** When the playbook had a free place for it. */
  readonly started: Micros;
  readonly ended: Micros;
  /** How long its steps would take one after the other; `ended - started` is how long they took. */
  readonly serial: Micros;
  /** `stopped`: it took longer than a run may take, or its process ended. */
  readonly result: "done" | "failed" | "stopped";
  /** What failed first, in words; null: nothing did. */
  readonly error: string | null;
  /** Calls and approvals in the order of the text, those of loops once per element. */
  readonly steps: readonly StepTrace[];
}

/** What started a run: a detection, or a record where the playbook is `on` such. */
export type Trigger =
  | {
      readonly kind: "detection";
      /** That of the detection. */
      readonly id: string;
      readonly rule: string;
      readonly severity: Severity;
      readonly key: readonly (readonly [field: string, value: Value])[];
    }
  | { readonly kind: "record"; readonly source: string; readonly file: string; readonly line: number };

export interface StepTrace {
  readonly kind: "action" | "approval";
  readonly label: string | null;
  /** Null: an approval. */
  readonly action: string | null;
  /** What it does, short: `block_ip(203.0.113.47)`; of an approval the question. */
  readonly title: string;
  /** The element of the `for each` around it, innermost last; empty: there is none. */
  readonly each: readonly Value[];
  /** In `on failure`. */
  readonly onFailure: boolean;
  /** Steps that it named and so waited for: indexes into `steps`. */
  readonly waited: readonly number[];
  /** Null: it never began. */
  readonly begin: Micros | null;
  readonly end: Micros | null;
  /**
   * `refused`: an approval that was not given. `untaken`: of a branch that was not taken, or behind a refusal. `blocked`: what it
   * waited for failed. `stopped`: the run ended before it did.
   */
  readonly outcome: "done" | "failed" | "refused" | "untaken" | "blocked" | "stopped";
  /** Why it is not done, in words; null: it is. */
  readonly reason: string | null;
  /** `once per`: not called, since this step of this run had done the same; null: called, or never begun. */
  readonly once: { readonly run: string; readonly step: string } | null;
  /** Of what is called: `POST https://firewall.example/api/block`, `./block.sh 203.0.113.47`; null: nothing is. */
  readonly request: { readonly line: string; readonly body: string | null } | null;
  readonly attempts: readonly Attempt[];
  readonly result: readonly (readonly [field: string, value: Value])[];
}

export interface Attempt {
  readonly begin: Micros;
  readonly end: Micros;
  readonly ok: boolean;
  /** `200 OK`, `exit code 1`, `no answer within 5 s`. */
  readonly status: string;
}

/** Of one playbook, over all of its runs. */
export interface PlaybookSummary {
  readonly runs: number;
  readonly done: number;
  readonly failed: number;
  readonly stopped: number;
  /** Calls, those that `once per` saved, and attempts beyond the first. */
  readonly calls: number;
  readonly saved: number;
  readonly retries: number;
}
