/**
 * Formats whose lines name their fields: what such a line has beside what it names. Invariant: the engine's reader of a
 * format fills exactly these, and what the line names.
 */
import type { FormatField } from "./formatField.ts";

const TIMESTAMP: FormatField = {
  name: "timestamp",
  type: "string",
  doc: "The time in front of the line, as syslog writes it; else what the line's `date` and `time` say together.",
};

const DATED: FormatField = {
  name: "timestamp",
  type: "string",
  doc: "A column of that name; else what the columns `date` and `time` say together, with a blank between them.",
};

const HOSTNAME: FormatField = {
  name: "hostname",
  type: "string",
  doc: "The host in the syslog header in front of the line, if it has one.",
};

export const TABLE_FIELDS: readonly FormatField[] = [DATED];

export const W3C_FIELDS: readonly FormatField[] = [
  { name: "timestamp", type: "string", doc: "The columns `date` and `time` together, as UTC." },
];

export const KV_FIELDS: readonly FormatField[] = [TIMESTAMP, HOSTNAME];

export const CEF_FIELDS: readonly FormatField[] = [
  TIMESTAMP,
  HOSTNAME,
  { name: "deviceVendor", type: "string", doc: "Who made the device; also `observer.vendor`." },
  { name: "deviceProduct", type: "string", doc: "What the device is; also `observer.product`." },
  { name: "deviceVersion", type: "string", doc: "Its version; also `observer.version`." },
  {
    name: "deviceEventClassId",
    type: "string",
    doc: "The kind of event, such as a signature's id; also `event.code`.",
  },
  { name: "name", type: "string", doc: "What happened, in words; also `rule.name`." },
  {
    name: "severity",
    type: "string",
    doc: "0 to 10 or a word, `Low` to `Very-High`; as a whole number on that scale also `event.severity` and `threat`.",
  },
];

export const LEEF_FIELDS: readonly FormatField[] = [
  TIMESTAMP,
  HOSTNAME,
  { name: "vendor", type: "string", doc: "Who made the device; also `observer.vendor`." },
  { name: "product", type: "string", doc: "What the device is; also `observer.product`." },
  { name: "version", type: "string", doc: "Its version; also `observer.version`." },
  { name: "eventId", type: "string", doc: "The kind of event; also `event.code`." },
];

export const EVTX_FIELDS: readonly FormatField[] = [
  { name: "@timestamp", type: "string", doc: "When the event was written; what `time` should name." },
  { name: "event.code", type: "string", doc: 'The number of the event, as a text: `"4625"`.' },
  { name: "event.provider", type: "string", doc: "Who wrote it, such as `Microsoft-Windows-Security-Auditing`." },
  { name: "host.name", type: "string", doc: "The computer that it happened on; also `device`." },
  { name: "log.level", type: "string", doc: "The level in words, where the event was exported with its texts." },
  { name: "winlog.event_id", type: "int", doc: "The number of the event: `4625`." },
  { name: "winlog.channel", type: "string", doc: "The log that it is in, such as `Security`." },
  { name: "winlog.record_id", type: "int", doc: "Its number in that log." },
  { name: "winlog.level", type: "int", doc: "1 critical, 2 error, 3 warning, 4 information, 5 verbose; 0 of audits." },
];

/**
 * From which of its own names such a format fills a unified field, behind those of the common schema. The first that has a
 * value counts.
 */
const PAIRS: Readonly<Record<string, readonly string[]>> = {
  device: ["hostname", "host", "devname"],
  user: ["username", "usr", "srcuser"],
  ip: ["srcip", "src_ip", "src", "SRC", "client_ip", "clientip", "remote_addr"],
  process: ["program", "proc"],
  message: ["msg"],
};

export const UNIFIED_BY_FORMAT: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = {
  csv: PAIRS,
  tsv: PAIRS,
  kv: PAIRS,
  logfmt: PAIRS,
  cef: {
    device: ["observer.hostname", "hostname"],
    user: ["source.user.name", "destination.user.name"],
    domain: ["source.domain"],
    threat: ["event.severity"],
  },
  leef: { device: ["hostname"], threat: ["sev"] },
  json: {
    user: ["winlog.event_data.TargetUserName", "winlog.event_data.SubjectUserName"],
    ip: ["winlog.event_data.IpAddress"],
    process: ["process.executable", "winlog.event_data.NewProcessName", "winlog.event_data.Image"],
  },
  evtx: { process: ["process.executable"] },
};
