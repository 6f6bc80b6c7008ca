/**
 * Checks that look at one document at a time, so that an edit elsewhere costs them nothing. Invariant: what such a check finds
 * in a document depends on its declarations, on what its words mean, and on what is known of logs and files; while these are
 * the very same, so are its findings.
 */
import type { Analysis, Document, RuleInfo } from "../model/analysis.ts";
import { groupBy } from "../model/group.ts";
import { declaredIn } from "../model/names.ts";

/** They walk over `names.declared` or `rules`, never over other documents, nor ask whether a replay would run a rule. */
const LOCAL: ReadonlySet<string> = new Set([
  "always-missing",
  "constant-condition",
  "duplicate-clause",
  "imprecise-number",
  "list-comparison",
  "literal-wildcard",
  "matches-nearly-all",
  "missing-key",
  "never-simulated",
  "no-value",
  "shadowed-field",
  "test-expects-nothing",
  "unknown-technique",
  "unknown-template",
  "unused-label",
  "upper-bound-count",
  "useless-key",
  "weights-sum",
  "window-beyond-forget",
  "zero-clause",
]);

/** Those that ask which sources are sound, beside what the words of a document mean. */
const ASK_FOR_SOURCES: ReadonlySet<string> = new Set(["always-missing"]);

type Find<Found> = (analysis: Analysis) => readonly Found[];

type FindIn<Found> = (analysis: Analysis, documents: readonly Document[]) => readonly Found[];

interface Finding<Found> extends Pick<Analysis, "facts" | "files"> {
  readonly document: Document;
  readonly sources: string;
  readonly found: readonly Found[];
}

/** The check with a memory: of each document if it is a local one, else of the analysis. */
export function remembering<Found>(code: string, find: Find<Found>): FindIn<Found> {
  return LOCAL.has(code) ? byDocument(find, ASK_FOR_SOURCES.has(code)) : byAnalysis(find);
}

function byAnalysis<Found>(find: Find<Found>): FindIn<Found> {
  const findings = new WeakMap<Analysis, readonly Found[]>();
  return (analysis) => {
    const known = findings.get(analysis) ?? find(analysis);
    findings.set(analysis, known);
    return known;
  };
}

function byDocument<Found>(find: Find<Found>, asksForSources: boolean): FindIn<Found> {
  // What a document says is one object until it says something else.
  const findings = new WeakMap<object, Finding<Found>>();
  return (analysis, documents) => {
    const sources = asksForSources ? analysis.program.sources.map(({ name }) => name).join() : "";
    return documents.flatMap((document) => {
      const { facts, files } = analysis;
      const mentions = analysis.mentions(document.uri);
      const known = findings.get(mentions);
      if (known?.document === document && known.facts === facts && known.files === files && known.sources === sources)
        return known.found;
      const found = find(viewOf(analysis, document));
      findings.set(mentions, { document, facts, files, sources, found });
      return found;
    });
  };
}

/** The analysis as if its declarations and rules were those of one document. */
function viewOf(analysis: Analysis, document: Document): Analysis {
  const { uri, tree } = document;
  const names = { ...analysis.names, declared: declaredIn(uri, tree) };
  return { ...analysis, documents: [document], names, rules: rulesOf(analysis).get(uri) ?? [] };
}

function rulesOf(analysis: Analysis): ReadonlyMap<string, readonly RuleInfo[]> {
  const known = rulesBy.get(analysis);
  if (known !== undefined) return known;
  const made = groupBy(analysis.rules, ({ document }) => document);
  rulesBy.set(analysis, made);
  return made;
}

const rulesBy = new WeakMap<Analysis, ReadonlyMap<string, readonly RuleInfo[]>>();
