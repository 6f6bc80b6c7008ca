/**
 * `w3c`: the extended log format of IIS and others. Invariant: what the last `#Fields:` line above names, or the source,
 * is what the columns are called; `-` is no value.
 *
 * Its times are UTC, whatever the zone of the source.
 */
import type { FormatOption } from "../../../model/program.ts";
import type { Format } from "../format.ts";
import { Columns, namedFormat, type Aliases, type NamedReading } from "./named.ts";

export const W3C_ALIASES: Aliases = {
  "source.ip": ["c-ip"],
  "source.port": ["c-port"],
  "destination.ip": ["s-ip"],
  "destination.port": ["s-port"],
  "user.name": ["cs-username"],
  "host.name": ["s-computername"],
  "http.request.method": ["cs-method"],
  "http.request.bytes": ["cs-bytes"],
  "http.request.referrer": ["cs(Referer)"],
  "http.response.status_code": ["sc-status"],
  "http.response.bytes": ["sc-bytes"],
  "url.path": ["cs-uri-stem"],
  "url.query": ["cs-uri-query"],
  "url.domain": ["cs-host", "cs(Host)"],
  "user_agent.original": ["cs(User-Agent)"],
};

const FIELDS = /^#fields:/i;
const CELL = /[ \t]*(?:"((?:[^"]|"")*)"(?=[ \t]|$)|([^ \t]+))/y;

export const w3cFormat = (options: readonly FormatOption[]): Format<NamedReading> => {
  const given = options.find((option) => typeof option === "object");
  return namedFormat({
    key: JSON.stringify(["w3c", options]),
    aliases: W3C_ALIASES,
    zone: "Z",
    open: () => {
      let columns = given === undefined ? null : new Columns(given);
      const read = (text: string): NamedReading | string | null => {
        const body = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
        if (FIELDS.test(body)) columns = new Columns(cellsOf(body.slice("#fields:".length)));
        if (body.startsWith("#")) return null;
        if (body.trim() === "") return "empty line";
        if (columns === null) return "no `#Fields:` line above this one says what its columns are";
        const cells = cellsOf(body).map((cell) => (cell === "-" ? "" : cell));
        return columns.reading(text, cells);
      };
      return { read };
    },
  });
};

function cellsOf(text: string): readonly string[] {
  const cells: string[] = [];
  CELL.lastIndex = 0;
  for (let match = CELL.exec(text); match !== null; match = CELL.exec(text))
    cells.push(match[1]?.replaceAll('""', '"') ?? match[2]!);
  return cells;
}
