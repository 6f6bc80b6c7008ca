/**
 * What is done about detections, checked: actions and the playbooks that run them. How they run is in
 * `engine/respond`. Invariant: what is called is written; only what goes with a call is computed.
 */

import type { FieldAssignment, Location, Micros, Term, Type, Use } from "./term.ts";

/** Something to do: one call to the outside. */
export interface ActionDefinition {
  readonly name: string;
  readonly parameters: readonly { readonly name: string; readonly type: Type }[];
  readonly call: HttpCall | ExecCall;
  /** Of one attempt. */
  readonly timeout: Micros;
  /** Further attempts after the first. */
  readonly retry: number;
  /** Parameters that make two calls the same; empty: no two are. */
  readonly once: readonly string[];
  readonly simulate: Simulation;
  readonly location: Location;
}
/** Its texts read the parameters. `origin`: scheme, host and port, which are always written, never computed. */
export interface HttpCall {
  readonly kind: "http";
  readonly method: string;
  readonly origin: string;
  readonly url: Term;
  readonly json: readonly FieldAssignment[] | null;
  readonly body: Term | null;
  readonly headers: readonly FieldAssignment[];
}
/** `program` is written, never computed. */
export interface ExecCall {
  readonly kind: "exec";
  readonly program: string;
  readonly arguments: readonly Term[];
}
/** What a call would do, where none is made: how long it takes, at least and at most, what it returns, how often it fails. */
export interface Simulation {
  readonly takes: readonly [Micros, Micros];
  readonly returns: readonly FieldAssignment[];
  readonly fails: number;
}

export interface PlaybookDefinition {
  readonly name: string;
  readonly doc: string | null;
  /** Each of them starts it. */
  readonly on: readonly Use[];
  readonly steps: readonly StepDefinition[];
  /** Done once the first step has failed; they read `error` and `step` beside what the others read. */
  readonly failure: readonly StepDefinition[];
  readonly location: Location;
}

export type StepDefinition = RunDefinition | AfterDefinition | BranchDefinition | LoopDefinition | ApprovalDefinition;
interface StepBase<Kind extends string> {
  readonly kind: Kind;
  readonly label: string | null;
  readonly location: Location;
}
export interface RunDefinition extends StepBase<"run"> {
  readonly action: string;
  /** In the order of the action's parameters. */
  readonly arguments: readonly Term[];
}
export interface AfterDefinition extends StepBase<"after"> {
  readonly after: readonly string[];
  readonly steps: readonly StepDefinition[];
}
/** The steps of the first branch whose condition holds; the last one's is null where there is an `else`. */
export interface BranchDefinition extends StepBase<"branch"> {
  readonly branches: readonly { readonly condition: Term | null; readonly steps: readonly StepDefinition[] }[];
}
/** Steps inside read the element as the field `name`; others read what those inside return as lists. */
export interface LoopDefinition extends StepBase<"loop"> {
  readonly name: string;
  readonly list: Term;
  readonly steps: readonly StepDefinition[];
}
export interface ApprovalDefinition extends StepBase<"approve"> {
  readonly text: Term;
  readonly by: readonly string[];
  /** Null: as long as a run may take. */
  readonly within: Micros | null;
  readonly steps: readonly StepDefinition[];
  readonly else: readonly StepDefinition[];
}
