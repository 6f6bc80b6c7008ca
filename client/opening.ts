/** How a place is opened: `side`: in the column beside; `stay`: the focus stays where it is. */
import * as vscode from "vscode";
import type { Opening } from "./panel/messages.ts";

export type { Opening } from "./panel/messages.ts";

/** Of what a command was given: anything else opens as always. */
export const openingOf = (how: unknown): Opening | undefined => (how === "side" || how === "stay" ? how : undefined);

export function shownAs(how: Opening | undefined): vscode.TextDocumentShowOptions {
  if (how === "side") return { viewColumn: vscode.ViewColumn.Beside };
  return how === "stay" ? { preserveFocus: true } : {};
}
