/** The files that look like logs, by their names alone. Invariant: largest first, for the smallest files of a folder are seldom its logs. */
import * as vscode from "vscode";

export interface FoundLog {
  readonly uri: vscode.Uri;
  /** As the workspace shows it. */
  readonly path: string;
  /** `1.2 MB` */
  readonly size: string;
}

/** Of one folder; without it, of all that are open. */
export async function findLogs(folder?: vscode.WorkspaceFolder): Promise<readonly FoundLog[]> {
  const pattern = folder ? new vscode.RelativePattern(folder, LOGS) : LOGS;
  const uris = await vscode.workspace.findFiles(pattern, "**/{node_modules,.git}/**", MOST);
  const found = await Promise.all(uris.map(measured));
  found.sort((a, b) => b.bytes - a.bytes || (a.uri.path < b.uri.path ? -1 : 1));
  return found.map(({ uri, bytes }) => ({
    ...{ uri, size: sizeOf(bytes) },
    path: vscode.workspace.asRelativePath(uri, folder ? false : undefined),
  }));
}

async function measured(uri: vscode.Uri): Promise<{ readonly uri: vscode.Uri; readonly bytes: number }> {
  // A file may be gone, or closed to us, since it was found.
  const bytes = await vscode.workspace.fs.stat(uri).then(
    ({ size }) => size,
    () => 0,
  );
  return { uri, bytes };
}

const LOGS = "**/*{.log,.log.*,.log-*,.jsonl,.ndjson,.json,.csv,.tsv,.txt,.evtx.xml,.xml,.gz,messages,secure,syslog}";
const MOST = 200;

function sizeOf(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`;
  return bytes < 1_000_000 ? `${Math.round(bytes / 1_000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
