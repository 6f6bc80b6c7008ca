/**
 * The answers of an analysis by offset and by name. Invariant: mentions and scopes of a document are sorted by start, the
 * wider one first, so that of those around an offset the last one is the innermost.
 */
import type { Analysis, Document } from "./analysis.ts";
import type { SampleFacts } from "./facts.ts";
import type { Field } from "./fields.ts";
import type { Sink } from "./lower/context.ts";
import type { Memo } from "./memo.ts";
import type { Definition } from "./names.ts";
import type { Location } from "./program.ts";
import type { Mention, ScopeSpan } from "./scopes.ts";
import { typeName } from "./types.ts";

type Given = Pick<
  Analysis,
  "documents" | "names" | "program" | "problems" | "sources" | "rules" | "facts" | "files" | "fieldsOf"
> & {
  /** What was said of each document, piece by piece. */
  readonly sinks: ReadonlyMap<string, readonly Sink[]>;
  readonly memo: Memo;
};

interface Sorted {
  readonly mentions: readonly Mention[];
  readonly scopes: readonly ScopeSpan[];
}

export function makeAnalysis({ sinks, memo, ...given }: Given): Analysis {
  const byUri = new Map<string, Document>(given.documents.map((document) => [document.uri, document]));
  const stable = new Map<string, readonly Sink[]>();
  const pieces = (uri: string): readonly Sink[] => {
    const known = stable.get(uri);
    if (known !== undefined) return known;
    const made = memo.stable(`sinks of ${uri}`, sinks.get(uri) ?? []);
    stable.set(uri, made);
    return made;
  };
  const of = (uri: string): Sorted => sortedOf(pieces(uri));
  return {
    ...given,
    document: (uri) => byUri.get(uri),
    lookup: (name) => given.names.byName.get(name),
    mentions: (uri) => of(uri).mentions,
    pieces,
    mentionAt: (uri, offset) => innermost(of(uri).mentions, offset),
    scopeAt: (uri, offset) => {
      const text = byUri.get(uri)?.text;
      return text === undefined ? undefined : innermost(of(uri).scopes, behindBlanks(text, offset))?.scope;
    },
    references: (definition) => references([...byUri.keys()], (uri) => of(uri).mentions, definition),
    values: (field) => told(field, [], (known) => mostFrequent(given.facts, known)),
    missingShare: (field) => told(field, null, (known) => missingShare(given.facts, known)),
    typeName,
  };
}

/** Where nothing that was said of a document has changed, neither has its order. */
function sortedOf(sinks: readonly Sink[]): Sorted {
  const known = sortedSinks.get(sinks);
  if (known !== undefined) return known;
  const made = {
    mentions: bySpan(sinks.flatMap(({ mentions }) => mentions)),
    scopes: bySpan(sinks.flatMap(({ scopes }) => scopes)),
  };
  sortedSinks.set(sinks, made);
  return made;
}

const sortedSinks = new WeakMap<readonly Sink[], Sorted>();

const bySpan = <T extends { start: number; end: number }>(spans: readonly T[]): readonly T[] =>
  [...spans].sort((a, b) => a.start - b.start || b.end - a.end);

/** Of equal spans the one that was recorded last. */
function innermost<T extends { start: number; end: number }>(spans: readonly T[], offset: number): T | undefined {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (spans[middle]!.start <= offset) low = middle + 1;
    else high = middle;
  }
  const reach = reachOf(spans);
  for (let index = low - 1; index >= 0 && reach[index]! >= offset; index--)
    if (spans[index]!.end >= offset) return spans[index];
  return undefined;
}

/** How far each span and those before it reach: further back there is nothing to look for. */
function reachOf(spans: readonly { end: number }[]): readonly number[] {
  const known = reaches.get(spans);
  if (known !== undefined) return known;
  let furthest = -1;
  const made = spans.map(({ end }) => (furthest = Math.max(furthest, end)));
  reaches.set(spans, made);
  return made;
}

const reaches = new WeakMap<readonly object[], readonly number[]>();

/** The end of the last word before an offset: behind `where ` one is still in the clause. */
function behindBlanks(text: string, offset: number): number {
  let at = offset;
  while (at > 0 && /\s/.test(text[at - 1]!)) at--;
  return at;
}

export function references(
  uris: readonly string[],
  mentionsOf: (uri: string) => readonly Mention[],
  definition: Definition,
): readonly Location[] {
  const found: Location[] = [definition.location];
  const own = ({ document, start }: Location): boolean =>
    document === definition.location.document && start === definition.location.start;
  for (const document of uris) {
    for (const { start, end, meaning } of mentionsOf(document)) {
      const named =
        meaning.kind === "definition" ? meaning.definition : meaning.kind === "label" ? meaning.label.definition : null;
      if (named === null || !same(named, definition) || own({ document, start, end })) continue;
      // Mentions ascend: one that was found already was found last.
      const last = found.at(-1)!;
      if (last.document !== document || last.start !== start) found.push({ document, start, end });
    }
  }
  return found;
}

const same = (a: Definition, b: Definition): boolean =>
  a === b || (a.location.document === b.location.document && a.location.start === b.location.start);

/** Asks the facts of the field that they are about; of what is computed for an event, no log tells anything. */
function told<Answer>(field: Field, nothing: Answer, ask: (known: Field) => Answer): Answer {
  if (field.like !== undefined) return told(field.like, nothing, ask);
  return field.origin === "with" ? nothing : ask(field);
}

function mostFrequent(facts: SampleFacts, field: Field): readonly (readonly [string, number])[] {
  const counts = new Map<string, number>();
  for (const source of field.sources) {
    for (const [value, count] of facts[source]?.fields[field.name]?.values ?? []) {
      counts.set(value, (counts.get(value) ?? 0) + count);
    }
  }
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
}

function missingShare(facts: SampleFacts, field: Field): number | null {
  let records = 0;
  let present = 0;
  for (const source of field.sources) {
    records += facts[source]?.records ?? 0;
    present += facts[source]?.fields[field.name]?.present ?? 0;
  }
  return records === 0 ? null : (records - present) / records;
}
