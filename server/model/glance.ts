/**
 * A look at the one document that is being edited, for answers that must come with the keystroke: the rest of the folder is as
 * the last analysis left it. Invariant: what it says of the document is what the whole analysis is about to say, unless the
 * edit reaches back to it through another document, and but for the fields of `detection`, which are those that all rules
 * had before, its reader's own among them; of the others it says what was said before.
 */
import type { Analysis, Document } from "./analysis.ts";
import { references } from "./answers.ts";
import type { Field, FieldSet } from "./fields.ts";
import type { LoweredAction } from "./lower/action.ts";
import type { LoweredTable } from "./lower/row.ts";
import { collectNames, namesAfter, type Definition, type Names } from "./names.ts";

/** An analysis, and what others need to be analyzed alone beside it. */
export interface Analyzed {
  readonly analysis: Analysis;
  readonly zone: string;
  readonly declaredFields: readonly Field[];
  /** Of the last analysis there was, be it this one or one since. */
  readonly items: Pick<ReadonlyMap<Definition, FieldSet>, "get">;
  readonly tables: ReadonlyMap<Definition, LoweredTable>;
  readonly actions: ReadonlyMap<Definition, LoweredAction>;
}

export interface Near {
  /** The document that was edited. */
  readonly uri: string;
  readonly before: Analyzed;
}

/** Of all documents, the edited one as it is now. */
export function namesNear({ uri, before }: Near, documents: readonly Document[]): Names {
  const { names, document } = before.analysis;
  const was = document(uri);
  const is = documents.find((each) => each.uri === uri);
  return was === undefined || is === undefined ? collectNames(documents) : namesAfter(names, was, is, documents);
}

/** `own`: an analysis of nothing but the edited document. */
export function glanced({ uri, before: { analysis: before } }: Near, own: Analysis): Analysis {
  const of = (document: string): Analysis => (document === uri ? own : before);
  const mentions: Analysis["mentions"] = (document) => of(document).mentions(document);
  return {
    ...own,
    program: before.program,
    problems: before.problems,
    sources: replaced(uri, before.sources, own.sources),
    rules: replaced(uri, before.rules, own.rules),
    mentions,
    pieces: (document) => of(document).pieces(document),
    mentionAt: (document, offset) => of(document).mentionAt(document, offset),
    scopeAt: (document, offset) => of(document).scopeAt(document, offset),
    references: (definition) =>
      references(
        own.documents.map((document) => document.uri),
        mentions,
        definition,
      ),
  };
}

/** In order of documents, as they were. */
function replaced<T extends { readonly document: string }>(
  uri: string,
  before: readonly T[],
  own: readonly T[],
): readonly T[] {
  const others = before.filter(({ document }) => document !== uri);
  const behind = others.findIndex(({ document }) => document > uri);
  const at = behind < 0 ? others.length : behind;
  return [...others.slice(0, at), ...own, ...others.slice(at)];
}

/** The declared fields of all documents, after an edit of those that `looked` has. */
export function withOwn(
  before: readonly Field[],
  own: readonly Field[],
  looked: { has(uri: string): boolean },
): readonly Field[] {
  const isOwn = ({ places }: Field): boolean => places.some(({ document }) => looked.has(document));
  const known = before.filter(isOwn);
  if (known.length === own.length && known.every((field, index) => field === own[index])) return before;
  return [...before.filter((field) => !isOwn(field)), ...own];
}
