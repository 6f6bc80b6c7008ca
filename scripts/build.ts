/**
 * Bundles everything that leaves the sources: the extension (client, server, worker, webview), the command line `grove`, and
 * the tests that run inside the editor.
 *
 * `npm run build` writes small bundles for the package. `--watch` writes readable ones with source maps for F5, again at
 * each change. Both write a file only when its content changes, so that what depends on it can be skipped.
 */
import { chmod, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { existsSync, globSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import * as esbuild from "esbuild";
import { main } from "./explain.ts";
import { dist, grove, root } from "./paths.ts";

/** Some of the bundled packages are CommonJS and call `require`, which an ES module does not have. */
const requireForModules =
  'import { createRequire as createRequireForBundle } from "node:module";' +
  "const require = createRequireForBundle(import.meta.url);";

const node: esbuild.BuildOptions = {
  platform: "node",
  target: "node20",
  format: "esm",
  banner: { js: requireForModules },
};
const inEditor: esbuild.BuildOptions = { platform: "node", target: "node22", format: "cjs", external: ["vscode"] };

const bundles: Readonly<Record<string, esbuild.BuildOptions>> = {
  client: { ...inEditor, entryPoints: ["client/extension.ts"], outfile: "dist/client.cjs" },
  server: { ...node, entryPoints: ["server/lsp/main.ts"], outfile: "dist/server.mjs" },
  worker: { ...node, entryPoints: ["server/host/worker.ts"], outfile: "dist/worker.mjs" },
  playbook: { ...node, entryPoints: ["server/host/respond/child.ts"], outfile: "dist/playbook.mjs" },
  grove: {
    ...node,
    entryPoints: ["server/cli/main.ts"],
    outfile: "dist/grove.mjs",
    banner: { js: `#!/usr/bin/env node\n${requireForModules}` },
  },
  webview: {
    platform: "browser",
    target: "chrome132",
    format: "iife",
    entryPoints: ["client/webview/main.ts"],
    outfile: "dist/webview.js",
  },
};

/** Each test file is a bundle of its own, which mocha loads inside the editor's extension host; mocha itself stays outside. */
function editorTests(): esbuild.BuildOptions {
  return {
    ...inEditor,
    external: ["vscode", "mocha"],
    entryPoints: ["test/vscode/suite.ts", ...globSync("test/vscode/*.test.ts", { cwd: root }).sort()],
    outdir: "out/test",
    outExtension: { ".js": ".cjs" },
  };
}

const shared: esbuild.BuildOptions = {
  absWorkingDir: root,
  bundle: true,
  charset: "utf8",
  define: { BUNDLED: "true" },
  legalComments: "eof",
  logLevel: "warning", // what is wrong is printed by esbuild itself, with its place
  write: false,
};

/** Builds once, for the package; resolves to the files that changed. Throws what esbuild reports. */
export async function build(): Promise<string[]> {
  await rm(join(root, "out", "test"), { recursive: true, force: true });
  const all = [...Object.values(bundles).map((bundle) => ({ ...bundle, minify: true })), editorTests()];
  const results = await Promise.all(all.map((options) => esbuild.build({ ...shared, ...options })));
  const changed = (
    await Promise.all(results.flatMap((result) => (result.outputFiles ?? []).map(writeIfChanged)))
  ).flat();
  await chmod(grove, 0o755);
  return changed;
}

/** What the bundles of the package are made of, relative to the project's folder. */
export async function bundledFiles(): Promise<string[]> {
  const made = Object.values(bundles).map((bundle) => esbuild.build({ ...shared, ...bundle, metafile: true }));
  const taken = (await Promise.all(made)).flatMap(({ metafile }) =>
    Object.values(metafile!.outputs).flatMap(({ inputs }) =>
      Object.entries(inputs).flatMap(([file, { bytesInOutput }]) => (bytesInOutput > 0 ? [file] : [])),
    ),
  );
  return [...new Set(taken)].sort();
}

async function writeIfChanged({ path, contents }: esbuild.OutputFile): Promise<string[]> {
  if (existsSync(path) && (await readFile(path)).equals(contents)) return [];
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, contents);
  return [relative(root, path)];
}

/** The problem matcher in .vscode/tasks.json waits for the two lines: one round, however many bundles it takes. */
async function watch(): Promise<void> {
  const all = [...Object.values(bundles), editorTests()];
  let running = all.length;
  console.log("[watch] build started");
  const announcing = (): esbuild.Plugin => ({
    name: "write-and-announce",
    setup(build) {
      let first = true; // the rounds of the start are counted above
      build.onStart(() => {
        if (!first && running++ === 0) console.log("[watch] build started");
        first = false;
      });
      build.onEnd(async (result) => {
        await Promise.all((result.outputFiles ?? []).map(writeIfChanged));
        if (--running === 0) console.log("[watch] build finished");
      });
    },
  });
  for (const options of all) {
    const context = await esbuild.context({ ...shared, ...options, sourcemap: "linked", plugins: [announcing()] });
    await context.watch();
  }
}

if (import.meta.main) {
  await main(async () => {
    if (process.argv.includes("--watch")) return watch();
    const changed = await build();
    console.log(changed.length === 0 ? `Nothing changed in ${relative(root, dist)}.` : `Built ${changed.join(", ")}.`);
  });
}
