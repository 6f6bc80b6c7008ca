/** Answers about names over all files of a folder: where they are used, how they are changed, what there is. */
import {
  DocumentHighlightKind,
  LSPErrorCodes,
  ResponseError,
  type Connection,
  type DocumentHighlight,
  type Location,
  type ReferenceParams,
  type RenameParams,
} from "vscode-languageserver/node";
import { highlightsAt, referencesAt } from "../features/references.ts";
import { prepareRename, rename, type Refusal } from "../features/rename.ts";
import { workspaceSymbols } from "../features/workspaceSymbols.ts";
import { asking, placeOf, type Parts, type PositionParams } from "./asking.ts";
import * as convert from "./convert.ts";
import { guarded } from "./guard.ts";

export function answerNames(connection: Connection, parts: Parts): void {
  const about = asking(parts);
  connection.onReferences(
    about("references", [], (asked, params: ReferenceParams): Location[] =>
      referencesAt(...placeOf(asked, params))
        .filter(({ defines }) => params.context.includeDeclaration || !defines)
        .flatMap((place) => convert.toLocation(place, asked.forest.find)),
    ),
  );
  connection.onDocumentHighlight(
    about("highlights", [], (asked, params: PositionParams): DocumentHighlight[] =>
      highlightsAt(...placeOf(asked, params)).map((place) => ({
        range: convert.toRange(asked.document.text, place),
        kind: place.defines ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
      })),
    ),
  );
  connection.onPrepareRename(
    about("renaming", null, (asked, params: PositionParams) => {
      const prepared = accepted(prepareRename(...placeOf(asked, params)));
      return { range: convert.toRange(asked.document.text, prepared), placeholder: prepared.name };
    }),
  );
  connection.onRenameRequest(
    about("renaming", null, (asked, params: RenameParams) => {
      const { model } = asked.forest;
      const { edits } = accepted(rename(...placeOf(asked, params), params.newName, (texts) => model.tried(texts)));
      return { changes: convert.toChanges(edits, asked.forest.find) };
    }),
  );
  connection.onWorkspaceSymbol(
    guarded("workspace symbols", parts.report, ({ query }: { readonly query: string }) =>
      parts.session.forests.flatMap((forest) =>
        workspaceSymbols(forest.model.analysis(), query).flatMap((symbol) =>
          convert.toWorkspaceSymbol(symbol, forest.find),
        ),
      ),
    ),
  );
}

/** The editor shows the reason of a refusal where the user typed. */
function accepted<Answer extends object>(answer: Answer | Refusal): Answer {
  if ("refused" in answer) throw new ResponseError(LSPErrorCodes.RequestFailed, answer.refused);
  return answer;
}
