/**
 * `!=`, `not in` and `not (...)` of a field that samples often lack: a comparison with a missing field is false, hence its
 * `not` is true, and the condition holds for records the author did not think of. And any reading of a field that no sample has.
 */
import type { CompareExpression, Declaration, Expression, UnaryExpression } from "../../grammar/ast.ts";
import { alwaysCaptured } from "./captured.ts";
import { ownCheck } from "./diagnostic.ts";
import { nameOf } from "../model/kinds.ts";
import { neverSeen } from "./neverSeen.ts";
import { conditionsOf } from "./nodes.ts";
import { noneHas } from "../model/possible.ts";
import { missingShareOf } from "../model/shares.ts";
import { kindsAsked } from "./shares.ts";

export const missingInSample = ownCheck(
  "missing-in-sample",
  "warning",
  "A field that the samples often or always lack",
  function* (analysis) {
    const { facts } = analysis;
    if (Object.keys(facts).length === 0) return;
    for (const declared of analysis.names.declared) {
      const { document, declaration } = declared;
      const dead = [...neverSeen(analysis, declared)];
      yield* dead;
      const { compares } = conditionsOf(declaration);
      const asked = new Set(compares.filter(asksExistence).map(({ left }) => wordsOf(left)));
      for (const compare of compares) {
        const { left, operator } = compare;
        const denial = operator === "exists" ? null : denialOf(declaration, compare);
        if (denial === null || left?.kind !== "path" || asked.has(wordsOf(left))) continue;
        if (dead.some(({ location }) => location.start === left.start)) continue;
        // `user != null`: what is no value is told by itself.
        const { right } = compare;
        if (right?.kind === "path" && analysis.mentionAt(document, right.end) === undefined) continue;
        const meaning = analysis.mentionAt(document, left.end)?.meaning;
        if (meaning?.kind !== "field") continue;
        const { field, label } = meaning;
        const kinds = kindsAsked(analysis, declaration, compare, label);
        const share = missingShareOf(analysis, kinds, field);
        if (share === null || share === 0 || alwaysCaptured(kinds, field)) continue;
        // Another check speaks of what none of the records can have.
        if (kinds !== null && noneHas(facts, kinds, field.name)) continue;
        const name = label === null ? field.name : `${label.name}.${field.name}`;
        const of = kinds?.every(({ codes }) => codes !== null) ? "such records" : "the records";
        const where = denial === compare ? "it" : "the `not`";
        yield {
          location: { document, start: compare.start, end: compare.end },
          message: `\`${name}\` is missing from ${percent(share)} of ${of} in the samples, and there this condition holds. If that is not meant, add \`${name} exists and\` before ${where}.`,
          fixes: [
            {
              title: `Add \`${name} exists and\``,
              edits: [{ document, start: denial.start, end: denial.start, text: `${name} exists and ` }],
            },
          ],
        };
      }
    }
  },
);

const isNegated = ({ operator, negated }: CompareExpression): boolean => negated !== (operator === "!=");

const asksExistence = ({ operator, negated }: CompareExpression): boolean => operator === "exists" && !negated;

/**
 * What makes the comparison hold where the field is missing: its own `!=` or `not in`, or the `not` in front of it. Null:
 * nothing, for a second `not` takes the first one back.
 */
function denialOf(declaration: Declaration, compare: CompareExpression): CompareExpression | UnaryExpression | null {
  const { start, end } = compare;
  const around = conditionsOf(declaration).nots.filter((not) => not.start < start && end <= not.end);
  if (isNegated(compare) === (around.length % 2 === 1)) return null;
  return around.sort((a, b) => a.start - b.start)[0] ?? compare;
}

/** A path as it reads, to find the same one elsewhere in the declaration. */
const wordsOf = (expression: Expression | undefined): string => (expression?.kind === "path" ? nameOf(expression) : "");

/** Half of a percent and less would be none when rounded. */
const percent = (share: number): string => (share < 0.01 ? "less than 1%" : `${Math.round(share * 100)}%`);
