/** Where things are. Every script takes its paths from here; none of them depends on the current directory. */
import { homedir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));
export const dist = join(root, "dist");
export const vsix = join(dist, "mangrove.vsix");
export const grove = join(dist, "grove.mjs");
/** The workspace that `npm start`, F5 and the tests in the editor open. */
export const sample = join(root, "samples", "ssh");
/** What newcomers see first: a week of a company's logs. */
export const company = join(root, "samples", "company");
/** Kept between runs, never committed, safe to delete. */
export const cache = join(root, ".cache");
/** Large downloads, shared by all clones on this machine. */
export const sharedCache = join(process.env["XDG_CACHE_HOME"] || join(homedir(), ".cache"), "mangrove");

/** A program of a devDependency, as npm links it. */
export const program = (name: string): string =>
  join(root, "node_modules", ".bin", process.platform === "win32" ? `${name}.cmd` : name);
