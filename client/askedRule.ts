/**
 * Which rule a command is about. Invariant: nothing that was clicked is lost in silence: a row that the window is just drawing anew
 * stands for nothing at that moment, and then a list asks.
 */
import * as vscode from "vscode";
import type { RuleBook } from "./rules.ts";
import type { RuleNode } from "./views/rules.ts";

export interface RuleTarget {
  /** Its uri. */
  readonly folder: string;
  readonly rule: string;
}

/** A code lens and the panel give the folder's uri and the rule's name, the tree gives its node. */
export function ruleGiven(folder: unknown, rule: unknown): RuleTarget | undefined {
  if (typeof folder === "string" && typeof rule === "string") return { folder, rule };
  const node = folder as Partial<RuleNode> | null | undefined;
  return node?.kind === "rule" && node.folder && node.rule ? { folder: node.folder, rule: node.rule.name } : undefined;
}

/** `ask`: what the list asks with where nothing was given. */
export const askedRule = async (
  rules: RuleBook,
  folder: unknown,
  rule: unknown,
  ask: string,
): Promise<RuleTarget | undefined> => (folder === undefined ? pickRule(rules, ask) : ruleGiven(folder, rule));

async function pickRule(rules: RuleBook, placeHolder: string): Promise<RuleTarget | undefined> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  const all = folders.flatMap(({ name, uri }) => {
    const sound = (rules.of(uri.toString()) ?? []).filter(({ broken }) => !broken);
    const description = folders.length > 1 ? name : "";
    return sound.map((rule) => ({ label: rule.name, description, folder: uri.toString(), rule: rule.name }));
  });
  return vscode.window.showQuickPick(all, { placeHolder });
}
