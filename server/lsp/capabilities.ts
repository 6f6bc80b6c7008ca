/** What the server tells the client that it can do. */
import { CodeActionKind, TextDocumentSyncKind, type ServerCapabilities } from "vscode-languageserver/node";
import { typedCharacters } from "../features/format.ts";
import { SEMANTIC_TYPES } from "../features/semanticTokens.ts";
import { FIX_ALL } from "./actions.ts";

/** `pulls`: the client asks for diagnostics, so that they are not sent unasked. */
export function capabilities(pulls: boolean): ServerCapabilities {
  return {
    textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental, save: true },
    // What may follow one of these is worth a look without being asked: a field, a string's value, a list's item, a capture.
    completionProvider: { triggerCharacters: [".", '"', "[", "(", ":", "{"], resolveProvider: true },
    hoverProvider: true,
    signatureHelpProvider: { triggerCharacters: ["(", ","], retriggerCharacters: [" "] },
    definitionProvider: true,
    referencesProvider: true,
    documentHighlightProvider: true,
    renameProvider: { prepareProvider: true },
    documentSymbolProvider: true,
    workspaceSymbolProvider: true,
    foldingRangeProvider: true,
    selectionRangeProvider: true,
    documentLinkProvider: { resolveProvider: false },
    codeLensProvider: { resolveProvider: false },
    codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix, FIX_ALL] },
    documentFormattingProvider: true,
    documentRangeFormattingProvider: true,
    documentOnTypeFormattingProvider: {
      firstTriggerCharacter: typedCharacters[0],
      moreTriggerCharacter: typedCharacters.slice(1),
    },
    semanticTokensProvider: {
      legend: { tokenTypes: [...SEMANTIC_TYPES], tokenModifiers: [] },
      full: { delta: true },
      range: true,
    },
    ...(pulls
      ? { diagnosticProvider: { identifier: "mangrove", interFileDependencies: true, workspaceDiagnostics: true } }
      : {}),
    workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
  };
}
