/** Long work, cut so that nobody waits for it. Invariant: between two slices, messages that are there are answered. */
import { setImmediate as nextTurn } from "node:timers/promises";
import { LSPErrorCodes, ResponseError } from "vscode-languageserver/node";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { finished, type Steps } from "../../grammar/steps.ts";

/** Milliseconds that a request may have to wait for a slice. */
export const SLICE = 4;

/** Characters that are read while others wait: an answer must not be about a later text than its question. */
export const SHORT = 50_000;

/**
 * They go first: a message that is there by now is read in the next turn and handled in the one behind it, the next message in
 * the one behind that: a keystroke, and what is asked about it.
 */
export async function requests(): Promise<void> {
  for (let turn = 0; turn < TURNS; turn++) await nextTurn();
}

/** One more than the messages need: what was waited for first goes on first. */
const TURNS = 4;

/** Steps about a text of this length: of a short one at once. */
export async function inTurns<Result>(steps: Steps<Result>, length: number): Promise<Result> {
  if (length <= SHORT) return finished(steps);
  for (;;) {
    await requests();
    const end = performance.now() + SLICE;
    while (performance.now() < end) {
      const { done, value } = steps.next();
      if (done === true) return value;
    }
  }
}

/** Steps about the text of a document. If it changes meanwhile, who asked is told to ask again: what they find would be wrong. */
export async function steady<Result>(text: TextDocument, steps: Steps<Result>): Promise<Result> {
  const { version } = text;
  const found = await inTurns(steps, text.getText().length);
  if (text.version === version) return found;
  throw new ResponseError(LSPErrorCodes.ContentModified, "The text has changed since it was asked about.");
}
