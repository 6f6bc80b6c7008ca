/** Writes the index of docs/language.md. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { withIndex } from "../languageIndex.ts";
import { root } from "../paths.ts";

const path = join(root, "docs", "language.md");
writeFileSync(path, withIndex(readFileSync(path, "utf8")));
