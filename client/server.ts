/** Starts the language server, which lies beside this bundle, under the extension host's own Node. */
import type { ExtensionContext } from "vscode";
import { Uri } from "vscode";
import { LanguageClient, TransportKind, type Middleware } from "vscode-languageclient/node";
import type { ServerOptions } from "../server/protocol.ts";
import { serverEnvironment } from "./serverEnvironment.ts";

export function createClient(context: ExtensionContext, middleware: Middleware): LanguageClient {
  const module = Uri.joinPath(context.extensionUri, "dist", "server.mjs").fsPath;
  const env = serverEnvironment(context.globalStorageUri.fsPath);
  const execArgv = ["--nolazy", "--inspect=6009"];
  return new LanguageClient(
    "mangrove",
    "Mangrove",
    {
      run: { module, transport: TransportKind.ipc, options: { env } },
      debug: { module, transport: TransportKind.ipc, options: { env, execArgv } },
    },
    {
      documentSelector: [{ language: "mangrove" }],
      middleware,
      synchronize: { fileEvents: [] },
      // Problems of the whole folder, open or not, come with each check: asking for them file by file would be slower.
      initializationOptions: { diagnostics: "push" } satisfies ServerOptions,
    },
  );
}
