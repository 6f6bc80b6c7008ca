/**
 * Rankings. Invariant: what comes back compares at least one level; the shares of its levels are those that are written, or
 * equal ones where none is.
 */
import type { RankingDeclaration, Weight } from "../../../grammar/ast.ts";
import { openFields, type FieldSet } from "../fields.ts";
import {
  RANKING_LEVELS,
  type KeyField,
  type RankingDefinition,
  type RankingLevel,
  type RankingLevelName,
  type Use,
} from "../program.ts";
import { itemScope } from "../scopes.ts";
import { lowerBy, lowerField, missing } from "./analytics.ts";
import { oneOf } from "./constant.ts";
import type { Lowering } from "./context.ts";
import { pathText } from "./path.ts";
import { itemsOfUse, lowerUse } from "./use.ts";

export function lowerRanking(c: Lowering, ranking: RankingDeclaration): RankingDefinition | null {
  const { use, items } = lowerOf(c, ranking);
  lowerBy(c, ranking.by, items);
  for (const path of [ranking.rules, ranking.regions, ranking.failures?.field])
    if (path !== undefined) lowerField(c, path, items);
  const { failures } = ranking;
  const where = failures?.where === undefined ? null : c.condition(c.enter(failures, itemScope(items)), failures.where);
  const levels = RANKING_LEVELS.filter((level) => ranking.clauses.some(({ keyword }) => keyword.text === level));
  if (levels.length === 0) missing(c, ranking, "ranking", "hits", "hits");
  const order = ranking.order.map((level) => oneOf(c, level, levels, "level of this ranking"));
  const weights = new Map(ranking.weights.map((weight) => [levelOf(c, weight.of), weight]));
  if (c.broken || ranking.broken || use === null || ranking.name === undefined) return null;
  const compared = new Set(order.length === 0 ? levels : order.filter((level) => level !== null));
  const shared = ranking.weights.length === 0 ? 1 / levels.length : 0;
  const level = (name: RankingLevelName): RankingLevel => ({
    name,
    field: fieldOf(ranking, name),
    where: name === "failures" ? where : null,
    compared: compared.has(name),
    weight: weights.get(name)?.weight?.value ?? shared,
    kinds: name === "hits" ? null : kindsOf(weights.get(name)?.within ?? []),
  });
  return {
    name: ranking.name.text,
    doc: ranking.doc ?? null,
    by: ranking.by.map(({ field, cased }): KeyField => ({ field: pathText(field) ?? "", cased })),
    of: use,
    levels: [...compared, ...levels.filter((name) => !compared.has(name))].map(level),
    location: c.at(ranking),
  };
}

function lowerOf(c: Lowering, ranking: RankingDeclaration): { readonly use: Use | null; readonly items: FieldSet } {
  if (ranking.of === undefined) return { use: c.absent(), items: openFields("this") };
  const use = lowerUse(c, itemScope(openFields("this")), ranking.of);
  const items = itemsOfUse(c, ranking.of);
  c.enter(ranking, itemScope(items));
  return { use, items };
}

function levelOf(c: Lowering, of: Weight["of"]): RankingLevelName | null {
  if (of === undefined) return c.absent();
  const text = "text" in of ? of.text : c.text.slice(of.start, of.end);
  return oneOf(c, { text, start: of.start, end: of.end }, RANKING_LEVELS, "level of a ranking");
}

function fieldOf({ rules, regions, failures }: RankingDeclaration, level: RankingLevelName): string | null {
  const path = { rules, regions, hits: undefined, failures: failures?.field }[level];
  return path === undefined ? null : pathText(path);
}

function kindsOf(within: readonly Weight[]): RankingLevel["kinds"] {
  if (within.length === 0) return null;
  const kinds = new Map<string, number>();
  for (const { of, weight } of within) {
    if (of === undefined || weight === undefined) continue;
    kinds.set("text" in of ? of.text : String(of.value), weight.value);
  }
  return [...kinds];
}
