/** Writes the list of what the engine cannot run yet into README, from the table that the check and the compiler read. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { supportList, withSupportList } from "../supportList.ts";
import { root } from "../paths.ts";

const readme = join(root, "README.md");
writeFileSync(readme, withSupportList(readFileSync(readme, "utf8"), supportList()));
