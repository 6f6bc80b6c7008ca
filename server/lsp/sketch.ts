/** Answers SKETCH: what a log looks like, by its beginning. Invariant: nothing outside the folder is read. */
import type { Connection } from "vscode-languageserver/node";
import { sketch, type LogSketch } from "../draft/sketch.ts";
import { logHead } from "../host/logHead.ts";
import { SKETCH, type LearnParams } from "../protocol.ts";
import { guarded, type Report } from "./guard.ts";
import type { Session } from "./session.ts";
import { relativeFile } from "./uri.ts";

interface Parts {
  readonly session: Session;
  readonly report: Report;
}

/** Enough to tell the format; a list of logs asks for many. */
const HEAD = 16 * 1024;

export function answerSketches(connection: Connection, { session, report }: Parts): void {
  const unread = (looks: string): LogSketch => ({ looks, isRead: false, first: null, line: null });
  const answer = ({ folder, file }: LearnParams): LogSketch => {
    const root = session.folder(folder)?.path ?? null;
    const path = root === null ? null : relativeFile(root, file);
    if (root === null || path === null) return unread("not in this folder");
    try {
      return sketch(logHead(root, path, HEAD));
    } catch {
      return unread("cannot be opened");
    }
  };
  connection.onRequest(SKETCH, guarded("what a log looks like", report, answer));
}
