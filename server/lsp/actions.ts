/** Code actions: the fixes of the problems at a place, all of their kind, and whatever can be fixed without a choice. */
import { CodeActionKind, type CodeAction, type CodeActionParams, type Connection } from "vscode-languageserver/node";
import type { Diagnostic } from "../checks/index.ts";
import { fixableAt, fixAll, type FixAll } from "../features/fixes.ts";
import { asking, type Asked, type Parts } from "./asking.ts";
import * as convert from "./convert.ts";

/** A kind of its own, so that a user can have it run on save without other extensions'. */
export const FIX_ALL = `${CodeActionKind.SourceFixAll}.mangrove`;

export function answerActions(connection: Connection, parts: Parts): void {
  const about = asking(parts);
  connection.onCodeAction(
    about("quick fixes", [], async (asked, params: CodeActionParams) => {
      const problems = await parts.publisher.check(asked.forest);
      // They are about the texts as they are by now; the question may be about an older one.
      return asked.forest.find(asked.document.key) === asked.document ? actions(asked, params, problems) : [];
    }),
  );
}

function actions(
  { document, forest }: Asked,
  { range, context }: CodeActionParams,
  problems: readonly Diagnostic[],
): CodeAction[] {
  // A kind holds those below it, and the empty one all.
  const wants = (kind: string): boolean =>
    context.only?.some((only) => only === "" || kind === only || kind.startsWith(`${only}.`)) ??
    kind === CodeActionKind.QuickFix;
  const toAction = (title: string, kind: string, fixed: readonly Diagnostic[], edits: FixAll<Diagnostic>["edits"]) => ({
    title,
    kind,
    diagnostics: fixed.map((problem) => convert.toDiagnostic(problem, document.text, forest.find)),
    edit: { changes: convert.toChanges(edits, forest.find) },
  });
  const all = (kind: string, found: FixAll<Diagnostic> | null): CodeAction[] =>
    found === null ? [] : [toAction(found.title, kind, found.problems, found.edits)];
  const span = { start: document.text.offsetAt(range.start), end: document.text.offsetAt(range.end) };
  const here = wants(CodeActionKind.QuickFix) ? fixableAt(problems, document.key, span) : [];
  // What is only unused yet may be about to be used: nothing but errors is corrected without being looked at.
  const errors = problems.filter(({ severity }) => severity === "error");
  const kinds = [...new Set(here.map(({ code }) => code))];
  return [
    ...here.flatMap((problem) => {
      const fixes = problem.fixes ?? [];
      // What an editor may do without showing the list.
      const isPreferred = fixes.length === 1 && problem.severity === "error";
      return fixes.map((fix) => ({
        ...toAction(fix.title, CodeActionKind.QuickFix, [problem], fix.edits),
        isPreferred,
      }));
    }),
    ...kinds.flatMap((code) => all(CodeActionKind.QuickFix, fixAll(problems, document.key, { code, least: 2 }))),
    ...(wants(FIX_ALL) ? all(FIX_ALL, fixAll(errors, document.key)) : []),
  ];
}
