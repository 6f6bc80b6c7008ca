/**
 * Uris as keys. Editors escape the same path in different ways; invariant: two uris of one file have one canonical
 * form, and that form is what the model knows a document by.
 */
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { isInside } from "../host/folder.ts";

/** Path of a `file:` uri; null for any other uri, or one that no path can come from. */
export function pathOf(uri: string): string | null {
  if (!uri.startsWith("file:")) return null;
  try {
    return fileURLToPath(uri);
  } catch {
    return null;
  }
}

export function uriOf(path: string): string {
  return pathToFileURL(path).href;
}

export function canonical(uri: string): string {
  const path = pathOf(uri);
  return path === null ? uri : uriOf(path).replace(/\/$/, "");
}

/** Path of a log inside the folder, with `/`; null for any other. */
export function relativeFile(root: string, uri: string): string | null {
  const file = pathOf(uri);
  if (file === null || !isInside(root, file)) return null;
  return path.relative(root, file).split(path.sep).join("/");
}
