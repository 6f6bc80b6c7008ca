/** Writes NOTICE. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { notice } from "../notice.ts";
import { root } from "../paths.ts";

writeFileSync(join(root, "NOTICE"), await notice());
