/**
 * NOTICE, which goes into the package: whose code and data are in the bundles, and under which licences. Invariant: made from
 * what the bundler really took in, so nothing can be forgotten.
 */
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { bundledFiles } from "./build.ts";
import { root } from "./paths.ts";

const HEAD = `Mangrove
Licensed under the Apache License, Version 2.0, which stands in LICENSE.

MITRE ATT&CK
© 2025 The MITRE Corporation. This work is reproduced and distributed with the permission of The MITRE Corporation. MITRE grants
a non-exclusive, royalty-free license to use ATT&CK for research, development, and commercial purposes, provided that any copy
reproduces MITRE's copyright designation and this license. Provided "as is", without warranties.

Elastic Common Schema
Names, types and descriptions of fields, of @elastic/ecs, Copyright Elasticsearch B.V., Apache License 2.0, as in LICENSE.

The bundles hold code of these packages:
`;

export async function notice(): Promise<string> {
  const packages = new Set((await bundledFiles()).flatMap((file) => packageOf(file) ?? []));
  return [HEAD, ...[...packages].sort().map(entry)].join("\n");
}

/** `node_modules/lit/index.js` is of `node_modules/lit`; null for our own files. */
function packageOf(file: string): string | null {
  return /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? null;
}

function entry(folder: string): string {
  const { name, version, license } = JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8")) as {
    name: string;
    version: string;
    license: string;
  };
  const [file] = globSync("{licen[cs]e,LICEN[CS]E,License}{,.md,.txt,.MIT}", { cwd: join(root, folder) }).sort();
  const title = `${"-".repeat(80)}\n${name} ${version} (${license})\n`;
  if (license === "Apache-2.0") return `${title}\nAs in LICENSE.\n`;
  if (file === undefined) return `${title}\n${authorOf(folder)}\n`;
  return `${title}\n${readFileSync(join(root, folder, file), "utf8")
    .replaceAll("\r\n", "\n")
    .trim()}\n`;
}

/** Of a package that brings no text of its licence. */
function authorOf(folder: string): string {
  const { author } = JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8")) as {
    author?: string | { name?: string };
  };
  const who = typeof author === "string" ? author : author?.name;
  return `Copyright ${who ?? "its authors"}.`;
}
