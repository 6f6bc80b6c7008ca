/**
 * Baselines, scores and clusters: names, fields and types of all that they say. Invariant: nothing of them reaches the
 * program yet; the fields of their results are known all the same, so that rules over them are checked.
 */
import type {
  BaselineDeclaration,
  ByField,
  ClusterDeclaration,
  Declaration,
  EventUse,
  Expression,
  NumberLiteral,
  Path,
  RankingDeclaration,
  ScoreDeclaration,
  Span,
} from "../../../grammar/ast.ts";
import { findField, makeField, noFields, openFields, withFields, type Field, type FieldSet } from "../fields.ts";
import type { Location, Type } from "../program.ts";
import { itemScope, type Scope } from "../scopes.ts";
import { LATER } from "../support.ts";
import { elementOf, isNumber } from "../types.ts";
import { duration, oneOf } from "./constant.ts";
import type { Lowering } from "./context.ts";
import { pathText } from "./path.ts";
import { unknownField } from "./unknown.ts";
import { itemsOfUse, lowerUse } from "./use.ts";

/** What a cluster's items can be measured by, for `features` and `family`. */
const ITEM_FEATURES: Readonly<Record<string, Type>> = {
  length: "int",
  entropy: "float",
  digits: "float",
  vowels: "float",
  depth: "int",
  suffix: "string",
};

/** What yields events of its own: the fields that they have; null for any other declaration. */
export function lowerAnalytics(c: Lowering, declaration: Declaration): FieldSet | null {
  switch (declaration.kind) {
    case "baseline":
      return lowerBaseline(c, declaration);
    case "score":
      return lowerScore(c, declaration);
    case "cluster":
      return lowerCluster(c, declaration);
    default:
      return null;
  }
}

function lowerBaseline(c: Lowering, baseline: BaselineDeclaration): FieldSet {
  c.later(baseline.keyword, LATER.baseline, false);
  const items = lowerItems(c, baseline, baseline.of);
  lowerBy(c, baseline.by, items);
  for (const feature of baseline.features) {
    const scope = c.enter(feature, measureScope(items));
    for (const { value, cyclic, per } of feature.values) {
      c.expression(scope, value);
      if (cyclic !== undefined) lowerNumber(c, cyclic, "`cyclic`");
      duration(c, per, "per");
    }
  }
  if (baseline.rare !== undefined) share(c, baseline.rare, "rare below", "0.1%");
  if (baseline.features.length === 0)
    missing(c, baseline, "baseline", "feature", "feature rhythm { hour(time) cyclic 24 }");
  const place = c.at(baseline.name ?? baseline);
  return {
    ...withFields(items, [
      result("density", "float", "How usual the record is for its key: small is rare.", place),
      result("feature", "string", "The feature that makes it rare.", place),
    ]),
    of: baseline.name?.text ?? "this baseline",
  };
}

function lowerScore(c: Lowering, score: ScoreDeclaration): FieldSet {
  c.later(score.keyword, LATER.score, false);
  const items = lowerItems(c, score, score.of);
  const keys = lowerBy(c, score.by, items);
  duration(c, score.over, "over");
  const scope = measureScope(items);
  const measures: Field[] = [];
  for (const measure of score.measures) {
    const typed = c.expression(c.enter(measure, scope), measure.value);
    if (typed !== null && measure.value !== undefined) number(c, measure.value, typed.type, "a measure");
    if (measure.where !== undefined) c.condition(c.enter(measure.where, itemScope(items)), measure.where);
    if (measure.from !== undefined) lowerNumber(c, measure.from, "`from`");
    if (measure.to !== undefined) lowerNumber(c, measure.to, "`to`");
    if (measure.name !== undefined)
      measures.push(result(measure.name.text, "float", "A measure of the score.", c.at(measure.name)));
  }
  if (score.alert !== undefined) share(c, score.alert, "alert at", "0.7");
  if (score.measures.length === 0)
    missing(c, score, "score", "measure", "measure hits = count() from 1 to 100 weight 1");
  const place = c.at(score.name ?? score);
  const own = [result("score", "float", "The weighted sum of the measures, 0 to 1.", place), ...spanOfTime(place)];
  return results(score.name?.text ?? "this score", score.broken, [...measures, ...own, ...keys]);
}

function lowerCluster(c: Lowering, cluster: ClusterDeclaration): FieldSet {
  c.later(cluster.keyword, LATER.cluster, false);
  const items = lowerItems(c, cluster, cluster.of);
  duration(c, cluster.over, "over");
  const grouped = cluster.items?.field === undefined ? null : lowerField(c, cluster.items.field, items);
  const keys = lowerBy(c, cluster.items?.by ?? [], items);
  const place = c.at(cluster.name ?? cluster);
  const own = (fields: Readonly<Record<string, Type>>): Scope =>
    itemScope(
      withFields(
        noFields("a cluster"),
        Object.entries(fields).map(([name, type]) => result(name, type, null, place)),
      ),
    );
  if (cluster.link !== undefined)
    c.condition(c.enter(cluster.link, own({ jaccard: "float", shared: "int" })), cluster.link);
  for (const feature of cluster.features) oneOf(c, feature, Object.keys(ITEM_FEATURES), "feature of a cluster's items");
  for (const family of cluster.families) c.condition(c.enter(family, own(ITEM_FEATURES)), family.where);
  const size: Readonly<Record<string, Type>> = { size: "int", family: "string" };
  if (cluster.alert !== undefined) c.condition(c.enter(cluster.alert, own(size)), cluster.alert);
  if (cluster.items === undefined) missing(c, cluster, "cluster", "items", "items dns.question.name by ip");
  if (cluster.link === undefined) missing(c, cluster, "cluster", "link", "link when jaccard >= 0.5");
  const lists = [...(grouped === null ? [] : [grouped]), ...keys].map((field) =>
    makeField(field.name, { list: elementOf(field.type) }, "result", { ...field, places: field.places }),
  );
  const more = [
    result("size", "int", "How many items the cluster has.", place),
    result("family", "string", "The family that it belongs to, if it belongs to one.", place),
    ...spanOfTime(place),
  ];
  return results(cluster.name?.text ?? "this cluster", cluster.broken, [...more, ...lists]);
}

// ---- what they share ----------------------------------------------------------------------------------------------

const measureScope = (items: FieldSet): Scope => ({ ...itemScope(items), calls: "measure" });

export function lowerItems(c: Lowering, at: Span, use: EventUse | undefined): FieldSet {
  if (use === undefined) return openFields("this");
  lowerUse(c, itemScope(openFields("this")), use);
  const items = itemsOfUse(c, use);
  c.enter(at, itemScope(items));
  return items;
}

/** The keys as fields; one that the items never have is told. */
export function lowerBy(c: Lowering, by: readonly ByField[], items: FieldSet): readonly Field[] {
  return by
    .flatMap(({ field }) => lowerField(c, field, items) ?? [])
    .map((field) => ({ ...field, origin: "key" as const }));
}

export function lowerField(c: Lowering, path: Path, items: FieldSet): Field | null {
  c.enter(path, itemScope(items));
  const name = pathText(path);
  if (name === null) {
    c.later(path, LATER.index);
    return null;
  }
  const field = findField(items, name);
  if (field === undefined) return items.open ? null : c.report(path, unknownField(name, items, null));
  c.mention(path, { kind: "field", field, label: null, type: field.type });
  return field;
}

const result = (name: string, type: Type, doc: string | null, place: Location): Field =>
  makeField(name, type, "result", { doc, places: [place] });

const spanOfTime = (place: Location): readonly Field[] => [
  result("first", "time", "Time of the first record that it is about.", place),
  result("last", "time", "Time of the last record that it is about.", place),
];

const results = (of: string, open: boolean, fields: readonly Field[]): FieldSet => ({
  ...withFields(noFields(of), fields),
  open,
});

function lowerNumber(c: Lowering, expression: Expression, what: string): void {
  const typed = c.expression(itemScope(noFields("a number")), expression);
  if (typed !== null) number(c, expression, typed.type, what);
}

function number(c: Lowering, at: Span, type: Type, what: string): void {
  if (!isNumber(type) && type !== "unknown") c.mismatch(at, what, "a number", type);
}

/** A number from 0 to 1. */
function share(c: Lowering, expression: Expression, what: string, example: string): void {
  const fits = expression.kind === "number" && expression.unit !== "size" && inside(expression);
  if (fits) return c.value(expression, "float");
  const value = c.text.slice(expression.start, expression.end);
  c.report(expression, {
    code: "invalid-value",
    what: `number from 0 to 1 for \`${what}\``,
    value,
    allowed: [],
    example,
  });
}

const inside = ({ value }: NumberLiteral): boolean => value >= 0 && value <= 1;

export function missing(
  c: Lowering,
  at: RankingDeclaration | BaselineDeclaration | ScoreDeclaration | ClusterDeclaration,
  of: string,
  clause: string,
  example: string,
): void {
  if (!at.broken) c.report(at.name ?? at.keyword, { code: "missing-clause", of, clause, example });
}
