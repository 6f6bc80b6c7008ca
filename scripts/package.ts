/**
 * Packs the built extension into dist/mangrove.vsix: what .vscodeignore lets in, nothing else, with a README for the editor's own
 * page of it. The package stays under its size limit, because it is what people download and what an editor loads.
 */
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { cp, mkdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { listFiles, PackageManager } from "@vscode/vsce";
import { build } from "./build.ts";
import { main } from "./explain.ts";
import { readmeOfPackage } from "./packageReadme.ts";
import { cache, program, root, vsix } from "./paths.ts";
import { runQuietly } from "./processes.ts";

const limit = 2_000_000; // bytes

/** Packs if anything that goes in has changed since the last time; resolves to the size in bytes. */
export async function packageExtension(): Promise<number> {
  const stamp = join(cache, "package.sha256");
  const files = await listFiles({ cwd: root, packageManager: PackageManager.None });
  const wanted = await contentHash(files);
  const present = await readFile(stamp, "utf8").catch(() => "");
  if (present !== wanted || !existsSync(vsix)) {
    const flags = ["--no-dependencies", "--allow-missing-repository", "--no-rewrite-relative-links"];
    await runQuietly(program("vsce"), ["package", ...flags, "--out", vsix], { cwd: await layOut(files) });
    await writeFile(stamp, wanted);
  }
  const { size } = await stat(vsix);
  if (size > limit)
    throw new Error(`The package has ${size} bytes, more than its limit of ${limit}. See .vscodeignore.`);
  return size;
}

/** A folder with all that goes in; vsce takes a README by its place alone. */
async function layOut(files: readonly string[]): Promise<string> {
  const folder = join(cache, "package");
  await rm(folder, { recursive: true, force: true });
  for (const file of files) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await cp(join(root, file), join(folder, file));
  }
  await writeFile(join(folder, "README.md"), readmeOfPackage(await readFile(join(root, "README.md"), "utf8")));
  return folder;
}

async function contentHash(files: readonly string[]): Promise<string> {
  const hash = createHash("sha256");
  for (const file of [...files, ".vscodeignore", "scripts/package.ts", "scripts/packageReadme.ts"].sort()) {
    hash
      .update(`${file}\0`)
      .update(await readFile(join(root, file)))
      .update("\0");
  }
  return hash.digest("hex");
}

if (import.meta.main) {
  await main(async () => {
    await build();
    console.log(`${vsix}: ${await packageExtension()} bytes`);
  });
}
