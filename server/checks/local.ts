/**
 * Checks that look at one document at a time, so that an edit elsewhere costs them nothing. Invariant: what such a check finds
 * in a document depends on its declarations, on what its words mean, and on what is known of logs and files; while these are
 * the very same, so are its findings.
 */
import type { Analysis, Document } from "../model/analysis.ts";
import { groupBy } from "../model/group.ts";

/** They walk over `names.declared` or `rules`, never over other documents, nor ask whether a replay would run a rule. */
const LOCAL: ReadonlySet<string> = new Set([
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

type Find<Found> = (analysis: Analysis) => readonly Found[];

interface Finding<Found> extends Pick<Analysis, "facts" | "files"> {
  readonly document: Document;
  readonly found: readonly Found[];
}

/** The check with a memory, if it is a local one. */
export function remembering<Found>(code: string, find: Find<Found>): Find<Found> {
  if (!LOCAL.has(code)) return find;
  // What a document says is one object until it says something else.
  const findings = new WeakMap<object, Finding<Found>>();
  return (analysis) =>
    analysis.documents.flatMap((document) => {
      const { facts, files } = analysis;
      const mentions = analysis.mentions(document.uri);
      const known = findings.get(mentions);
      if (known?.document === document && known.facts === facts && known.files === files) return known.found;
      const found = find(viewOf(analysis, document));
      findings.set(mentions, { document, facts, files, found });
      return found;
    });
}

const views = new WeakMap<Analysis, ReadonlyMap<string, Analysis>>();

/** The analysis as if its declarations and rules were those of one document. */
function viewOf(analysis: Analysis, { uri }: Document): Analysis {
  return viewsOf(analysis).get(uri)!;
}

function viewsOf(analysis: Analysis): ReadonlyMap<string, Analysis> {
  const known = views.get(analysis);
  if (known !== undefined) return known;
  const declared = groupBy(analysis.names.declared, ({ document }) => document);
  const rules = groupBy(analysis.rules, ({ document }) => document);
  const made = new Map(
    analysis.documents.map((document): [string, Analysis] => {
      const names = { ...analysis.names, declared: declared.get(document.uri) ?? [] };
      return [document.uri, { ...analysis, documents: [document], names, rules: rules.get(document.uri) ?? [] }];
    }),
  );
  views.set(analysis, made);
  return made;
}
