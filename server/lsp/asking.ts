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

/** A document, and what the model says of its folder as it is now. */
export interface Asked {
  readonly forest: Forest;
  readonly document: RuleDocument;
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
export function asking({ session, report }: Parts) {
  return function about<Params extends DocumentParams, Answer>(
    what: string,
    none: Answer,
    answer: (asked: Asked, params: Params) => Answer,
  ) {
    return guarded(what, report, (params: Params): Answer => {
      const known = session.locate(params.textDocument.uri);
      return known ? answer({ ...known, analysis: known.forest.model.analysis() }, params) : none;
    });
  };
}

export function placeOf({ analysis, document }: Asked, { position }: { readonly position: Position }): Place {
  return [analysis, document.key, document.text.offsetAt(position)];
}
