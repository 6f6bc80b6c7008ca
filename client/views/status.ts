/** One item in the status bar: what the last replay found; a click shows the panel. */
import * as vscode from "vscode";
import type { ReplayStore } from "../store.ts";

export function createStatus(store: ReplayStore): vscode.Disposable {
  const item = vscode.window.createStatusBarItem("mangrove.status", vscode.StatusBarAlignment.Left, 0);
  item.name = "Mangrove";
  item.command = "mangrove.panel.focus";
  const stop = store.onChange(() => {
    item.text = text(store);
    item.tooltip = store.stale ? "Mangrove: found before your last edit" : "Mangrove: what the last replay found";
    item.show();
  });
  return vscode.Disposable.from(item, { dispose: stop });
}

function text({ phase, detectionCount, stale, rule }: ReplayStore): string {
  const found = detectionCount === 1 ? "1 detection" : `${detectionCount.toLocaleString("en-US")} detections`;
  const of = rule === null ? "" : ` of ${rule}`;
  if (phase === "running") return `$(loading~spin) ${found}${of}`;
  if (phase === "failed") return "$(error) Replay failed";
  return `${stale ? "$(history)" : "$(graph)"} ${found}${of}${phase === "cancelled" ? ", stopped" : ""}`;
}
