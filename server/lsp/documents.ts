/**
 * The life of one rule file. Invariant: a text has exactly one owner. While a file is open, the editor owns it and what
 * the disk says is ignored; otherwise the disk does.
 *
 *     (absent) --load--> disk --open--> editor --close--> disk, or absent if there is no such file
 */
import { TextDocument } from "vscode-languageserver-textdocument";

export type Owner = "disk" | "editor";

export interface RuleDocument {
  /** What the model knows it by. */
  readonly key: string;
  /** As the client writes it; answers use this form. */
  readonly uri: string;
  readonly owner: Owner;
  readonly text: TextDocument;
}

export function fromDisk(key: string, uri: string, content: string): RuleDocument {
  return { key, uri, owner: "disk", text: TextDocument.create(uri, "mangrove", 0, content) };
}

export function fromEditor(key: string, text: TextDocument): RuleDocument {
  return { key, uri: text.uri, owner: "editor", text };
}
