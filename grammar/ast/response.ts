/** What is done about a detection: actions, and the playbooks that call them. */
import type { Clause, Declared, Name, Span } from "./base.ts";
import type { Expression, ListLiteral, Path, StringLiteral } from "./expression.ts";
import type { EventUse } from "./pattern.ts";

/** `action NAME(param: type, ...) { http ... | exec [...]  timeout d  retry n  once per x  simulate ... }` */
export interface ActionDeclaration extends Declared<"action"> {
  readonly name?: Name;
  readonly parameters: readonly Parameter[];
  readonly http?: HttpClause;
  /** The program and its arguments. */
  readonly exec?: ListLiteral;
  readonly timeout?: Expression;
  readonly retry?: Expression;
  /** `once per address`: what makes two calls the same. */
  readonly once: readonly Path[];
  readonly simulate?: SimulateClause;
  readonly clauses: readonly Clause[];
}

export interface Parameter extends Span {
  readonly name?: Name;
  readonly type?: Name;
}

/** `http POST url [json { ... }] [body text] [headers { ... }]` */
export interface HttpClause extends Span {
  readonly method?: Name;
  readonly url?: Expression;
  readonly json?: Members;
  readonly body?: Expression;
  readonly headers?: Members;
}

/** `simulate takes 200ms..2s returns { ticket = "SIM-1" } fails 2%` */
export interface SimulateClause extends Span {
  readonly takes?: Expression;
  readonly returns?: Members;
  readonly fails?: Expression;
}

/** `{ address, reason = "spam" }` */
export interface Members extends Span {
  readonly items: readonly Member[];
}

/** One member of an object; a dotted name nests. */
export interface Member extends Span {
  readonly target: Path;
  /** True for a name alone, which stands for its value too. */
  readonly short: boolean;
  readonly value?: Expression;
}

/** `playbook NAME { on RULE where x  steps  on failure { steps } }` */
export interface PlaybookDeclaration extends Declared<"playbook"> {
  readonly name?: Name;
  /** Each of them starts it. */
  readonly on: readonly EventUse[];
  readonly steps: readonly PlaybookStep[];
  readonly failure: readonly PlaybookStep[];
}

export type PlaybookStep = RunStep | AfterStep | BranchStep | LoopStep | ApproveStep;

interface PlaybookStepBase<Kind extends string> extends Span {
  readonly kind: Kind;
  readonly label?: Name;
}

/** `label: block_ip(ip)` */
export interface RunStep extends PlaybookStepBase<"run"> {
  readonly action?: Name;
  readonly arguments: readonly Expression[];
}

/** `after a, b { steps }` */
export interface AfterStep extends PlaybookStepBase<"after"> {
  readonly after: readonly Name[];
  readonly steps: readonly PlaybookStep[];
}

/** `if x { steps } else if y { steps } else { steps }` */
export interface BranchStep extends PlaybookStepBase<"branch"> {
  readonly branches: readonly Branch[];
  readonly else: readonly PlaybookStep[];
}

export interface Branch extends Span {
  readonly condition?: Expression;
  readonly steps: readonly PlaybookStep[];
}

/** `for each x in y { steps }` */
export interface LoopStep extends PlaybookStepBase<"loop"> {
  readonly name?: Name;
  readonly list?: Expression;
  readonly steps: readonly PlaybookStep[];
}

/** `approve "text" [by "role", ...] [within d] [{ steps } [else { steps }]]`: a person is asked. */
export interface ApproveStep extends PlaybookStepBase<"approve"> {
  readonly text?: Expression;
  readonly by: readonly StringLiteral[];
  readonly within?: Expression;
  /** Done once approved. */
  readonly steps: readonly PlaybookStep[];
  /** Done if refused, or not answered in time. */
  readonly else: readonly PlaybookStep[];
}
