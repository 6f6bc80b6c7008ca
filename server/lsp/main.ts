/**
 * Entry of the language server. How it talks to its client (`--stdio`, `--node-ipc`, `--pipe`, `--socket`) is read from
 * the command line by the connection itself.
 */
import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import { serve } from "./server.ts";

const connection = createConnection(ProposedFeatures.all);

// A bug must cost the user one answer, not the server: what nobody caught is reported, and the server goes on.
process.on("uncaughtException", (error) => connection.console.error(error.stack ?? error.message));
process.on("unhandledRejection", (reason) =>
  connection.console.error(reason instanceof Error ? (reason.stack ?? reason.message) : String(reason)),
);

serve(connection);
connection.listen();
