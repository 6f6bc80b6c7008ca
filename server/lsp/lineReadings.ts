/** Answers RECORD_AT. Invariant: a question about a folder that is not open, or without sound sources, has the answer that there is nothing. */
import type { Connection } from "vscode-languageserver/node";
import { lineReading } from "../host/lineReading.ts";
import { RECORD_AT, type LineReading, type RecordAtParams } from "../protocol.ts";
import { guarded, type Report } from "./guard.ts";
import type { Session } from "./session.ts";

interface Parts {
  readonly session: Session;
  readonly report: Report;
}

export function answerLineReadings(connection: Connection, { session, report }: Parts): void {
  const answer = ({ folder, ...question }: RecordAtParams): LineReading => {
    const forest = session.folder(folder);
    if (!forest || forest.path === null) return { kind: "none" };
    return lineReading(forest.path, forest.model.analysis().program, forest.files, question);
  };
  connection.onRequest(RECORD_AT, guarded("the record of a line", report, answer));
}
