/** The formats that the engine reads, by their names in the language. */
import type { FormatName, FormatOption, SourceDefinition } from "../../model/program.ts";
import type { Format } from "./format.ts";
import { accessFormat } from "./formats/access.ts";
import { cefFormat, leefFormat } from "./formats/cef.ts";
import { ciscoFormat } from "./formats/cisco.ts";
import { csvFormat, tsvFormat } from "./formats/csv.ts";
import { evtxFormat } from "./formats/evtx.ts";
import { jsonFormat } from "./formats/json.ts";
import { kvFormat } from "./formats/kv.ts";
import { mysqlFormat } from "./formats/mysql.ts";
import { syslogFormat } from "./formats/syslog.ts";
import { textFormat } from "./formats/text.ts";
import { w3cFormat } from "./formats/w3c.ts";

/** With the options that are written behind the name; the model has checked them. */
const FORMATS: Readonly<Record<FormatName, (options: readonly FormatOption[]) => Format>> = {
  access: accessFormat,
  cef: () => cefFormat,
  cisco: () => ciscoFormat,
  csv: csvFormat,
  evtx: evtxFormat,
  json: jsonFormat,
  kv: (options) => kvFormat("kv", options),
  leef: () => leefFormat,
  logfmt: () => kvFormat("logfmt"),
  mysql: () => mysqlFormat,
  syslog: () => syslogFormat,
  text: () => textFormat,
  tsv: tsvFormat,
  w3c: w3cFormat,
};

export const formatOf = ({ format, options = [] }: Pick<SourceDefinition, "format" | "options">): Format =>
  FORMATS[format](options);
