/** Declarations: from one chunk's tree to one declaration. Invariant: the keyword is there, everything else may be absent. */
import type { IToken } from "chevrotain";
import type {
  Declaration,
  EventDeclaration,
  ExpectClause,
  FieldDeclaration,
  GivenClause,
  IgnoreDeclaration,
  ListDeclaration,
  RuleDeclaration,
  TableDeclaration,
  TestDeclaration,
  WorkspaceDeclaration,
} from "../ast.ts";
import type {
  DeclarationCstNode,
  EventDeclarationCstNode,
  ExpectClauseCstNode,
  FieldDeclarationCstNode,
  GivenClauseCstNode,
  IgnoreDeclarationCstNode,
  ListDeclarationCstNode,
  RuleDeclarationCstNode,
  TableDeclarationCstNode,
  TestDeclarationCstNode,
  WorkspaceDeclarationCstNode,
} from "../generated/cst.d.ts";
import { baselineDeclaration, clusterDeclaration, rankingDeclaration, scoreDeclaration } from "./analytics.ts";
import { block, clauses, latest, strings } from "./clause.ts";
import { each, first, last, name, nodeSpan, parts, real, tokenSpan, type Context, type Head } from "./context.ts";
import { expression, list, path, single } from "./expression.ts";
import { number, string } from "./literal.ts";
import { assignments, byFields, pattern, singleOf, typeName, where } from "./pattern.ts";
import { actionDeclaration, playbookDeclaration } from "./response.ts";
import { sourceDeclaration } from "./source.ts";

export function declaration(
  context: Context,
  node: DeclarationCstNode | undefined,
  keyword: IToken,
  head: Head,
): Declaration | undefined {
  const children = parts(node);
  // A tree that recovery gave up on is still the declaration that its keyword says.
  switch (keyword.image) {
    case "workspace":
      return workspaceDeclaration(context, first(children.workspaceDeclaration), head);
    case "source":
      return sourceDeclaration(context, first(children.sourceDeclaration), head);
    case "list":
      return listDeclaration(context, first(children.listDeclaration), head);
    case "table":
      return tableDeclaration(context, first(children.tableDeclaration), head);
    case "field":
      return fieldDeclaration(context, first(children.fieldDeclaration), head);
    case "event":
      return eventDeclaration(context, first(children.eventDeclaration), head);
    case "rule":
      return ruleDeclaration(context, first(children.ruleDeclaration), head);
    case "ignore":
      return ignoreDeclaration(context, first(children.ignoreDeclaration), head);
    case "test":
      return testDeclaration(context, first(children.testDeclaration), head);
    case "ranking":
      return rankingDeclaration(context, first(children.rankingDeclaration), head);
    case "action":
      return actionDeclaration(context, first(children.actionDeclaration), head);
    case "playbook":
      return playbookDeclaration(context, first(children.playbookDeclaration), head);
    case "baseline":
      return baselineDeclaration(context, first(children.baselineDeclaration), head);
    case "score":
      return scoreDeclaration(context, first(children.scoreDeclaration), head);
    case "cluster":
      return clusterDeclaration(context, first(children.clusterDeclaration), head);
    default:
      return undefined;
  }
}

function workspaceDeclaration(
  context: Context,
  node: WorkspaceDeclarationCstNode | undefined,
  head: Head,
): WorkspaceDeclaration {
  const { zone, period } = parts(node);
  return {
    ...head,
    kind: "workspace",
    zone: string(context, last(zone)),
    period: single(context, last(period)),
  };
}

function listDeclaration(context: Context, node: ListDeclarationCstNode | undefined, head: Head): ListDeclaration {
  const children = parts(node);
  return {
    ...head,
    kind: "list",
    name: name(context, first(children.name)),
    type: name(context, first(children.listType)),
    items: list(context, first(children.listLiteral)),
    from: string(context, first(children.from)),
  };
}

function tableDeclaration(context: Context, node: TableDeclarationCstNode | undefined, head: Head): TableDeclaration {
  const children = parts(node);
  return {
    ...head,
    kind: "table",
    name: name(context, first(children.name)),
    from: string(context, first(children.from)),
    key: name(context, first(children.key)),
    keyType: name(context, first(children.type)),
  };
}

function fieldDeclaration(context: Context, node: FieldDeclarationCstNode | undefined, head: Head): FieldDeclaration {
  const { field, typeName: type } = parts(node);
  return { ...head, kind: "field", path: path(context, first(field)), type: typeName(context, first(type)) };
}

function eventDeclaration(context: Context, node: EventDeclarationCstNode | undefined, head: Head): EventDeclaration {
  const children = parts(node);
  return {
    ...head,
    kind: "event",
    name: name(context, first(children.name)),
    body: singleOf(context, first(children.single)),
  };
}

function ruleDeclaration(context: Context, node: RuleDeclarationCstNode | undefined, head: Head): RuleDeclaration {
  const children = parts(node);
  const nodes = children.ruleClause ?? [];
  const all = nodes.map((clause) => parts(clause));
  return {
    ...head,
    kind: "rule",
    name: name(context, first(children.name)),
    severity: expression(context, first(latest(all, "severity"))),
    risk: expression(context, first(latest(all, "risk"))),
    attack: each(latest(all, "technique"), (token) => name(context, token)),
    tags: strings(context, first(latest(all, "tags"))),
    meta: block(context, first(latest(all, "meta"))),
    status: name(context, first(latest(all, "status"))),
    by: byFields(context, latest(all, "byField")),
    when: pattern(context, first(latest(all, "pattern"))),
    emit: assignments(context, first(latest(all, "emit"))),
    suppress: single(context, first(latest(all, "suppress"))),
    ignore: each(
      all.flatMap((clause) => clause.ignore ?? []),
      (clause) => where(context, clause),
    ),
    learn: string(context, first(latest(all, "learn"))),
    forget: single(context, first(latest(all, "forget"))),
    limit: single(context, first(latest(all, "limit"))),
    ties: name(context, first(latest(all, "ties"))),
    clauses: clauses(nodes),
  };
}

function ignoreDeclaration(
  context: Context,
  node: IgnoreDeclarationCstNode | undefined,
  head: Head,
): IgnoreDeclaration {
  const { rule, whereClause } = parts(node);
  return {
    ...head,
    kind: "ignore",
    rules: each(rule, (token) => name(context, token)),
    where: where(context, first(whereClause)),
  };
}

function testDeclaration(context: Context, node: TestDeclarationCstNode | undefined, head: Head): TestDeclaration {
  const { title, givenClause, expectClause } = parts(node);
  return {
    ...head,
    kind: "test",
    title: string(context, first(title)),
    given: each(givenClause, (clause) => given(context, clause)),
    expect: each(expectClause, (clause) => expectation(context, clause)),
  };
}

function given(context: Context, node: GivenClauseCstNode): GivenClause | undefined {
  const span = nodeSpan(node);
  const { source, text } = parts(node);
  if (span === undefined) return undefined;
  return { ...span, source: name(context, first(source)), text: string(context, first(text)) };
}

function expectation(context: Context, node: ExpectClauseCstNode): ExpectClause | undefined {
  const span = nodeSpan(node);
  const children = parts(node);
  if (span === undefined) return undefined;
  return {
    ...span,
    negated: real(children.No).length > 0,
    rule: name(context, first(children.rule)),
    times: times(context, children),
    where: where(context, first(children.whereClause)),
  };
}

function times(context: Context, children: Partial<ExpectClauseCstNode["children"]>): number | undefined {
  if (real(children.Once).length > 0) return 1;
  if (real(children.Twice).length > 0) return 2;
  const token = first(children.number);
  const count = number(context, token);
  if (token === undefined || count === undefined) return undefined;
  if (count.integer && count.unit === undefined) return count.value;
  context.report(tokenSpan(token), "syntax", "How often is a whole number: `expect rule_name 3 times`.");
  return undefined;
}
