/** Patterns: what a rule waits for. */
import type {
  AnyPattern,
  Assignment,
  ByField,
  ConditionPattern,
  EventUse,
  Expression,
  Name,
  Pattern,
  Span,
  Step,
} from "../ast.ts";
import type {
  AllOfCstNode,
  AnyOfCstNode,
  AssignmentCstNode,
  AssignmentsCstNode,
  ByFieldCstNode,
  ConditionCstNode,
  LabelCstNode,
  MemberCstNode,
  PatternCstNode,
  SequenceCstNode,
  SingleCstNode,
  StepCstNode,
  TypeNameCstNode,
  UseCstNode,
  WhereClauseCstNode,
  WithinClauseCstNode,
} from "../generated/cst.d.ts";
import { each, first, last, name, nodeSpan, parts, real, type Context } from "./context.ts";
import { call, conditionStart, expression, operators, path, single as operand } from "./expression.ts";

export function pattern(context: Context, node: PatternCstNode | undefined): Pattern | undefined {
  const children = parts(node);
  const body =
    children.condition === undefined ? member(context, children) : condition(context, first(children.condition));
  return labelled(context, nodeSpan(node), children.label, body);
}

/** What patterns, members and steps have in common. */
interface Forms {
  readonly sequence?: readonly SequenceCstNode[];
  readonly allOf?: readonly AllOfCstNode[];
  readonly anyOf?: readonly AnyOfCstNode[];
  readonly use?: readonly UseCstNode[];
}

function member(context: Context, forms: Forms): Exclude<Pattern, ConditionPattern> | undefined {
  if (forms.sequence !== undefined) return ordered(context, "sequence", first(forms.sequence));
  if (forms.allOf !== undefined) return ordered(context, "all", first(forms.allOf));
  return single(context, forms);
}

export function single(context: Context, forms: Pick<Forms, "anyOf" | "use">): EventUse | AnyPattern | undefined {
  return forms.anyOf !== undefined ? anyOf(context, first(forms.anyOf)) : use(context, first(forms.use));
}

export function use(context: Context, node: UseCstNode | undefined): EventUse | undefined {
  const span = nodeSpan(node);
  const children = parts(node);
  if (span === undefined) return undefined;
  for (const repeated of (children.whereClause ?? []).slice(1)) {
    const place = nodeSpan(repeated);
    const message = "A second `where` for the same event. Join the conditions with `and`; only the last one counts.";
    if (place !== undefined) context.report(place, "syntax", message);
  }
  return {
    ...span,
    kind: "use",
    name: name(context, first(children.event)),
    where: where(context, last(children.whereClause)),
    with: (children.assignments ?? []).flatMap((list) => assignments(context, list)),
  };
}

function anyOf(context: Context, node: AnyOfCstNode | undefined): AnyPattern | undefined {
  const span = nodeSpan(node);
  if (span === undefined) return undefined;
  return { ...span, kind: "any", members: each(parts(node).member, (one) => labelledMember(context, one)) };
}

function labelledMember(context: Context, node: MemberCstNode): Pattern | undefined {
  const children = parts(node);
  return labelled(context, nodeSpan(node), children.label, member(context, children));
}

function ordered(
  context: Context,
  kind: "sequence" | "all",
  node: SequenceCstNode | AllOfCstNode | undefined,
): Exclude<Pattern, ConditionPattern> | undefined {
  const span = nodeSpan(node);
  if (span === undefined) return undefined;
  const { Every, withinClause, step: nodes } = parts<SequenceCstNode["children"] | AllOfCstNode["children"]>(node);
  const every = real(Every).length > 0;
  const window = within(context, first(withinClause));
  const steps = each(nodes, (one) => step(context, one));
  return kind === "sequence"
    ? { ...span, kind, every, within: window, steps }
    : { ...span, kind, every, within: window, members: steps };
}

function step(context: Context, node: StepCstNode): Step | undefined {
  const children = parts(node);
  return labelled(context, nodeSpan(node), children.label, stepBody(context, children));
}

function stepBody(context: Context, children: Partial<StepCstNode["children"]>): Step | undefined {
  if (children.noStep !== undefined) {
    const node = first(children.noStep);
    const { single: refused, withinClause } = parts(node);
    const of = singleOf(context, first(refused));
    const span = nodeSpan(node);
    return span && { ...span, kind: "no", of, within: within(context, first(withinClause)) };
  }
  if (children.untilStep !== undefined) {
    const node = first(children.untilStep);
    const span = nodeSpan(node);
    return span && { ...span, kind: "until", of: singleOf(context, first(parts(node).single)) };
  }
  if (children.aggregate !== undefined) {
    const node = first(children.aggregate);
    const { call: calls, tail, withinClause } = parts(node);
    const value = call(context, first(calls));
    const judged = operators(context, { prefixes: [], value }, tail);
    const span = nodeSpan(node);
    return span && { ...span, kind: "aggregate", condition: judged, within: within(context, first(withinClause)) };
  }
  return member(context, children);
}

export function singleOf(context: Context, node: SingleCstNode | undefined): EventUse | AnyPattern | undefined {
  return single(context, parts(node));
}

/** Puts the label before a step; a label alone, as while typing, is a use without a name. */
function labelled<Kind extends Step>(
  context: Context,
  span: Span | undefined,
  labels: readonly LabelCstNode[] | undefined,
  body: Kind | undefined,
): Kind | EventUse | undefined {
  const called = label(context, first(labels));
  if (span === undefined || called === undefined) return body;
  return { ...(body ?? { kind: "use", with: [] }), ...span, label: called };
}

function condition(context: Context, node: ConditionCstNode | undefined): ConditionPattern | undefined {
  const span = nodeSpan(node);
  if (span === undefined) return undefined;
  const { conditionStart: start, tail, withinClause } = parts(node);
  return {
    ...span,
    kind: "condition",
    condition: operators(context, conditionStart(context, first(start)), tail),
    within: within(context, first(withinClause)),
  };
}

export function where(context: Context, node: WhereClauseCstNode | undefined): Expression | undefined {
  return expression(context, first(parts(node).expression));
}

export function within(context: Context, node: WithinClauseCstNode | undefined): Expression | undefined {
  return operand(context, first(parts(node).operand));
}

export function assignments(context: Context, node: AssignmentsCstNode | undefined): Assignment[] {
  return each(parts(node).assignment, (one) => assignment(context, one));
}

export function assignment(context: Context, node: AssignmentCstNode): Assignment | undefined {
  const span = nodeSpan(node);
  const { target, value } = parts(node);
  const field = path(context, first(target));
  if (span === undefined || field === undefined) return undefined;
  return { ...span, target: field, value: expression(context, first(value)) };
}

export function label(context: Context, node: LabelCstNode | undefined): Name | undefined {
  return name(context, first(parts(node).label));
}

export function byFields(context: Context, nodes: readonly ByFieldCstNode[] | undefined): ByField[] {
  return each(nodes, (node) => {
    const span = nodeSpan(node);
    const { Cased, field } = parts(node);
    const key = path(context, first(field));
    if (span === undefined || key === undefined) return undefined;
    return { ...span, cased: real(Cased).length > 0, field: key };
  });
}

/** `string`, or `list<string>` as one word. */
export function typeName(context: Context, node: TypeNameCstNode | undefined): Name | undefined {
  const [outer, inner] = each(parts(node).type, (word) => name(context, word));
  const end = nodeSpan(node)?.end;
  if (outer === undefined || inner === undefined || end === undefined) return outer;
  return { start: outer.start, end, text: `${outer.text}<${inner.text}>` };
}
