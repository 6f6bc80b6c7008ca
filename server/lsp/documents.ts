/**
 * The life of one rule file. Invariant: a text has exactly one owner. While a file is open, the editor owns it and what
 * the disk says is ignored; otherwise the disk does. Only a file that goes takes an open text along which nobody has
 * changed: it was renamed or deleted, and its next change would bring it back.
 *
 *     (absent) --load--> disk --open--> editor --close--> disk, or absent if there is no such file
 *                                       editor --file deleted, text as it was saved--> absent
 */
import { TextDocument } from "vscode-languageserver-textdocument";
import { MOST_CHARACTERS } from "../../grammar/limits.ts";

export type Owner = "disk" | "editor";

export interface RuleDocument {
  /** What the model knows it by. */
  readonly key: string;
  /** As the client writes it; answers use this form. */
  readonly uri: string;
  readonly owner: Owner;
  readonly text: TextDocument;
}

/** Without the mark at its beginning: no editor shows or counts it. */
export function fromDisk(key: string, uri: string, content: string): RuleDocument {
  return { key, uri, owner: "disk", text: TextDocument.create(uri, "mangrove", 0, content.replace(/^\uFEFF/, "")) };
}

export function fromEditor(key: string, text: TextDocument): RuleDocument {
  return { key, uri: text.uri, owner: "editor", text };
}

/** A text that is too long is kept, so that the editor can go on with it, but nothing of it is known. */
export function isRead({ text }: RuleDocument): boolean {
  return text.getText().length <= MOST_CHARACTERS;
}
