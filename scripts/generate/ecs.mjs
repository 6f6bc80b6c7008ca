/**
 * Makes server/model/generated/ecs.json of the npm package @elastic/ecs: `name: "type description"`, `type[]` where the schema wants a
 * list. Left out is what no
 * log line holds: inner structure of executables and certificates, threat intelligence, and processes seen from others but their parents.
 */
import { writeFileSync } from "node:fs";
import { EcsFlat } from "@elastic/ecs";

const sets = /^(faas|orchestrator|gen_ai|x509|threat\.indicator|threat\.enrichments)\./;
const inner =
  /\.(pe|elf|macho|code_signature|x509|thread|target|changes|effective|entry_leader|session_leader|group_leader|previous)\./;
const doubles = /\.(attested|real|saved)_/;
const types = {
  long: "int",
  integer: "int",
  float: "float",
  double: "float",
  scaled_float: "float",
  boolean: "bool",
  date: "time",
  ip: "ip",
};

const table = {};
for (const { flat_name: name, type, short, normalize } of Object.values(EcsFlat)) {
  if (sets.test(name) || inner.test(name) || doubles.test(name) || ["object", "nested", "geo_point"].includes(type))
    continue;
  const many = normalize.includes("array") ? "[]" : "";
  table[name] = `${types[type] ?? "string"}${many} ${short.replaceAll(/\s+/g, " ").trim()}`;
}
writeFileSync(new URL("../../server/model/generated/ecs.json", import.meta.url), JSON.stringify(table, null, 2) + "\n");
