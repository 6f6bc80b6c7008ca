/** What the tests in the editor share: the running extension, and waiting for an event instead of for time. */
import * as vscode from "vscode";
import type { Mangrove } from "../../client/extension.ts";

export async function extension(): Promise<Mangrove> {
  const mangrove = vscode.extensions.getExtension<Mangrove>("mangrove.mangrove");
  if (!mangrove) throw new Error("The extension is not installed.");
  return mangrove.activate();
}

/** The first value that is not empty: now, or at one of the coming events. */
export function until<T>(event: vscode.Event<unknown>, look: () => readonly T[]): Promise<readonly T[]> {
  return new Promise((settle) => {
    const listening = event(() => check());
    function check(): void {
      const found = look();
      if (found.length === 0) return;
      listening.dispose();
      settle(found);
    }
    check();
  });
}
