/** The panel's only way to the outside: messages to the extension, and a state that outlives the page. */
import type { FromPanel, Remembered, ToPanel } from "../panel/messages.ts";

interface VsCode {
  postMessage(message: FromPanel): void;
  getState(): Remembered | undefined;
  setState(state: Remembered): void;
}
declare function acquireVsCodeApi(): VsCode;

const vscode = acquireVsCodeApi();

export const post = (message: FromPanel): void => vscode.postMessage(message);
export const recall = (): Remembered | undefined => vscode.getState();
/** The page's own memory is the quick one, the extension's lasts: VS Code may not come to write the first when a window closes. */
export const remember = (ui: Remembered): void => {
  vscode.setState(ui);
  post({ type: "remember", ui });
};

export function listen(receive: (message: ToPanel) => void): void {
  window.addEventListener("message", (event: MessageEvent<ToPanel>) => receive(event.data));
}
