/**
 * How a request about a document finds it. Invariant: a document that is not known has no answer, and that is no error; who
 * asks about a long one, or in a large folder, keeps nobody else waiting.
 */
import type { Position } from "vscode-languageserver/node";
import type { Analysis } from "../model/analysis.ts";
import { isRead, type RuleDocument } from "./documents.ts";
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

/** Guards answers about a document; `none` answers for one that is not known, or too long to be read. */
export function asking(parts: Parts) {
  const { publisher } = parts;
  return about(parts, ({ forest }) => publisher.analyzed(forest), asked);
}

/** For what is asked with a keystroke: the other documents may be those of a moment ago. */
export function glancing(parts: Parts) {
  const { publisher } = parts;
  return about(
    parts,
    ({ forest, document: { key } }) =>
      forest.model.canGlance(key) ? publisher.parsed(forest, key) : publisher.analyzed(forest),
    (found) => ({ ...found, analysis: found.forest.model.glance(found.document.key) }),
  );
}

/** For what the text alone can tell. */
export function finding(parts: Parts) {
  const { publisher } = parts;
  return about(
    parts,
    ({ forest, document: { key } }) => publisher.parsed(forest, key),
    (found) => found,
  );
}

const asked = (found: Found): Asked => ({ ...found, analysis: found.forest.model.analysis() });

/** `prepare` does, between other requests, what would take long in `ask`. */
function about<Subject extends Found>(
  { session, report }: Parts,
  prepare: (found: Found) => Promise<void>,
  ask: (found: Found) => Subject,
) {
  return function aboutDocument<Params extends DocumentParams, Answer>(
    what: string,
    none: Answer,
    answer: (subject: Subject, params: Params) => Answer | Promise<Answer>,
  ) {
    return guarded(what, report, async (params: Params): Promise<Answer> => {
      const find = (): Found | undefined => {
        const found = session.locate(params.textDocument.uri);
        return found !== undefined && isRead(found.document) ? found : undefined;
      };
      const known = find();
      if (known === undefined) return none;
      await prepare(known);
      const now = find();
      return now === undefined ? none : answer(ask(now), params);
    });
  };
}

export function placeOf({ analysis, document }: Asked, { position }: { readonly position: Position }): Place {
  return [analysis, document.key, document.text.offsetAt(position)];
}
