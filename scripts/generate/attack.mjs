/** Makes server/model/generated/attack.json of server/model/data/attack.tsv: `id: "name|tactics|status|replaced by"`. */
import { readFileSync, writeFileSync } from "node:fs";

const model = new URL("../../server/model/", import.meta.url);
const [, ...rows] = readFileSync(new URL("data/attack.tsv", model), "utf8").trimEnd().split("\n");
const table = {};
for (const row of rows) {
  const [id, name, tactics = "", status = "", replacement = ""] = row.split("\t").map((cell) => cell.trim());
  table[id] = [name, tactics, status, replacement].join("|");
}
writeFileSync(new URL("generated/attack.json", model), JSON.stringify(table, null, 2) + "\n");
