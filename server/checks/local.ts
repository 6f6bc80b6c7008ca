/**
 * Checks that look at one document at a time, so that an edit elsewhere costs them nothing. Invariant: what such a check finds
 * in a document depends on its declarations, on what its words mean, and on what is known of logs and files; while these are
 * the very same, so are its findings.
 */
import type { Analysis, Document } from "../model/analysis.ts";
import type { Check, Diagnostic } from "./diagnostic.ts";

/** They walk over `names.declared` or `rules`, never over other documents, nor ask whether a replay would run a rule. */
const LOCAL: ReadonlySet<string> = new Set([
  "after-deadline",
  "constant-condition",
  "duplicate-clause",
  "list-comparison",
  "matches-nearly-all",
  "missing-in-sample",
  "missing-key",
  "shadowed-field",
  "unknown-technique",
  "unknown-template",
  "unused-label",
  "window-beyond-forget",
]);

interface Finding {
  readonly document: Document;
  readonly known: readonly unknown[];
  readonly found: readonly Diagnostic[];
}

/** The check with a memory, if it is a local one. */
export function remembering(check: Check): Check {
  if (!LOCAL.has(check.code)) return check;
  const findings = new WeakMap<object, Finding>();
  return {
    ...check,
    check: (subject) =>
      subject.analysis.documents.flatMap((document) => {
        const { facts, files } = subject.analysis;
        const known = [facts, files];
        const mentions = subject.analysis.mentions(document.uri);
        const before = findings.get(mentions);
        if (before?.document === document && before.known.every((part, index) => part === known[index]))
          return before.found;
        const found = [...check.check({ ...subject, analysis: viewOf(subject.analysis, document) })];
        findings.set(mentions, { document, known, found });
        return found;
      }),
  };
}

const views = new WeakMap<Analysis, ReadonlyMap<string, Analysis>>();

/** The analysis as if its declarations and rules were those of one document. */
function viewOf(analysis: Analysis, { uri }: Document): Analysis {
  let byUri = views.get(analysis);
  if (byUri === undefined) {
    const declared = Map.groupBy(analysis.names.declared, ({ document }) => document);
    const rules = Map.groupBy(analysis.rules, ({ document }) => document);
    byUri = new Map(
      analysis.documents.map((document) => [
        document.uri,
        {
          ...analysis,
          documents: [document],
          names: { ...analysis.names, declared: declared.get(document.uri) ?? [] },
          rules: rules.get(document.uri) ?? [],
        },
      ]),
    );
    views.set(analysis, byUri);
  }
  return byUri.get(uri)!;
}
