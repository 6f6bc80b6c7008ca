/** The pages about diagnostics, which lie beside the server. Invariant: a code has a link only if its page is there. */
import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** Seen from the bundle, and from the sources. */
const FOLDERS = ["../docs/diagnostics/", "../../docs/diagnostics/"];

const pages: ReadonlyMap<string, string> = readPages();

function readPages(): Map<string, string> {
  for (const relative of FOLDERS) {
    const folder = new URL(relative, import.meta.url);
    try {
      const names = readdirSync(fileURLToPath(folder)).filter((name) => name.endsWith(".md"));
      return new Map(names.map((name) => [name.slice(0, -".md".length), new URL(name, folder).href]));
    } catch {
      // It lies in the other one, or was left out of this build: then codes have no links.
    }
  }
  return new Map();
}

/** To be spread into a diagnostic. */
export function pageOf(code: string): { codeDescription?: { href: string } } {
  const href = pages.get(code);
  return href === undefined ? {} : { codeDescription: { href } };
}
