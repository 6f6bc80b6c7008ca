/**
 * Answers what an editor asks about a place in a rule file. Each answer is one feature, asked about the analysis of
 * the forest as it is now, and brought into LSP's form.
 */
import type { CodeLens, Connection, SelectionRangeParams } from "vscode-languageserver/node";
import { replayLenses } from "../features/codeLens.ts";
import { definitionAt } from "../features/definition.ts";
import { folding } from "../features/folding.ts";
import { hoverAt } from "../features/hover.ts";
import { links } from "../features/links.ts";
import { selectionsAt } from "../features/selection.ts";
import { signatureAt } from "../features/signature.ts";
import { symbols } from "../features/symbols.ts";
import { answerActions } from "./actions.ts";
import { asking, finding, glancing, placeOf, type Asked, type Parts, type PositionParams } from "./asking.ts";
import { answerCompletion } from "./completion.ts";
import * as convert from "./convert.ts";
import { answerFormatting } from "./formatting.ts";
import { answerNames } from "./names.ts";
import { steady } from "./slices.ts";
import { answerTokens } from "./tokens.ts";

export function answerLanguage(connection: Connection, parts: Parts): void {
  const about = asking(parts);
  const aboutText = finding(parts);
  const aboutDocument = glancing(parts);
  connection.onHover(
    about("hover", null, (asked, params: PositionParams) => {
      const hover = hoverAt(...placeOf(asked, params));
      return hover && convert.toHover(hover, asked.document.text);
    }),
  );
  connection.onSignatureHelp(
    aboutDocument("signature help", null, (asked, params: PositionParams) => {
      const help = signatureAt(...placeOf(asked, params));
      return help && convert.toSignature(help);
    }),
  );
  connection.onDefinition(
    about("definition", [], (asked, params: PositionParams) => {
      const target = definitionAt(...placeOf(asked, params));
      return target?.locations.flatMap((location) => convert.toLocation(location, asked.forest.find)) ?? [];
    }),
  );
  connection.onCodeLens(about("code lens", [], codeLenses));
  connection.onDocumentSymbol(
    aboutText("the outline", [], ({ forest, document }) =>
      symbols(forest.model, document.key).map((entry) => convert.toSymbol(entry, document.text)),
    ),
  );
  connection.onFoldingRanges(
    aboutText("folding", [], async ({ document: { text } }) => {
      const folds = await steady(text, folding(text.getText()));
      return folds.flatMap((fold) => convert.toFoldingRange(fold, text));
    }),
  );
  connection.onSelectionRanges(
    about("selection", [], (asked, { positions }: SelectionRangeParams) =>
      positions.map((position) =>
        convert.toSelection(selectionsAt(...placeOf(asked, { position })), position, asked.document.text),
      ),
    ),
  );
  connection.onDocumentLinks(
    about("links", [], ({ analysis, document, forest }) =>
      links(analysis, document.key, forest.files).flatMap((link) => convert.toLink(link, document.text, forest.path)),
    ),
  );
  answerCompletion(connection, parts);
  answerNames(connection, parts);
  answerTokens(connection, parts);
  answerActions(connection, parts);
  answerFormatting(connection, parts);
}

/** Only where there is a folder: a lone file has no logs to replay. */
function codeLenses({ analysis, document, forest }: Asked): CodeLens[] {
  if (forest.uri === null) return [];
  return replayLenses(analysis, document.key).map((lens) => ({
    range: convert.toRange(document.text, lens),
    command: { title: "Replay", command: "mangrove.replayRule", arguments: [forest.uri, lens.rule] },
  }));
}
