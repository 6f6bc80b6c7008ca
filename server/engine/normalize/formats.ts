/** The formats that the engine reads, by their names in the language. */
import type { FormatName, FormatOption, SourceDefinition } from "../../model/program.ts";
import type { Format } from "./format.ts";
import { jsonFormat } from "./formats/json.ts";
import { syslogFormat } from "./formats/syslog.ts";

/** With the options that are written behind the name; the model has checked them. */
const FORMATS: Readonly<Record<FormatName, (options: readonly FormatOption[]) => Format>> = {
  json: () => jsonFormat,
  syslog: () => syslogFormat,
};

export const formatOf = ({ format, options = [] }: Pick<SourceDefinition, "format" | "options">): Format =>
  FORMATS[format](options);
