/** Answers LOG_TEXT. Invariant: only files inside the folder that is named, and open, are read. */
import type { Connection } from "vscode-languageserver/node";
import { logText } from "../host/logText.ts";
import { LOG_TEXT, type LogText, type LogTextParams } from "../protocol.ts";
import { guarded, type Report } from "./guard.ts";
import type { Session } from "./session.ts";

interface Parts {
  readonly session: Session;
  readonly report: Report;
}

export function answerLogTexts(connection: Connection, { session, report }: Parts): void {
  const answer = async ({ folder, file, line }: LogTextParams): Promise<LogText> => {
    const root = session.folder(folder)?.path ?? null;
    // What is not on this machine's disk only the editor can read.
    return root === null ? { kind: "plain" } : logText(root, file, line);
  };
  connection.onRequest(LOG_TEXT, guarded("the text of a log", report, answer));
}
