/**
 * The fields of the formats that are text: syslog, web access logs, Cisco, MySQL, free text. Invariant: as in
 * `formats.ts`, the engine fills exactly these.
 */
import type { FormatField } from "./formatField.ts";
import type { Type } from "./program.ts";

const field = (name: string, type: Type, doc: string): FormatField => ({ name, type, doc });

const timestamp = (doc: string): FormatField => field("timestamp", "string", doc);
const priority = field(
  "priority",
  "int",
  "The number in `<...>` in front of the line: eight times the facility plus the severity.",
);

/** RFC 3164 as Linux writes it, the ISO timestamps of a modern rsyslog, RFC 5424. */
export const SYSLOG_FIELDS: readonly FormatField[] = [
  timestamp("The time as the line has it: `Dec 10 06:55:46`, `2026-06-14T15:16:01+02:00`."),
  field("hostname", "string", "The host that wrote the line; `device` unless the map says otherwise."),
  field("process", "string", "The program, as the tag before `[pid]:` names it; missing where a line has no tag."),
  field("pid", "int", "The number in brackets behind the program's name."),
  priority,
  field("facility", "int", "The facility in `<...>`: `4` is auth, `10` is authpriv."),
  field("msgid", "string", "The kind of the message, `ID47`; only lines of RFC 5424 have one."),
  field(
    "structured_data",
    "string",
    'The structured data of a line of RFC 5424, `[origin ip="192.0.2.1"]`. Its parameters are fields once a `field` declaration names them.',
  ),
];

/** Of web servers: the common and the combined form, and what the variables of a `log_format` fill. */
export const ACCESS_FIELDS: readonly FormatField[] = [
  timestamp("The time of the request as the line has it: `10/Oct/2026:13:55:36 +0200`."),
  field("source.address", "string", "Who asked: an address, or a name where the server looks names up."),
  field("ip", "ip", "Who asked, where that is an address."),
  field("user", "string", "The user that the server has authenticated."),
  field("domain", "string", "The site that was asked for, where the log names it."),
  field("request", "string", "The first line of the request, whole: `GET /index.html HTTP/1.1`."),
  field("http.request.method", "string", "`GET`, `POST` and the like; missing where the request is none."),
  field("url.original", "string", "What was asked for, with what stands behind the `?`."),
  field("url.path", "string", "What was asked for, up to the `?`."),
  field("url.query", "string", "What stands behind the `?`."),
  field("http.version", "string", "`1.1` of `HTTP/1.1`."),
  field("http.response.status_code", "int", "The answer: `200`, `404`."),
  field("http.response.body.bytes", "int", "Bytes that were sent; missing where the line has `-`."),
  field("http.request.referrer", "string", "The page that the request says it comes from."),
  field("user_agent.original", "string", "The program that the request says it comes from."),
  field("rest", "string", "What stands behind the fields of the combined form."),
];

/** Free text. */
export const TEXT_FIELDS: readonly FormatField[] = [
  timestamp("The time that the line begins with, be it in brackets; missing where it begins with none."),
];

/** Cisco IOS, NX-OS and ASA, with or without what a collector put in front. */
export const CISCO_FIELDS: readonly FormatField[] = [
  timestamp("When the line was written: by the collector where it says so, else by the device."),
  field("device_time", "string", "The time that the device gives, without the mark of a clock that is not set."),
  field("unset_clock", "bool", "True where the device marks its time with `*` or `.`: its clock is not set."),
  field("hostname", "string", "The device; `device` unless the map says otherwise."),
  field("sequence", "int", "The number that the device gives to its messages."),
  priority,
  field("facility", "string", "The part of the device that writes: `SYS`, `LINEPROTO`, `ASA`."),
  field("severity", "int", "0, the worst, to 7: `5` of `%SYS-5-CONFIG_I`. `threat` is 7 minus it."),
  field("mnemonic", "string", "The kind of the message: `CONFIG_I`; of an ASA its number, `302013`."),
];

/** The general log, the slow log and the audit log. */
export const MYSQL_FIELDS: readonly FormatField[] = [
  timestamp("The time as the log has it; of a general log the last one written."),
  field("log", "string", "Which log the record is of: `general`, `slow` or `audit`."),
  field("connection", "int", "Number of the connection."),
  field(
    "command",
    "string",
    "`Connect`, `Query`, `Quit` and the like; of an audit log `CONNECT`, `QUERY`, `FAILED_CONNECT`.",
  ),
  field("user", "string", "The user; of a general log only where one connects."),
  field("ip", "ip", "The client's address, where the log has one."),
  field("client", "string", "The client's host as it is written."),
  field("database", "string", "The database, where the log names it."),
  field("query_time", "float", "Slow log: seconds that the statement took."),
  field("lock_time", "float", "Slow log: seconds that it waited for locks."),
  field("rows_sent", "int", "Slow log: rows that were sent."),
  field("rows_examined", "int", "Slow log: rows that were looked at."),
  field("result", "int", "Audit log: 0, or the number of the error."),
];
