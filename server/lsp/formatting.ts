/** Answers requests to format: a document, a part of it, or what has just been typed. */
import type {
  Connection,
  DocumentOnTypeFormattingParams,
  DocumentRangeFormattingParams,
  TextEdit,
} from "vscode-languageserver/node";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { Span } from "../../grammar/ast.ts";
import type { Edit } from "../../grammar/print.ts";
import { formatting, formattingOnType } from "../features/format.ts";
import { finding, type Parts } from "./asking.ts";
import * as convert from "./convert.ts";
import { inTurns } from "./slices.ts";

export function answerFormatting(connection: Connection, parts: Parts): void {
  const about = finding(parts);
  connection.onDocumentFormatting(about("formatting", [], ({ document: { text } }) => edits(text)));
  connection.onDocumentRangeFormatting(
    about("formatting", [], ({ document: { text } }, { range }: DocumentRangeFormattingParams) => {
      const span = { start: text.offsetAt(range.start), end: text.offsetAt(range.end) };
      return edits(text, span);
    }),
  );
  connection.onDocumentOnTypeFormatting(
    about("formatting", [], ({ document: { text } }, { position, ch }: DocumentOnTypeFormattingParams) =>
      toEdits(formattingOnType(text.getText(), text.offsetAt(position), ch), text),
    ),
  );
}

/** Of a text that has changed meanwhile there are none: they would be wrong. */
async function edits(text: TextDocument, range?: Span): Promise<TextEdit[]> {
  const { version } = text;
  const written = text.getText();
  const found = await inTurns(formatting(written, range), written.length);
  return text.version === version ? toEdits(found, text) : [];
}

function toEdits(edits: readonly Edit[], text: TextDocument): TextEdit[] {
  return edits.map((edit) => ({ range: convert.toRange(text, edit), newText: edit.text }));
}
