/** One item in the status bar: what the last replay found, and whether tests fail; a click shows the panel, or the failing tests. */
import * as vscode from "vscode";
import { compare, type Comparison } from "../panel/compare.ts";
import type { ReplayStore } from "../store.ts";
import type { TestExplorer } from "../tests/explorer.ts";
import { statusOf } from "./statusWords.ts";

export function createStatus(store: ReplayStore, tests: TestExplorer): vscode.Disposable {
  const item = vscode.window.createStatusBarItem("mangrove.status", vscode.StatusBarAlignment.Left, 0);
  item.name = "Mangrove";
  const failed = new Map<string, boolean>();
  /** Made once for each pair of replays. */
  let known: { readonly of: ReplayStore["previous"]; readonly comparison: Comparison | null } | null = null;
  const compared = (): Comparison | null => {
    const { previous } = store;
    if (known?.of !== previous)
      known = { of: previous, comparison: previous === null ? null : compare(previous, store.current) };
    return known.comparison;
  };
  const show = (): void => {
    const there = tests.items.under().flatMap(({ id }) => failed.get(id) ?? []);
    const counts = { ran: there.length, failed: there.filter(Boolean).length };
    const { text, tooltip, failing } = statusOf(store, counts, compared());
    item.text = text;
    item.tooltip = tooltip;
    item.command = failing && store.phase === "idle" ? "workbench.view.testing.focus" : "mangrove.panel.focus";
    if (text === "") item.hide();
    else item.show();
  };
  const stop = store.onChange(show);
  const listening = tests.onDidEnd(({ id, failures }) => {
    failed.set(id, failures.length > 0);
    show();
  });
  return vscode.Disposable.from(item, listening, { dispose: stop });
}
