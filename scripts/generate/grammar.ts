/** Writes what the grammar generates from itself: the types of the parser's tree, the TextMate grammar, the page. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { generatedFiles } from "../../grammar/generate.ts";
import { root } from "../paths.ts";

for (const [path, content] of Object.entries(generatedFiles())) writeFileSync(join(root, path), content);
