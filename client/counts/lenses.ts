/** What the client adds to the server's answers: above each rule, what the last replay made of it and a way to its explanation. */
import * as vscode from "vscode";
import { CodeLensRequest, type LanguageClient, type Middleware } from "vscode-languageclient/node";
import type { ReplayStore } from "../store.ts";
import type { RuleTexts } from "../texts.ts";
import { lineNotes, resultOf } from "./words.ts";

/** Adds to the server's lenses, which say where the rules are; keeps its hovers off the notes. */
export function besideCounts(store: ReplayStore, texts: RuleTexts): Middleware {
  return {
    // Behind the last sign of a line is the note, not the word in front of it.
    provideHover: (document, position, token, next) =>
      isNote(texts, document, position) ? null : next(document, position, token),
    provideCodeLenses: async (document, token, next) => {
      const lenses = (await next(document, token)) ?? [];
      return lenses.flatMap((lens) => [lens, ...beside(store, texts, lens)]);
    },
  };
}

function isNote(texts: RuleTexts, document: vscode.TextDocument, position: vscode.Position): boolean {
  if (!position.isEqual(document.lineAt(position.line).range.end)) return false;
  return texts.in(document.uri.toString()).some(({ old, brief, text, shift }) => {
    if (old) return false;
    return lineNotes(brief, text).some(({ offset }) => document.positionAt(offset + shift).line === position.line);
  });
}

function beside(store: ReplayStore, texts: RuleTexts, { command, range }: vscode.CodeLens): vscode.CodeLens[] {
  const [folder, rule] = (command?.arguments ?? []) as [unknown, unknown];
  if (command?.command !== "mangrove.replayRule" || typeof rule !== "string" || folder !== store.folder) return [];
  const live = texts.find(rule);
  if (live === null) return [];
  const result = live.old ? "edited since the last replay" : resultOf(live.brief);
  const show = live.brief.detections > 0 ? "mangrove.showDetections" : "mangrove.explain";
  return [
    new vscode.CodeLens(range, { title: result, command: show, arguments: [folder, rule] }),
    new vscode.CodeLens(range, { title: "Explain", command: "mangrove.explain", arguments: [folder, rule] }),
  ];
}

/** Has the editor ask again after each replay, and when a rule becomes older than its text. */
export function refreshLenses(client: LanguageClient, store: ReplayStore, texts: RuleTexts): vscode.Disposable {
  let known = "";
  const refresh = (): void => {
    const now = JSON.stringify([store.folder, store.briefs.map(({ rule }) => [rule, texts.find(rule)?.old])]);
    if (now === known && briefs === store.briefs) return;
    known = now;
    briefs = store.briefs;
    for (const document of vscode.workspace.textDocuments) {
      if (document.languageId !== "mangrove") continue;
      client.getFeature(CodeLensRequest.method).getProvider(document)?.onDidChangeCodeLensEmitter.fire();
    }
  };
  let briefs = store.briefs;
  const stop = store.onChange(refresh);
  const edits = vscode.workspace.onDidChangeTextDocument(({ document }) => {
    if (document.languageId === "mangrove") refresh();
  });
  return vscode.Disposable.from({ dispose: stop }, edits);
}
