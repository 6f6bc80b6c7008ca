/** Starts the language server, which lies beside this bundle, under the extension host's own Node. */
import type { ExtensionContext } from "vscode";
import { Uri } from "vscode";
import { LanguageClient, TransportKind } from "vscode-languageclient/node";

export function createClient(context: ExtensionContext): LanguageClient {
  const module = Uri.joinPath(context.extensionUri, "dist", "server.mjs").fsPath;
  return new LanguageClient(
    "mangrove",
    "Mangrove",
    {
      run: { module, transport: TransportKind.ipc },
      debug: { module, transport: TransportKind.ipc, options: { execArgv: ["--nolazy", "--inspect=6009"] } },
    },
    {
      documentSelector: [{ language: "mangrove" }],
      synchronize: { fileEvents: [] },
    },
  );
}
