/** `limit 0`, `suppress 0s`: a clause whose zero undoes the rule, or the clause itself. */
import type { Clause, Expression, RuleDeclaration } from "../../grammar/ast.ts";
import { fixed } from "./bounds.ts";
import { ownCheck } from "./diagnostic.ts";

const CLAUSES = ["suppress", "limit", "forget"] as const;

const MESSAGES: Readonly<Record<(typeof CLAUSES)[number], string>> = {
  suppress:
    "`suppress` with no time at all leaves nothing out, so it changes nothing. Give it a time, such as `30m`, or leave it out.",
  limit:
    "With `limit 0` no record may wait for another, so a pattern of several records never completes. Give it room, such as `limit 1000`, or leave it out.",
  forget:
    "With `forget` at no time at all everything is forgotten as it comes, so a pattern of several records never completes. Give it a time, such as `2h`, or leave it out.",
};

export const zeroClause = ownCheck(
  "zero-clause",
  "warning",
  "A clause whose zero undoes it, or the rule",
  function* (analysis) {
    for (const { document, declaration } of analysis.rules) {
      for (const clause of CLAUSES) {
        const value = declaration[clause];
        if (value === undefined || fixed(value, false) !== 0) continue;
        const { start, end } = value;
        yield {
          location: { document, start, end },
          message: MESSAGES[clause],
          fixes: clauseOf(declaration, value).map((whole) => ({
            title: `Leave \`${clause}\` out`,
            edits: [{ document, start: whole.start, end: whole.end, text: "" }],
          })),
        };
      }
    }
  },
);

const clauseOf = ({ clauses }: RuleDeclaration, { start, end }: Expression): readonly Clause[] =>
  clauses.filter((clause) => clause.start <= start && end <= clause.end);
