/**
 * Keeps the last whole replay and whether it is compared in the storage of the workspace, so that the next window can compare.
 * Invariant: what cannot be kept or read is left out without a word; no replay waits for it.
 */
import * as vscode from "vscode";
import { pack, unpack } from "./panel/kept.ts";
import type { ReplayStore } from "./store.ts";

const FILE = "replay.json";
const COMPARING = "comparing";

export function keepReplay(store: ReplayStore, context: vscode.ExtensionContext): vscode.Disposable {
  const { storageUri: folder, workspaceState } = context;
  if (folder === undefined) return new vscode.Disposable(() => undefined);
  const file = vscode.Uri.joinPath(folder, FILE);
  let { phase } = store;
  const changed = (): void => {
    const ended = phase !== "done" && store.phase === "done";
    phase = store.phase;
    if (store.previous !== null) void workspaceState.update(COMPARING, store.comparing);
    if (ended && store.folder !== null) void write(file, pack(store.folder, store.current));
  };
  void read(file).then((kept) => {
    if (kept) store.recall(kept.folder, kept.previous, workspaceState.get(COMPARING) === true);
  });
  return new vscode.Disposable(store.onChange(changed));
}

async function read(file: vscode.Uri): Promise<ReturnType<typeof unpack>> {
  try {
    return unpack(new TextDecoder().decode(await vscode.workspace.fs.readFile(file)));
  } catch {
    return null;
  }
}

async function write(file: vscode.Uri, text: string | null): Promise<void> {
  try {
    if (text === null) await vscode.workspace.fs.delete(file);
    else await vscode.workspace.fs.writeFile(file, new TextEncoder().encode(text));
  } catch {
    // A full disk, say: the comparison is then lost with the window.
  }
}
