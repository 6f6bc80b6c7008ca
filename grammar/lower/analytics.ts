/** `ranking`, `baseline`, `score`, `cluster`: what looks at many records at once. */
import type {
  BaselineDeclaration,
  ClusterDeclaration,
  FailuresClause,
  FamilyClause,
  FeatureClause,
  FeatureValue,
  ItemsClause,
  MeasureClause,
  RankingDeclaration,
  ScoreDeclaration,
  Weight,
} from "../ast.ts";
import type {
  BaselineDeclarationCstNode,
  ClusterDeclarationCstNode,
  FailuresCstNode,
  FamilyCstNode,
  FeatureCstNode,
  FeatureValueCstNode,
  ItemsCstNode,
  MeasureCstNode,
  OverClauseCstNode,
  RankingDeclarationCstNode,
  ScoreDeclarationCstNode,
  SubjectCstNode,
  WeightCstNode,
  WeightsCstNode,
} from "../generated/cst.d.ts";
import { clauses, latest } from "./clause.ts";
import { each, first, last, name, nodeSpan, parts, real, type Context, type Head } from "./context.ts";
import { expression, path, single } from "./expression.ts";
import { number, string } from "./literal.ts";
import { byFields, use, where } from "./pattern.ts";

export function rankingDeclaration(
  context: Context,
  node: RankingDeclarationCstNode | undefined,
  head: Head,
): RankingDeclaration {
  const children = parts(node);
  const nodes = children.rankingClause ?? [];
  const all = nodes.map((clause) => parts(clause));
  return {
    ...head,
    kind: "ranking",
    name: name(context, first(children.name)),
    ...subject(context, first(children.subject)),
    rules: path(context, first(latest(all, "rules"))),
    regions: path(context, first(latest(all, "regions"))),
    hits: all.some((clause) => real(clause.Hits).length > 0),
    failures: failures(context, first(latest(all, "failures"))),
    order: each(latest(all, "level"), (token) => name(context, token)),
    weights: weights(context, first(latest(all, "weights"))),
    clauses: clauses(nodes),
  };
}

/** Who and of what: common to all but clusters. */
function subject(context: Context, node: SubjectCstNode | undefined): Pick<ScoreDeclaration, "by" | "of"> {
  const children = parts(node);
  return { by: byFields(context, children.byField), of: use(context, first(children.use)) };
}

function over(context: Context, node: OverClauseCstNode | undefined): ScoreDeclaration["over"] {
  return single(context, first(parts(node).operand));
}

function failures(context: Context, node: FailuresCstNode | undefined): FailuresClause | undefined {
  const span = nodeSpan(node);
  const { field, whereClause } = parts(node);
  return span && { ...span, field: path(context, first(field)), where: where(context, first(whereClause)) };
}

function weights(context: Context, node: WeightsCstNode | undefined): Weight[] {
  return each(parts(node).weight, (one) => weight(context, one));
}

function weight(context: Context, node: WeightCstNode): Weight | undefined {
  const span = nodeSpan(node);
  const { weighted, value: values, weight: weighs, weights: inner } = parts(node);
  const value = first(values);
  return (
    span && {
      ...span,
      of: name(context, first(weighted)) ?? string(context, value) ?? number(context, value),
      weight: number(context, first(weighs)),
      within: weights(context, first(inner)),
    }
  );
}

export function baselineDeclaration(
  context: Context,
  node: BaselineDeclarationCstNode | undefined,
  head: Head,
): BaselineDeclaration {
  const children = parts(node);
  const nodes = children.baselineClause ?? [];
  const all = nodes.map((clause) => parts(clause));
  return {
    ...head,
    kind: "baseline",
    name: name(context, first(children.name)),
    ...subject(context, first(children.subject)),
    learn: string(context, first(latest(all, "learn"))),
    features: each(
      all.flatMap((clause) => clause.feature ?? []),
      (one) => feature(context, one),
    ),
    rare: single(context, first(latest(all, "rare"))),
    clauses: clauses(nodes),
  };
}

function feature(context: Context, node: FeatureCstNode): FeatureClause | undefined {
  const span = nodeSpan(node);
  const { name: called, featureValue: values } = parts(node);
  return (
    span && {
      ...span,
      name: name(context, first(called)),
      values: each(values, (value) => featureValue(context, value)),
    }
  );
}

function featureValue(context: Context, node: FeatureValueCstNode): FeatureValue | undefined {
  const span = nodeSpan(node);
  const { value, cyclic, per } = parts(node);
  return (
    span && {
      ...span,
      value: expression(context, first(value)),
      cyclic: single(context, last(cyclic)),
      per: single(context, last(per)),
    }
  );
}

export function scoreDeclaration(
  context: Context,
  node: ScoreDeclarationCstNode | undefined,
  head: Head,
): ScoreDeclaration {
  const children = parts(node);
  const nodes = children.scoreClause ?? [];
  const all = nodes.map((clause) => parts(clause));
  return {
    ...head,
    kind: "score",
    name: name(context, first(children.name)),
    ...subject(context, first(children.subject)),
    over: over(context, first(children.overClause)),
    measures: each(
      all.flatMap((clause) => clause.measure ?? []),
      (one) => measure(context, one),
    ),
    alert: single(context, first(latest(all, "alert"))),
    clauses: clauses(nodes),
  };
}

function measure(context: Context, node: MeasureCstNode): MeasureClause | undefined {
  const span = nodeSpan(node);
  const children = parts(node);
  return (
    span && {
      ...span,
      name: name(context, first(children.name)),
      value: expression(context, first(children.value)),
      where: where(context, last(children.whereClause)),
      from: single(context, last(children.from)),
      to: single(context, last(children.to)),
      weight: number(context, last(real(children.weight))),
    }
  );
}

export function clusterDeclaration(
  context: Context,
  node: ClusterDeclarationCstNode | undefined,
  head: Head,
): ClusterDeclaration {
  const children = parts(node);
  const nodes = children.clusterClause ?? [];
  const all = nodes.map((clause) => parts(clause));
  return {
    ...head,
    kind: "cluster",
    name: name(context, first(children.name)),
    of: use(context, first(children.use)),
    over: over(context, first(children.overClause)),
    items: items(context, first(latest(all, "items"))),
    link: expression(context, first(latest(all, "link"))),
    features: each(latest(all, "feature"), (token) => name(context, token)),
    families: each(
      all.flatMap((clause) => clause.family ?? []),
      (one) => family(context, one),
    ),
    alert: expression(context, first(latest(all, "alert"))),
    clauses: clauses(nodes),
  };
}

function items(context: Context, node: ItemsCstNode | undefined): ItemsClause | undefined {
  const span = nodeSpan(node);
  const { field, byField } = parts(node);
  return span && { ...span, field: path(context, first(field)), by: byFields(context, byField) };
}

function family(context: Context, node: FamilyCstNode): FamilyClause | undefined {
  const span = nodeSpan(node);
  const children = parts(node);
  return (
    span && {
      ...span,
      name: name(context, first(children.name)),
      where: where(context, first(children.whereClause)),
    }
  );
}
