/** How a request about a document finds it. Invariant: a document that is not known has no answer, and that is no error. */
import type { Position } from "vscode-languageserver/node";
import type { Analysis } from "../model/analysis.ts";
import type { RuleDocument } from "./documents.ts";
import type { Forest } from "./forest.ts";
import { guarded, type Report } from "./guard.ts";
import type { Publisher } from "./publish.ts";
import type { Session } from "./session.ts";

export interface Parts {
  readonly session: Session;
  readonly publisher: Publisher;
  readonly report: Report;
}

/** A document that the client asks about. */
export interface Found {
  readonly forest: Forest;
  readonly document: RuleDocument;
}

/** The same, and what the model says of it. */
export interface Asked extends Found {
  readonly analysis: Analysis;
}

export interface DocumentParams {
  readonly textDocument: { readonly uri: string };
}

export interface PositionParams extends DocumentParams {
  readonly position: Position;
}

/** What a feature asks: the model, the document, the offset. */
export type Place = readonly [analysis: Analysis, key: string, offset: number];

export type About = ReturnType<typeof asking>;

/** Guards answers about a document; `none` answers for one that is not known. */
export function asking(parts: Parts) {
  const about = finding(parts);
  return function aboutFolder<Params extends DocumentParams, Answer>(
    what: string,
    none: Answer,
    answer: (asked: Asked, params: Params) => Answer,
  ) {
    return about(what, none, (found, params: Params) =>
      answer({ ...found, analysis: found.forest.model.analysis() }, params),
    );
  };
}

/** For what is asked with a keystroke: the other documents may be those of a moment ago. */
export function glancing(parts: Parts) {
  const about = finding(parts);
  return function aboutDocument<Params extends DocumentParams, Answer>(
    what: string,
    none: Answer,
    answer: (asked: Asked, params: Params) => Answer,
  ) {
    return about(what, none, (found, params: Params) =>
      answer({ ...found, analysis: found.forest.model.glance(found.document.key) }, params),
    );
  };
}

/** For what the text alone can tell. */
export function finding({ session, report }: Parts) {
  return function about<Params extends DocumentParams, Answer>(
    what: string,
    none: Answer,
    answer: (found: Found, params: Params) => Answer,
  ) {
    return guarded(what, report, (params: Params): Answer => {
      const known = session.locate(params.textDocument.uri);
      return known ? answer(known, params) : none;
    });
  };
}

export function placeOf({ analysis, document }: Asked, { position }: { readonly position: Position }): Place {
  return [analysis, document.key, document.text.offsetAt(position)];
}
