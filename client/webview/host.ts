/** The panel's only way to the outside: messages to the extension, and a state that outlives the page. */
import type { FromPanel, ToPanel } from "../panel/messages.ts";
import type { Sort } from "./data.ts";

/** What is restored when the panel was hidden or reloaded. */
export interface Remembered {
  readonly tab: "detections" | "rejected";
  readonly query: string;
  /** Id of the selected detection. */
  readonly selected: string | null;
  readonly sort: Sort;
  /** Width of the list in percent of the panel; null: as the design has it. */
  readonly left: number | null;
  readonly scroll: number;
}

interface VsCode {
  postMessage(message: FromPanel): void;
  getState(): Remembered | undefined;
  setState(state: Remembered): void;
}
declare function acquireVsCodeApi(): VsCode;

const vscode = acquireVsCodeApi();

export const post = (message: FromPanel): void => vscode.postMessage(message);
export const recall = (): Remembered | undefined => vscode.getState();
export const remember = (state: Remembered): void => vscode.setState(state);

export function listen(receive: (message: ToPanel) => void): void {
  window.addEventListener("message", (event: MessageEvent<ToPanel>) => receive(event.data));
}
