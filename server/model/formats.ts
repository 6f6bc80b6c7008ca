/**
 * What each line format splits off in front of the message: the fields that a source of that format has before any
 * template or map. Invariant: the engine's scanner of a format fills exactly the fields listed here.
 */
import {
  CEF_FIELDS,
  EVTX_FIELDS,
  KV_FIELDS,
  LEEF_FIELDS,
  TABLE_FIELDS,
  UNIFIED_BY_FORMAT,
  W3C_FIELDS,
} from "./namedFormats.ts";
import type { FormatName, FormatOption, Type } from "./program.ts";

export interface FormatField {
  readonly name: string;
  readonly type: Type;
  readonly doc: string;
}

/** RFC 3164 as Linux writes it, and the ISO timestamps of a modern rsyslog. */
export const SYSLOG_FIELDS: readonly FormatField[] = [
  {
    name: "timestamp",
    type: "string",
    doc: "The time as the line has it: `Dec 10 06:55:46`, `2026-06-14T15:16:01+02:00`.",
  },
  { name: "hostname", type: "string", doc: "The host that wrote the line; `device` unless the map says otherwise." },
  {
    name: "process",
    type: "string",
    doc: "The program, as the tag before `[pid]:` names it; missing where a line has no tag.",
  },
  { name: "pid", type: "int", doc: "The number in brackets behind the program's name." },
  {
    name: "priority",
    type: "int",
    doc: "The number in `<...>` in front of the line: eight times the facility plus the severity.",
  },
  { name: "facility", type: "int", doc: "The facility in `<...>`: `4` is auth, `10` is authpriv." },
];

export const FORMATS: Readonly<Record<FormatName, readonly FormatField[]>> = {
  cef: CEF_FIELDS,
  csv: TABLE_FIELDS,
  evtx: EVTX_FIELDS,
  json: [],
  kv: KV_FIELDS,
  leef: LEEF_FIELDS,
  logfmt: KV_FIELDS,
  syslog: SYSLOG_FIELDS,
  tsv: TABLE_FIELDS,
  w3c: W3C_FIELDS,
};

/** What each reads, in a line. */
export const FORMAT_DOCS: Readonly<Record<FormatName, string>> = {
  cef: "ArcSight's Common Event Format, with or without a syslog header.",
  csv: 'Rows with named columns, commas or another character between them: `format csv ";"`.',
  evtx: "Windows events, one in each line, as XML or as JSON.",
  json: "JSON lines: one object in each line.",
  kv: "`key=value` pairs, as firewalls write them, with or without a syslog header.",
  leef: "IBM's Log Event Extended Format, with or without a syslog header.",
  logfmt: "`key=value` pairs, as services write them.",
  syslog: "RFC 3164 as Linux writes it: time, host, program, message.",
  tsv: "Rows with named columns, tabs between them; Zeek's logs too.",
  w3c: "The W3C extended log format, as IIS writes it.",
};

/** Formats whose records name their fields themselves. */
const OPEN: ReadonlySet<string> = new Set<FormatName>([
  ...(["cef", "csv", "evtx", "json", "kv", "leef", "logfmt", "tsv", "w3c"] as const),
]);

export const isOpenFormat = (name: string): boolean => OPEN.has(name);

/**
 * Of formats whose records name their fields themselves: from which of these a unified field is taken where the record
 * does not name it so and the `map` does not set it. The first that has a value counts.
 */
const UNIFIED_FROM_ECS: Readonly<Record<string, readonly string[]>> = {
  device: ["host.name", "host.hostname", "observer.name"],
  user: ["user.name"],
  ip: ["source.ip", "client.ip"],
  domain: ["dns.question.name", "url.domain", "destination.domain"],
  process: ["process.name"],
};

/** Where a unified field of an open format comes from, behind what the record itself calls so. */
export const unifiedFrom = (format: FormatName, field: string): readonly string[] => [
  ...(UNIFIED_FROM_ECS[field] ?? []),
  ...(UNIFIED_BY_FORMAT[format]?.[field] ?? []),
];

/** What may be written behind the name of a format. */
export interface OptionForm {
  /** For messages: "separator of one character". */
  readonly what: string;
  readonly example: string;
  readonly takes: (option: FormatOption) => boolean;
}

const SEPARATOR = (example: string): OptionForm => ({
  what: "separator of one character",
  example,
  takes: (option) => typeof option === "string" && option.length === 1 && !/["\r\n]/.test(option),
});
const COLUMNS = (format: string): OptionForm => ({
  what: "list of the columns' names",
  example: `format ${format} ["time", "user", "ip"]`,
  takes: (option) => typeof option === "object" && option.length > 0,
});

/** In this order, each at most once, each may be left out. */
export const FORMAT_OPTIONS: Readonly<Partial<Record<FormatName, readonly OptionForm[]>>> = {
  csv: [SEPARATOR('format csv ";"'), COLUMNS("csv")],
  kv: [SEPARATOR('format kv "|"'), SEPARATOR('format kv "|" ":"')],
  tsv: [COLUMNS("tsv")],
  w3c: [COLUMNS("w3c")],
};

/** The first option that the format does not take, and what it would; null: all are fine. */
export function optionFault(
  name: FormatName,
  options: readonly (FormatOption | null)[],
): { readonly index: number; readonly wanted: OptionForm | null } | null {
  const forms = FORMAT_OPTIONS[name] ?? [];
  let form = 0;
  for (const [index, option] of options.entries()) {
    const from = form;
    while (form < forms.length && (option === null || !forms[form]!.takes(option))) form++;
    if (form === forms.length) return { index, wanted: forms[from] ?? forms.at(-1) ?? null };
    form++;
  }
  return null;
}
