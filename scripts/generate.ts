/**
 * `npm run generate`: writes everything in the repository that a program writes, by running
 * each script in scripts/generate/. All of it is committed; running this changes nothing unless its inputs changed.
 */
import { globSync } from "node:fs";
import { join } from "node:path";
import { root } from "./paths.ts";
import { run } from "./processes.ts";

const generators = globSync("scripts/generate/*.{ts,mjs}", { cwd: root }).sort();

for (const generator of generators) {
  console.log(generator);
  const code = await run(process.execPath, [join(root, generator)], { cwd: root });
  if (code !== 0) {
    console.error(`${generator} failed with exit code ${code}.`);
    process.exitCode = 1;
  }
}
