/**
 * Uris as keys. Editors escape the same path in different ways; invariant: two uris of one file have one canonical
 * form, and that form is what the model knows a document by.
 */
import { fileURLToPath, pathToFileURL } from "node:url";

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
