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
import { ecsField } from "./ecs.ts";
import { BUILTIN_FIELDS } from "./fieldDocs.ts";
import type { FormatField } from "./formatField.ts";
import { logFormat, ownVariables } from "./logFormat.ts";
import { isUnified, type FormatName, type FormatOption } from "./program.ts";
import { ACCESS_FIELDS, CISCO_FIELDS, MYSQL_FIELDS, SYSLOG_FIELDS, TEXT_FIELDS } from "./textFormats.ts";

export const FORMATS: Readonly<Record<FormatName, readonly FormatField[]>> = {
  access: ACCESS_FIELDS,
  cef: CEF_FIELDS,
  cisco: CISCO_FIELDS,
  csv: TABLE_FIELDS,
  evtx: EVTX_FIELDS,
  json: [],
  kv: KV_FIELDS,
  leef: LEEF_FIELDS,
  logfmt: KV_FIELDS,
  mysql: MYSQL_FIELDS,
  syslog: SYSLOG_FIELDS,
  text: TEXT_FIELDS,
  tsv: TABLE_FIELDS,
  w3c: W3C_FIELDS,
};

/** What each reads, in a line. */
export const FORMAT_DOCS: Readonly<Record<FormatName, string>> = {
  access: "Access logs of web servers: common, combined, or as a `log_format` says.",
  cef: "ArcSight's Common Event Format, with or without a syslog header.",
  cisco: "What Cisco IOS, NX-OS and ASA write, straight or through a collector.",
  csv: 'Rows with named columns, commas or another character between them: `format csv ";"`.',
  evtx: "Windows events, as XML or as JSON lines.",
  json: "JSON lines: one object in each line.",
  kv: "`key=value` pairs, as firewalls write them, with or without a syslog header.",
  leef: "IBM's Log Event Extended Format, with or without a syslog header.",
  logfmt: "`key=value` pairs, as services write them.",
  mysql: "The general, the slow and the audit log of MySQL and MariaDB; a record may have several lines.",
  syslog: "RFC 3164 as Linux writes it, time, host, program, message; and RFC 5424.",
  text: "Free text: the whole line is the message, templates find what is in it.",
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
  ...own(UNIFIED_FROM_ECS, field),
  ...own(UNIFIED_BY_FORMAT[format] ?? {}, field),
];

/** A log may have a field `constructor`, which every table inherits. */
const own = (table: Readonly<Record<string, readonly string[]>>, field: string): readonly string[] =>
  Object.hasOwn(table, field) ? table[field]! : [];

/** The fields of a format with these options. */
export function fieldsOfFormat(format: FormatName, options: readonly FormatOption[]): readonly FormatField[] {
  const [form] = options;
  const own = format === "access" && typeof form === "string" ? ownVariables(form) : [];
  const doc = "What the variable of that name in the option of the format stands for.";
  const columns = options.find((option) => typeof option === "object") ?? [];
  return [
    ...FORMATS[format],
    ...own.map((name): FormatField => ({ name, type: "string", doc })),
    ...columns.filter((name) => !isUnified(name) && !BUILTIN_FIELDS.has(name)).map(columnField),
  ];
}

function columnField(name: string): FormatField {
  const { type = "unknown", doc = "The column of that name in the option of the format." } = ecsField(name) ?? {};
  return { name, type, doc };
}

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
  access: [
    {
      what: "a `log_format` of nginx or Apache, with a text between any two of its variables",
      example: 'format access "$remote_addr [$time_local] \\"$request\\" $status"',
      takes: (option) => typeof option === "string" && logFormat(option) !== null,
    },
  ],
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
