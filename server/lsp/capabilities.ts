/** What the server tells the client that it can do. */
import { CodeActionKind, TextDocumentSyncKind, type ServerCapabilities } from "vscode-languageserver/node";
import { SEMANTIC_TYPES } from "../features/semanticTokens.ts";

export const capabilities: ServerCapabilities = {
  textDocumentSync: { openClose: true, change: TextDocumentSyncKind.Incremental },
  // What may follow one of these is worth a look without being asked: a field, a string's value, a list's item.
  completionProvider: { triggerCharacters: [".", '"', "[", "(", ":"] },
  hoverProvider: true,
  definitionProvider: true,
  documentSymbolProvider: true,
  foldingRangeProvider: true,
  codeLensProvider: { resolveProvider: false },
  codeActionProvider: { codeActionKinds: [CodeActionKind.QuickFix] },
  semanticTokensProvider: { legend: { tokenTypes: [...SEMANTIC_TYPES], tokenModifiers: [] }, full: true, range: false },
  workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
};
