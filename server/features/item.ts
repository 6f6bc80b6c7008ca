/**
 * What features answer with: own values with offsets into the document's text, no LSP types. Invariant: every span lies
 * in the document that was asked about, unless a type says otherwise.
 */
import type { Span } from "../../grammar/ast.ts";

export type CompletionKind =
  | "keyword"
  | "snippet"
  | "source"
  | "event"
  | "rule"
  | "list"
  | "label"
  | "field"
  | "function"
  | "value"
  | "constant"
  | "unit";

/** One thing that can be written at the cursor. */
export interface Completion {
  readonly label: string;
  readonly kind: CompletionKind;
  /** Beside the label: a type, a count, a title. */
  readonly detail?: string;
  /** Markdown; made when somebody looks at the item, where it takes long or is long. */
  readonly doc?: string | (() => string);
  /** What is written in place of `replace`; with `snippet` in LSP's snippet syntax. */
  readonly insert: string;
  readonly snippet?: boolean;
  readonly replace: Span;
  /** Ascending; equal ones go by label. */
  readonly sort: string;
  /** What the user's typing is matched with, if it is not the label. */
  readonly filter?: string;
  /** Something has to stand behind it, so the next list opens once it was taken. */
  readonly opensNext?: boolean;
}

export function docOf({ doc }: Completion): string | undefined {
  return typeof doc === "function" ? doc() : doc;
}

export interface Hover extends Span {
  readonly markdown: string;
}

/** A change of a text: in any document of the folder. */
export interface TextEdit extends Span {
  readonly document: string;
  readonly text: string;
}
