/**
 * Checks that look at one document at a time, so that an edit elsewhere costs them nothing. Invariant: what such a check finds
 * in a document depends on its declarations, on what its words mean, and on what is known of logs and files; while these are
 * the very same, so are its findings.
 */
import type { Analysis, Document, Piece, RuleInfo, SourceInfo } from "../model/analysis.ts";
import { groupBy } from "../model/group.ts";
import { declaredIn } from "../model/names.ts";

/** They walk over `names.declared`, `rules` or `sources`, never over other documents, nor ask whether a replay would run a rule. */
const LOCAL: ReadonlySet<string> = new Set([
  "adjacent-captures",
  "always-missing",
  "constant-condition",
  "contradictory-test",
  "duplicate-clause",
  "duplicate-name",
  "implausible-year",
  "imprecise-number",
  "large-file",
  "list-comparison",
  "literal-wildcard",
  "matches-nearly-all",
  "missing-in-sample",
  "missing-key",
  "never-simulated",
  "no-value",
  "no-year",
  "shadowed-field",
  "shadowed-template",
  "template-prefix",
  "test-expects-nothing",
  "unknown-technique",
  "unknown-template",
  "unmatched-glob",
  "unused-label",
  "upper-bound-count",
  "useless-key",
  "weights-sum",
  "window-beyond-forget",
  "zero-clause",
]);

/** What some ask beside what the words of a document mean. */
const ALSO_ASKED: Readonly<Record<string, (analysis: Analysis) => string>> = {
  "always-missing": soundSources,
  "constant-condition": soundSources,
  "missing-in-sample": (analysis) => `${soundSources(analysis)} ${[...analysis.names.fields.keys()].join()}`,
};

type Find<Found> = (analysis: Analysis) => readonly Found[];

type FindIn<Found> = (analysis: Analysis, documents: readonly Document[]) => readonly Found[];

interface Finding<Found> extends Pick<Analysis, "facts" | "files"> {
  readonly document: Document;
  readonly also: string;
  readonly found: readonly Found[];
}

/** The check with a memory: of each document if it is a local one, else of the analysis. */
export function remembering<Found>(code: string, find: Find<Found>): FindIn<Found> {
  return LOCAL.has(code) ? byDocument(find, ALSO_ASKED[code] ?? nothing) : byAnalysis(find);
}

const nothing = (): string => "";

function soundSources({ program }: Analysis): string {
  return program.sources.map(({ name }) => name).join();
}

function byAnalysis<Found>(find: Find<Found>): FindIn<Found> {
  const findings = new WeakMap<Analysis, readonly Found[]>();
  return (analysis) => {
    const known = findings.get(analysis) ?? find(analysis);
    findings.set(analysis, known);
    return known;
  };
}

function byDocument<Found>(find: Find<Found>, alsoAsked: (analysis: Analysis) => string): FindIn<Found> {
  // What a document says is one object until it says something else.
  const findings = new WeakMap<readonly Piece[], Finding<Found>>();
  const answers = new WeakMap<Analysis, string>();
  return (analysis, documents) => {
    const { facts, files } = analysis;
    const also = answers.get(analysis) ?? alsoAsked(analysis);
    answers.set(analysis, also);
    return documents.flatMap((document) => {
      const pieces = analysis.pieces(document.uri);
      const known = findings.get(pieces);
      if (known?.document === document && known.facts === facts && known.files === files && known.also === also)
        return known.found;
      const found = find(viewOf(analysis, document));
      findings.set(pieces, { document, facts, files, also, found });
      return found;
    });
  };
}

/** The analysis as if what it has of declarations, rules and sources were of one document. Several checks look at each. */
function viewOf(analysis: Analysis, document: Document): Analysis {
  const { views, rules, sources } = partsOf(analysis);
  const known = views.get(document);
  if (known !== undefined) return known;
  const { uri, tree } = document;
  const names = { ...analysis.names, declared: declaredIn(uri, tree) };
  const own = { documents: [document], names, rules: rules.get(uri) ?? [], sources: sources.get(uri) ?? [] };
  const view = { ...analysis, ...own };
  views.set(document, view);
  return view;
}

interface Parts {
  readonly views: WeakMap<Document, Analysis>;
  readonly rules: ReadonlyMap<string, readonly RuleInfo[]>;
  readonly sources: ReadonlyMap<string, readonly SourceInfo[]>;
}

function partsOf(analysis: Analysis): Parts {
  const known = partsBy.get(analysis);
  if (known !== undefined) return known;
  const byDocument = ({ document }: RuleInfo | SourceInfo): string => document;
  const made = {
    views: new WeakMap<Document, Analysis>(),
    rules: groupBy(analysis.rules, byDocument),
    sources: groupBy(analysis.sources, byDocument),
  };
  partsBy.set(analysis, made);
  return made;
}

const partsBy = new WeakMap<Analysis, Parts>();
