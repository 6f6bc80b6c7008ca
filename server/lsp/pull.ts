/**
 * Diagnostics for clients that ask for them: of one document, or of all files of all folders. Invariant: what the client has
 * already, known by its id, is answered with "unchanged".
 */
import {
  DocumentDiagnosticReportKind as Kind,
  type Connection,
  type DocumentDiagnosticParams,
  type DocumentDiagnosticReport,
  type WorkspaceDiagnosticParams,
  type WorkspaceDiagnosticReport,
} from "vscode-languageserver/node";
import type { Parts } from "./asking.ts";
import type { RuleDocument } from "./documents.ts";
import type { Forest } from "./forest.ts";
import { guarded } from "./guard.ts";

export function answerPulls(connection: Connection, parts: Parts): void {
  const { session, publisher, report } = parts;

  async function reportOf(
    forest: Forest,
    document: RuleDocument,
    known: string | undefined,
  ): Promise<DocumentDiagnosticReport> {
    const { id, diagnostics } = await publisher.problemsOf(forest, document);
    return id === known
      ? { kind: Kind.Unchanged, resultId: id }
      : { kind: Kind.Full, resultId: id, items: [...diagnostics] };
  }

  connection.languages.diagnostics.on(
    guarded(
      "diagnostics",
      report,
      async ({ textDocument, previousResultId }: DocumentDiagnosticParams): Promise<DocumentDiagnosticReport> => {
        const known = session.locate(textDocument.uri);
        return known ? reportOf(known.forest, known.document, previousResultId) : { kind: Kind.Full, items: [] };
      },
    ),
  );
  connection.languages.diagnostics.onWorkspace(
    guarded(
      "diagnostics of the folder",
      report,
      async ({ previousResultIds }: WorkspaceDiagnosticParams): Promise<WorkspaceDiagnosticReport> => {
        const known = new Map(previousResultIds.map(({ uri, value }) => [uri, value]));
        const documents = session.forests.flatMap((forest) =>
          [...forest.documents.values()].map((document) => ({ forest, document })),
        );
        for (const forest of session.forests) await publisher.check(forest);
        const items = documents.map(async ({ forest, document }) => ({
          uri: document.uri,
          version: document.owner === "editor" ? document.text.version : null,
          ...(await reportOf(forest, document, known.get(document.uri))),
        }));
        return { items: await Promise.all(items) };
      },
    ),
  );
}
