/**
 * The logs of MySQL and MariaDB: general, slow and audit log, told apart by how a record begins (`mysqlBegins.ts`).
 * Invariant: the header's parts and the message, put together, are the record; the message is the statement, or what else
 * the command was given, with its line ends.
 *
 *     # Time: 2026-06-14T15:16:01.123456Z
 *     # User@Host: ann[ann] @ web1 [10.0.0.5]  Id:    12
 *     # Query_time: 2.000214  Lock_time: 0.000102 Rows_sent: 1  Rows_examined: 90000
 *     SET timestamp=1781450161;
 *     SELECT * FROM orders;
 */
import type { Value } from "../../../model/program.ts";
import type { FieldReader, Format, Reading } from "../format.ts";
import { quote } from "../time.ts";
import { scanTimestampPart, Timestamp } from "../timestamp.ts";
import { beginsRecord, kindOf } from "./mysqlBegins.ts";
import { numberIn, slowParts, textIn } from "./mysqlSlow.ts";
import { isDigit, wholeNumber } from "./scan.ts";

export interface MysqlRecord extends Reading {
  readonly log: "general" | "slow" | "audit";
  /** As it is written; a number: `SET timestamp` has it. */
  readonly written: string | number | null;
  readonly connection: number | null;
  readonly command: string | null;
  readonly user: string | null;
  readonly client: string | null;
  readonly address: string | null;
  readonly database: string | null;
  readonly device: string | null;
}

const FIELDS: Readonly<Record<string, FieldReader<MysqlRecord>>> = {
  timestamp: { of: ({ written }) => written },
  log: { of: ({ log }) => log },
  connection: { of: ({ connection }) => connection },
  command: { of: ({ command }) => command },
  user: { of: ({ user }) => user },
  ip: { of: ({ address }) => address },
  client: { of: ({ client }) => client },
  database: { of: ({ database }) => database },
  device: { of: ({ device }) => device },
  query_time: { of: (record) => figure(record, "Query_time: ") },
  lock_time: { of: (record) => figure(record, "Lock_time: ") },
  rows_sent: { of: (record) => figure(record, "Rows_sent: ") },
  rows_examined: { of: (record) => figure(record, "Rows_examined: ") },
  result: { of: resultOf },
};
/** Beside what templates are matched with: that ends with the result. */
const STATEMENT_ALONE: FieldReader<MysqlRecord> = { of: statementOf };

export const mysqlFormat: Format<MysqlRecord> = {
  key: "mysql",
  open: () => {
    const times = new Times();
    return { read: (text) => read(text, times) };
  },
  field: (name) => (name === "message" ? STATEMENT_ALONE : Object.hasOwn(FIELDS, name) ? FIELDS[name]! : null),
  names: () => Object.keys(FIELDS),
  begins: beginsRecord,
};

/** The last time of a general log, for records of the same second, which do not repeat it. */
class Times {
  readonly timestamp = new Timestamp();
  written: string | null = null;

  /** Whether it is a time, in one of MySQL's spellings; fills `timestamp`. */
  scan(text: string): boolean {
    this.written = scanTimestampPart(text, 0, this.timestamp) || scanShort(text, this.timestamp) ? text : null;
    return this.written !== null;
  }
}

const NOTHING = {
  connection: null,
  command: null,
  user: null,
  client: null,
  address: null,
  database: null,
  device: null,
};

function read(text: string, times: Times): MysqlRecord | string | null {
  const bom = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const record = bom === 0 ? text : text.slice(1);
  const kind = kindOf(firstLine(record));
  if (kind === "heading") return null;
  if (kind === null) {
    if (record.trim() === "") return "empty line";
    return `it begins no record of a general, slow or audit log, and there is none in front of it: ${quote(record)}`;
  }
  const found =
    kind === "general" ? general(record, times) : kind === "slow" ? slow(record, times) : audit(record, times);
  return bom === 0 || typeof found === "string" ? found : { ...found, header: ["\uFEFF", ...found.header] };
}

function firstLine(text: string): string {
  const end = text.indexOf("\n");
  return end < 0 ? text : text.slice(0, end);
}

function general(text: string, times: Times): MysqlRecord | string {
  const tab = text.indexOf("\t");
  const argument = text.indexOf("\t", tab + 2);
  const messageStart = argument < 0 ? text.length : argument + 1;
  const middle = text.slice(tab, argument < 0 ? text.length : argument).trim();
  const space = middle.indexOf(" ");
  if (tab > 0) times.scan(text.slice(0, tab));
  else if (times.written === null) return "its time stands in a record in front of it, and there is none";
  const command = middle.slice(space + 1);
  const message = text.slice(messageStart);
  return {
    ...NOTHING,
    ...(command === "Connect" && connecting(message)),
    log: "general",
    header: [text.slice(0, tab), text.slice(tab, messageStart)],
    message,
    timestamp: times.written === null ? null : times.timestamp,
    written: times.written,
    connection: wholeNumber(middle.slice(0, space)),
    command,
  };
}

const REFUSED = /^Access denied for user '([^']{0,200})'@'([^']{0,300})'/;

/** `ann@10.0.0.5 on shop using TCP/IP`, or that somebody was not let in. */
function connecting(message: string): Partial<MysqlRecord> {
  const refused = REFUSED.exec(message);
  if (refused !== null) return { user: refused[1]!, client: refused[2]!, address: refused[2]! };
  const on = message.indexOf(" on ");
  const at = on < 0 ? -1 : message.lastIndexOf("@", on);
  if (at < 0) return {};
  const client = message.slice(at + 1, on);
  const [database = ""] = message.slice(on + 4).split(" using ", 1);
  return { user: message.slice(0, at), client, address: client, database: database.trimEnd() || null };
}

function slow(text: string, times: Times): MysqlRecord {
  const { header, message, written, user, client, address, database } = slowParts(text);
  const seconds = textIn(header, "SET timestamp=")?.replace(";", "") ?? "";
  const timed = written !== null && times.scan(written);
  return {
    ...NOTHING,
    log: "slow",
    header: [header],
    message,
    timestamp: timed ? times.timestamp : null,
    written: timed ? written : seconds !== "" && Number.isFinite(Number(seconds)) ? Number(seconds) : written,
    connection: wholeNumber(textIn(header, "Id: ") ?? textIn(header, "# Thread_id: ") ?? ""),
    command: "Query",
    user,
    client,
    address,
    database,
  };
}

/** Time, server, user, client, connection, query, operation, database, object, result. */
function audit(text: string, times: Times): MysqlRecord | string {
  let at = 0;
  const values: string[] = [];
  for (let i = 0; i < 8; i++) {
    const comma = text.indexOf(",", at);
    if (comma < 0) return `an audit log's line with ${i + 1} of its 10 values: ${quote(text)}`;
    values.push(text.slice(at, comma));
    at = comma + 1;
  }
  const [written, device, user, client, connection, , command, database] = values as readonly string[];
  return {
    log: "audit",
    header: [text.slice(0, at)],
    message: text.slice(at),
    timestamp: times.scan(written!) ? times.timestamp : null,
    written: written!,
    connection: wholeNumber(connection!),
    command: command!,
    user: user!,
    client: client!,
    address: client!,
    database: database!,
    device: device!,
  };
}

function figure({ log, header }: MysqlRecord, name: string): Value {
  return log === "slow" ? numberIn(header.join(""), name) : null;
}

function resultOf({ log, message }: MysqlRecord): Value {
  return log === "audit" ? wholeNumber(message.slice(message.lastIndexOf(",") + 1).trim()) : null;
}

const STATEMENT = /^'(.*)',\d*$/s;
const ESCAPED: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", 0: "\0" };

/** Of an audit log's `'SELECT \\'a\\'',0` the statement alone, or the object; null: the message is it. */
function statementOf({ log, message }: MysqlRecord): Value {
  if (log !== "audit") return null;
  const quoted = STATEMENT.exec(message)?.[1];
  if (quoted === undefined) return message.replace(/,\d*$/, "");
  return quoted.replace(/\\(.)/gs, (_, each: string) => ESCAPED[each] ?? each);
}

/** `260614 15:16:01`, the hour padded with a blank, and `20260614 15:16:01`. */
function scanShort(text: string, timestamp: Timestamp): boolean {
  const [date = "", clock = ""] = text.split(/ +/, 2);
  const digits = date.length === 6 ? `20${date}` : date;
  const [hour = "", minute = "", second = ""] = clock.split(":", 3);
  if (digits.length !== 8 || ![...digits].every((each) => isDigit(each.charCodeAt(0)))) return false;
  const day = `${digits.slice(0, 4)}-${digits.slice(4, 6)}-${digits.slice(6)}`;
  return scanTimestampPart(`${day} ${hour.padStart(2, "0")}:${minute}:${second}`, 0, timestamp);
}
