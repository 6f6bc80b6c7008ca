/**
 * Which fixes are offered at a place, and all of one kind at once. Invariant: what is fixed together does not overlap and has
 * one way to be fixed; where there is a choice, a person makes it.
 */
import type { Span } from "../../grammar/ast.ts";
import type { TextEdit } from "./item.ts";

export interface Fixable extends Span {
  readonly code: string;
  readonly document: string;
  readonly fixes?: readonly { readonly title: string; readonly edits: readonly TextEdit[] }[];
}

export interface FixAll<Problem> {
  readonly title: string;
  readonly problems: readonly Problem[];
  readonly edits: readonly TextEdit[];
}

/** The problems of a document that touch a span and can be fixed. */
export function fixableAt<Problem extends Fixable>(
  problems: readonly Problem[],
  document: string,
  { start, end }: Span,
): Problem[] {
  return problems.filter(
    (problem) =>
      problem.document === document && problem.start <= end && problem.end >= start && (problem.fixes?.length ?? 0) > 0,
  );
}

/** Every problem of a document, or of one kind, that has exactly one fix; null: there are not at least `least`. */
export function fixAll<Problem extends Fixable>(
  problems: readonly Problem[],
  document: string,
  { code, least = 1 }: { readonly code?: string; readonly least?: number } = {},
): FixAll<Problem> | null {
  const edits: TextEdit[] = [];
  const fixed = problems.filter((problem) => {
    const [fix, other] = problem.fixes ?? [];
    if (problem.document !== document || (code !== undefined && problem.code !== code)) return false;
    if (
      fix === undefined ||
      other !== undefined ||
      fix.edits.some((edit) => edits.some((done) => overlap(edit, done)))
    ) {
      return false;
    }
    edits.push(...fix.edits);
    return true;
  });
  if (fixed.length < least) return null;
  const { length } = fixed;
  const one = code === undefined ? "error that has one fix" : `problem of the kind \`${code}\``;
  const many = code === undefined ? "errors that have one fix" : `problems of the kind \`${code}\``;
  const title = length === 1 ? `Fix the only ${one} in this file` : `Fix all ${length} ${many} in this file`;
  return { title, problems: fixed, edits };
}

/** Two insertions at one place do, for nobody could say which comes first. */
function overlap(a: TextEdit, b: TextEdit): boolean {
  if (a.document !== b.document) return false;
  return a.start === b.start || (a.start < b.end && b.start < a.end);
}
