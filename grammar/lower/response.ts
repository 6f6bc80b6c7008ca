/** `action` and `playbook`: what is done about a detection. */
import type { IToken } from "chevrotain";
import type {
  ActionDeclaration,
  Branch,
  HttpClause,
  Member,
  Members,
  Parameter,
  PlaybookDeclaration,
  PlaybookStep,
  SimulateClause,
} from "../ast.ts";
import type {
  ActionDeclarationCstNode,
  AfterCstNode,
  ApprovalCstNode,
  BranchCstNode,
  HttpCstNode,
  LoopCstNode,
  MemberOfCstNode,
  MembersCstNode,
  ParameterCstNode,
  PlaybookDeclarationCstNode,
  RunCstNode,
  SimulateCstNode,
  TaskCstNode,
  TasksCstNode,
} from "../generated/cst.d.ts";
import { clauses, latest, strings } from "./clause.ts";
import { each, first, last, name, nodeSpan, parts, real, tokenSpan, type Context, type Head } from "./context.ts";
import { expression, list, path, single } from "./expression.ts";
import { label, typeName, use, within } from "./pattern.ts";

export function actionDeclaration(
  context: Context,
  node: ActionDeclarationCstNode | undefined,
  head: Head,
): ActionDeclaration {
  const children = parts(node);
  const nodes = children.actionClause ?? [];
  const all = nodes.map((clause) => parts(clause));
  return {
    ...head,
    kind: "action",
    name: name(context, first(children.name)),
    parameters: each(parts(first(children.parameters)).parameter, (one) => parameter(context, one)),
    http: http(context, first(latest(all, "http"))),
    exec: list(context, first(latest(all, "exec"))),
    timeout: single(context, first(latest(all, "timeout"))),
    retry: single(context, first(latest(all, "retry"))),
    once: each(latest(all, "once"), (one) => path(context, one)),
    simulate: simulate(context, first(latest(all, "simulate"))),
    clauses: clauses(nodes),
  };
}

function parameter(context: Context, node: ParameterCstNode): Parameter | undefined {
  const span = nodeSpan(node);
  const { name: called, typeName: type } = parts(node);
  return span && { ...span, name: name(context, first(called)), type: typeName(context, first(type)) };
}

function http(context: Context, node: HttpCstNode | undefined): HttpClause | undefined {
  const span = nodeSpan(node);
  const children = parts(node);
  return (
    span && {
      ...span,
      method: name(context, first(children.method)),
      url: expression(context, first(children.url)),
      json: members(context, last(children.json)),
      body: expression(context, last(children.body)),
      headers: members(context, last(children.headers)),
    }
  );
}

function simulate(context: Context, node: SimulateCstNode | undefined): SimulateClause | undefined {
  const span = nodeSpan(node);
  const { takes, returns, fails } = parts(node);
  return (
    span && {
      ...span,
      takes: expression(context, last(takes)),
      returns: members(context, last(returns)),
      fails: single(context, last(fails)),
    }
  );
}

function members(context: Context, node: MembersCstNode | undefined): Members | undefined {
  const span = nodeSpan(node);
  return span && { ...span, items: each(parts(node).memberOf, (one) => member(context, one)) };
}

function member(context: Context, node: MemberOfCstNode): Member | undefined {
  const span = nodeSpan(node);
  const { target, Assign, value } = parts(node);
  const field = path(context, first(target));
  if (span === undefined || field === undefined) return undefined;
  const short = real(Assign).length === 0;
  return { ...span, target: field, short, value: expression(context, first(value)) };
}

export function playbookDeclaration(
  context: Context,
  node: PlaybookDeclarationCstNode | undefined,
  head: Head,
): PlaybookDeclaration {
  const children = parts(node);
  const triggers = (children.onClause ?? []).map((clause) => parts(clause));
  return {
    ...head,
    kind: "playbook",
    name: name(context, first(children.name)),
    on: triggers.flatMap((clause) => each(clause.use, (one) => use(context, one))),
    steps: each(children.task, (one) => task(context, one)),
    failure: triggers.flatMap((clause) => tasks(context, first(clause.tasks))),
  };
}

function tasks(context: Context, node: TasksCstNode | undefined): PlaybookStep[] {
  return each(parts(node).task, (one) => task(context, one));
}

/** A label alone, as while typing, is a call without an action. */
function task(context: Context, node: TaskCstNode): PlaybookStep | undefined {
  const span = nodeSpan(node);
  if (span === undefined) return undefined;
  const children = parts(node);
  const labelled = label(context, first(children.label));
  const step = taskBody(context, children);
  if (labelled === undefined) return step;
  return { ...(step ?? { kind: "run", arguments: [] }), ...span, label: labelled };
}

function taskBody(context: Context, children: Partial<TaskCstNode["children"]>): PlaybookStep | undefined {
  if (children.after !== undefined) return after(context, first(children.after));
  if (children.branch !== undefined) return branch(context, first(children.branch));
  if (children.loop !== undefined) return loop(context, first(children.loop));
  if (children.approval !== undefined) return approval(context, first(children.approval));
  return run(context, first(children.run));
}

function run(context: Context, node: RunCstNode | undefined): PlaybookStep | undefined {
  const span = nodeSpan(node);
  const { action, argument } = parts(node);
  return (
    span && {
      ...span,
      kind: "run",
      action: name(context, first(action)),
      arguments: each(argument, (one) => expression(context, one)),
    }
  );
}

function after(context: Context, node: AfterCstNode | undefined): PlaybookStep | undefined {
  const span = nodeSpan(node);
  const { After, step, tasks: inner } = parts(node);
  if (span === undefined) return undefined;
  const names = each(step, (token) => name(context, token));
  if (names.length === 0) lacks(context, After, "the labels of the steps that it waits for", "after label { ... }");
  return { ...span, kind: "after", after: names, steps: tasks(context, first(inner)) };
}

function branch(context: Context, node: BranchCstNode | undefined): PlaybookStep | undefined {
  const span = nodeSpan(node);
  const { condition, then, elseBranch, else: otherwise } = parts(node);
  if (span === undefined) return undefined;
  const end = nodeSpan(first(then))?.end ?? nodeSpan(first(condition))?.end ?? span.end;
  const leading: Branch = {
    start: span.start,
    end,
    condition: expression(context, first(condition)),
    steps: tasks(context, first(then)),
  };
  const others = each(elseBranch, (one): Branch | undefined => {
    const place = nodeSpan(one);
    const children = parts(one);
    return (
      place && {
        ...place,
        condition: expression(context, first(children.condition)),
        steps: tasks(context, first(children.then)),
      }
    );
  });
  return { ...span, kind: "branch", branches: [leading, ...others], else: tasks(context, first(otherwise)) };
}

function loop(context: Context, node: LoopCstNode | undefined): PlaybookStep | undefined {
  const span = nodeSpan(node);
  const { loopHead, tasks: inner } = parts(node);
  const { name: called, list: elements } = parts(first(loopHead));
  return (
    span && {
      ...span,
      kind: "loop",
      name: name(context, first(called)),
      list: expression(context, first(elements)),
      steps: tasks(context, first(inner)),
    }
  );
}

/** What the grammar leaves open, so that the keyword alone tells what the step is. */
function lacks(context: Context, keyword: readonly IToken[] | undefined, what: string, form: string): void {
  const token = first(real(keyword));
  if (token === undefined) return;
  context.report(tokenSpan(token), "syntax", `\`${token.image}\` lacks ${what}. It is written: ${form}`);
}

function approval(context: Context, node: ApprovalCstNode | undefined): PlaybookStep | undefined {
  const span = nodeSpan(node);
  const children = parts(node);
  if (children.text === undefined) {
    lacks(context, children.Approve, "the question that is asked", 'approve "Disable the account?" within 30m { ... }');
  }
  return (
    span && {
      ...span,
      kind: "approve",
      text: expression(context, first(children.text)),
      by: strings(context, first(children.by)),
      within: within(context, first(children.withinClause)),
      steps: tasks(context, first(children.then)),
      else: tasks(context, first(children.else)),
    }
  );
}
