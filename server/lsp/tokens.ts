/**
 * Semantic tokens: whole, of a range, or what has changed since the last answer. Invariant: the last answer of a document is
 * kept under its result's id, and a delta is only made against that one.
 */
import type {
  Connection,
  SemanticTokens,
  SemanticTokensDelta,
  SemanticTokensDeltaParams,
  SemanticTokensRangeParams,
} from "vscode-languageserver/node";
import type { Span } from "../../grammar/ast.ts";
import type { Steps } from "../../grammar/steps.ts";
import { semanticTokens } from "../features/semanticTokens.ts";
import { asking, type Asked, type Parts } from "./asking.ts";
import * as convert from "./convert.ts";
import { steady } from "./slices.ts";

export function answerTokens(connection: Connection, parts: Parts): void {
  const about = asking(parts);
  const answered = new WeakMap<object, Map<string, Required<SemanticTokens>>>();
  const none: SemanticTokens = { data: [] };
  let lastId = 0;

  async function whole(asked: Asked): Promise<Required<SemanticTokens>> {
    const { forest, document } = asked;
    const tokens = { data: await steady(document.text, numbers(asked)), resultId: String(++lastId) };
    const known = answered.get(forest) ?? new Map<string, Required<SemanticTokens>>();
    answered.set(forest, known.set(document.key, tokens));
    return tokens;
  }

  connection.languages.semanticTokens.on(about("semantic tokens", none, whole));
  connection.languages.semanticTokens.onDelta(
    about(
      "semantic tokens",
      none,
      async (asked, { previousResultId }: SemanticTokensDeltaParams): Promise<SemanticTokens | SemanticTokensDelta> => {
        const before = answered.get(asked.forest)?.get(asked.document.key);
        const { resultId, data } = await whole(asked);
        if (before?.resultId !== previousResultId) return { resultId, data };
        return { resultId, edits: changed(before.data, data) };
      },
    ),
  );
  connection.languages.semanticTokens.onRange(
    about("semantic tokens", none, async (asked, { range }: SemanticTokensRangeParams) => {
      const { text } = asked.document;
      const span = { start: text.offsetAt(range.start), end: text.offsetAt(range.end) };
      return { data: await steady(text, numbers(asked, span)) };
    }),
  );
}

function* numbers({ analysis, document }: Asked, within?: Span): Steps<number[]> {
  return yield* convert.toSemanticTokens(yield* semanticTokens(analysis, document.key, within), document.text);
}

/** One edit from the first to the last number that differs. */
export function changed(before: readonly number[], after: readonly number[]): SemanticTokensDelta["edits"] {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  let end = 0;
  while (end < shorter - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  if (start === before.length && start === after.length) return [];
  return [{ start, deleteCount: before.length - end - start, data: after.slice(start, after.length - end) }];
}
