/** `limit 0`, `suppress 0s`, `within 0s`: a clause whose zero undoes the rule, or the clause itself. */
import type { Clause, Declaration, Expression, RuleDeclaration } from "../../grammar/ast.ts";
import { fixed } from "./bounds.ts";
import { ownCheck } from "./diagnostic.ts";
import { nodesOf } from "./nodes.ts";

const CLAUSES = ["suppress", "limit", "forget"] as const;

const MESSAGES = {
  suppress:
    "`suppress` with no time at all leaves nothing out, so it changes nothing. Give it a time, such as `30m`, or leave it out.",
  limit:
    "With `limit 0` no record may wait for another, so a pattern of several records never completes. Give it room, such as `limit 1000`, or leave it out.",
  forget:
    "With `forget` at no time at all everything is forgotten as it comes, so a pattern of several records never completes. Give it a time, such as `2h`, or leave it out.",
  window:
    "A window without length holds only records of the very same instant, so what happens one after the other never meets in it. Give it a length, such as `5m`.",
  absence:
    "A deadline without length has passed when it begins, so only a record of the very same instant could be in time. Say how long to wait, such as `30m`.",
  approve: "A question that is open for no time at all can be answered by nobody. Give it a time, such as `30m`.",
  timeout:
    "An attempt that may take no time at all has always failed, so the action never succeeds. Give it a time, such as `5s`.",
} as const;

interface Zero {
  readonly value: Expression;
  readonly message: string;
}

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
    for (const { document, declaration } of analysis.names.declared) {
      for (const { value, message } of timesOf(declaration)) {
        if (fixed(value, false) === 0) yield { location: { document, start: value.start, end: value.end }, message };
      }
    }
  },
);

const clauseOf = ({ clauses }: RuleDeclaration, { start, end }: Expression): readonly Clause[] =>
  clauses.filter((clause) => clause.start <= start && end <= clause.end);

/** Times that have to be some, with what none of it means. */
function timesOf(declaration: Declaration): readonly Zero[] {
  if (declaration.kind === "action")
    return declaration.timeout === undefined ? [] : [{ value: declaration.timeout, message: MESSAGES.timeout }];
  if (declaration.kind !== "rule" && declaration.kind !== "playbook") return [];
  return nodesOf(declaration).flatMap((node) => {
    const { kind, within } = node as { readonly kind?: string; readonly within?: Expression };
    if (within === undefined) return [];
    return [
      { value: within, message: MESSAGES[kind === "no" ? "absence" : kind === "approve" ? "approve" : "window"] },
    ];
  });
}
