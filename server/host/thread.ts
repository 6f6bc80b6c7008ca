/** Where the engine's thread begins: beside this file, from source as TypeScript, in the package as a bundle. */
export function threadUrl(): URL {
  return new URL(import.meta.url.endsWith(".ts") ? "./worker.ts" : "./worker.mjs", import.meta.url);
}
