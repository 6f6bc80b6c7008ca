/** The formats that the engine reads, by their names in the language. */
import type { FormatName } from "../../model/program.ts";
import type { Format } from "./format.ts";
import { jsonFormat } from "./formats/json.ts";
import { syslogFormat } from "./formats/syslog.ts";

export const READERS: Readonly<Record<FormatName, Format>> = { json: jsonFormat, syslog: syslogFormat };
