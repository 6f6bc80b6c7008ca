/** A workspace folder whose files change while the server runs. */
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { folderOf } from "../kit/folder.ts";

export interface Folder {
  /** Absolute. */
  readonly path: string;
  /** Into a folder that is there already. */
  write(file: string, content: string): void;
  delete(file: string): void;
  /** With all that is in it. */
  deleteFolder(folder: string): void;
}

export function makeFolder(files: Readonly<Record<string, string>>): Folder {
  const path = folderOf(files);
  return {
    path,
    write: (file, content) => writeFileSync(join(path, file), content),
    delete: (file) => rmSync(join(path, file)),
    deleteFolder: (folder) => rmSync(join(path, folder), { recursive: true }),
  };
}
