/** The panel as a view of VS Code: makes the page, and ties its messages to a session. Invariant: one session per page. */
import { randomBytes } from "node:crypto";
import * as vscode from "vscode";
import type { ReplayStore } from "../store.ts";
import type { RuleBook } from "../rules.ts";
import { page } from "./html.ts";
import type { FromPanel, Wanted } from "./messages.ts";
import type { PanelActions, PanelFolder } from "./session.ts";
import { PanelSession } from "./session.ts";

export class PanelView implements vscode.WebviewViewProvider {
  static readonly id = "mangrove.panel";
  private readonly dist: vscode.Uri;
  private readonly store: ReplayStore;
  private readonly rules: RuleBook;
  private readonly folder: () => PanelFolder | null;
  private readonly actions: PanelActions;
  private view: vscode.WebviewView | null = null;
  private session: PanelSession | null = null;
  /** What is to be shown in a panel that was never opened. */
  private wish: Wanted | null = null;

  constructor(
    extension: vscode.Uri,
    store: ReplayStore,
    rules: RuleBook,
    folder: () => PanelFolder | null,
    actions: PanelActions,
  ) {
    this.dist = vscode.Uri.joinPath(extension, "dist");
    this.store = store;
    this.rules = rules;
    this.folder = folder;
    this.actions = actions;
  }

  resolveWebviewView(view: vscode.WebviewView): void {
    this.view = view;
    const { webview } = view;
    webview.options = { enableScripts: true, localResourceRoots: [this.dist] };
    const session = new PanelSession(this.store, this.folder, this.actions, (message) => {
      void webview.postMessage(message);
    });
    this.session = session;
    if (this.wish) session.show(this.wish);
    this.wish = null;
    const update = (): void => session.update();
    const stops = [this.store.onChange(update), this.rules.onChange(update)];
    const received = webview.onDidReceiveMessage((message: FromPanel) => session.receive(message));
    view.onDidDispose(() => {
      this.view = this.session = null;
      session.close();
      received.dispose();
      for (const stop of stops) stop();
    });
    const uri = (name: string): string => webview.asWebviewUri(vscode.Uri.joinPath(this.dist, name)).toString();
    webview.html = page({
      script: uri("webview.js"),
      style: uri("webview.css"),
      origin: webview.cspSource,
      nonce: randomBytes(16).toString("base64url"),
    });
  }

  /** Brings the panel into sight at what is wanted. */
  async showThis(wanted: Wanted): Promise<void> {
    if (this.session) this.session.show(wanted);
    else this.wish = wanted;
    await this.show();
  }

  /** Brings the panel into sight; the focus stays where it is. */
  async show(): Promise<void> {
    if (this.view) this.view.show(true);
    else await vscode.commands.executeCommand(`${PanelView.id}.focus`, { preserveFocus: true });
  }
}
