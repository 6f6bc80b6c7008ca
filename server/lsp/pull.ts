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
import { asking, type Parts } from "./asking.ts";
import type { RuleDocument } from "./documents.ts";
import type { Forest } from "./forest.ts";
import { guarded } from "./guard.ts";

export function answerPulls(connection: Connection, parts: Parts): void {
  const { session, publisher, report } = parts;
  const about = asking(parts);

  function reportOf(forest: Forest, document: RuleDocument, known: string | undefined): DocumentDiagnosticReport {
    const { id, diagnostics } = publisher.problemsOf(forest, document);
    return id === known
      ? { kind: Kind.Unchanged, resultId: id }
      : { kind: Kind.Full, resultId: id, items: [...diagnostics] };
  }

  connection.languages.diagnostics.on(
    about(
      "diagnostics",
      { kind: Kind.Full, items: [] },
      ({ forest, document }, { previousResultId }: DocumentDiagnosticParams): DocumentDiagnosticReport =>
        reportOf(forest, document, previousResultId),
    ),
  );
  connection.languages.diagnostics.onWorkspace(
    guarded(
      "diagnostics of the folder",
      report,
      ({ previousResultIds }: WorkspaceDiagnosticParams): WorkspaceDiagnosticReport => {
        const known = new Map(previousResultIds.map(({ uri, value }) => [uri, value]));
        const items = session.forests.flatMap((forest) =>
          [...forest.documents.values()].map((document) => ({
            uri: document.uri,
            version: document.owner === "editor" ? document.text.version : null,
            ...reportOf(forest, document, known.get(document.uri)),
          })),
        );
        return { items };
      },
    ),
  );
}
