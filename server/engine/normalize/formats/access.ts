/**
 * Access logs of web servers: the common and the combined form, or the form that an option gives. Invariant: the whole
 * line is the message; one walk finds all values, each from behind one literal of the form to the next.
 *
 *     203.0.113.9 - ann [10/Oct/2026:13:55:36 +0200] "GET /a?b=1 HTTP/1.1" 200 2326 "https://example.org/" "curl/8.5.0"
 *
 * A quote inside quotes ends nothing where a backslash stands in front of it. `-` means that there is no value,
 * and so do, where no quotes stand around, two quotes: thus Apache writes a user of no name.
 */
import { logFormat, type LogPart } from "../../../model/logFormat.ts";
import type { FormatOption, Value } from "../../../model/program.ts";
import type { FieldReader, Format, FormatReader, Reading } from "../format.ts";
import { quote } from "../time.ts";
import { scanTimestampPart, Timestamp } from "../timestamp.ts";
import { wholeNumber } from "./scan.ts";

export interface AccessReading extends Reading {
  /** In the order of the form's variables; fewer where the line is of the common form. */
  readonly values: readonly string[];
}

interface Form {
  readonly parts: readonly LogPart[];
  /** Index of the variable behind which a line may end or go on as it likes; -1: none. */
  readonly last: number;
}

const COMMON = '$remote_addr $ident $remote_user [$time_local] "$request" $status $body_bytes_sent';
const COMBINED: Form = { parts: logFormat(`${COMMON} "$http_referer" "$http_user_agent"`) ?? [], last: 6 };
const NO_HEADER: readonly string[] = [];
const MOST_METHOD = 20;
/** Where `vhost_combined` has the site and its port, the other two forms have the client, who has none. */
const SITE = /^[^:\s]+:\d{1,5}$/;
const BY_SITE = String.raw`%v:%p %h %l %u %t \"%r\" %>s %O \"%{Referer}i\" \"%{User-Agent}i\"`;

export function accessFormat([option]: readonly FormatOption[]): Format<AccessReading> {
  const own = typeof option === "string" ? logFormat(option) : null;
  const form = own === null ? COMBINED : { parts: own, last: -1 };
  const variables = [...form.parts.flatMap(({ variable }) => variable ?? []), "rest"];
  const fields = fieldsOf((name) => variables.indexOf(name));
  return {
    key: own === null ? "access" : `access ${JSON.stringify(option)}`,
    open: () => accessReader(form, variables.indexOf("time")),
    field(name) {
      if (Object.hasOwn(fields, name)) return fields[name]!;
      const index = variables.indexOf(name);
      return index < 0 ? null : { of: ({ values }) => present(values[index]) };
    },
    names: () => [...Object.keys(fields), ...variables],
  };
}

function accessReader(form: Form, time: number): FormatReader<AccessReading> {
  const timestamp = new Timestamp();
  return {
    read(text) {
      const values = split(text, form);
      if (typeof values === "string") return text.trim() === "" ? "empty line" : values;
      if (form === COMBINED && isBySite(values))
        return `${quote(values[0]!)} is a site: write format access "${BY_SITE}"`;
      const written = time < 0 ? "" : values[time]!;
      const timed = scanTimestampPart(written, 0, timestamp) && timestamp.end === written.length;
      return { header: NO_HEADER, message: text, timestamp: timed ? timestamp : null, values };
    },
  };
}

/** Read as the common form, the client would be the site and the user what stands behind the client. */
const isBySite = ([address, ident, user]: readonly string[]): boolean =>
  ident !== "-" && user!.includes(" ") && SITE.test(address!);

/** The values, or what is not there. */
function split(text: string, { parts, last }: Form): string[] | string {
  const values: string[] = [];
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  if (!text.startsWith(parts[0]!.literal, at)) return missing(text, parts, 0, at);
  for (let index = 0; index < parts.length - 1; index++) {
    const from = at + parts[index]!.literal.length;
    const { literal, variable } = parts[index + 1]!;
    const end = variable === null && literal === "" ? text.length : literalAt(text, literal, from);
    if (end < 0 && index !== last) return missing(text, parts, index + 1, from);
    values.push(text.slice(from, end < 0 ? text.length : end));
    if (end < 0) return values;
    at = end;
  }
  const rest = text.slice(at + parts.at(-1)!.literal.length);
  if (rest !== "" && last < 0) return `more than the form has: ${quote(rest)}`;
  values.push(rest.trim());
  return values;
}

/** Where the literal stands next; one that begins with a quote is none behind a backslash. */
function literalAt(text: string, literal: string, from: number): number {
  let end = text.indexOf(literal, from);
  while (end >= 0 && literal.charCodeAt(0) === 34 && isEscaped(text, end, from)) end = text.indexOf(literal, end + 1);
  return end;
}

function isEscaped(text: string, at: number, from: number): boolean {
  let start = at;
  while (start > from && text.charCodeAt(start - 1) === 92) start--;
  return (at - start) % 2 === 1;
}

function missing(text: string, parts: readonly LogPart[], index: number, from: number): string {
  const behind = index === 0 ? "the line's beginning" : parts[index - 1]!.written;
  const found = quote(text.slice(from));
  return `no ${quote(parts[index]!.literal)} behind ${behind}, which begins at column ${from + 1}: ${found}`;
}

type Fields = Record<string, FieldReader<AccessReading>>;

/** `indexOf`: of a variable; -1: the form has none of that name. */
function fieldsOf(indexOf: (variable: string) => number): Fields {
  const [time, epoch, address, user, host] = ["time", "epoch", "address", "user", "host"].map(indexOf);
  const [request, method, target, path, query] = ["request", "method", "target", "path", "query"].map(indexOf);
  const [protocol, status, bytes, referrer, agent] = ["protocol", "status", "bytes", "referrer", "agent"].map(indexOf);
  const at = ({ values }: AccessReading, index: number | undefined): string | null => present(values[index ?? -1]);
  const targetOf = (line: AccessReading): string | null =>
    at(line, target) ?? requestPart(at(line, request), "target") ?? at(line, path);
  const fields: Fields = {
    timestamp: { of: (line) => at(line, time) ?? numberOf(at(line, epoch)) },
    "source.address": { of: (line) => at(line, address) },
    ip: { of: (line) => at(line, address) },
    user: { of: (line) => at(line, user) },
    domain: { of: (line) => at(line, host)?.replace(/:\d{1,5}$/, "") ?? null },
    request: { of: (line) => at(line, request) },
    "http.request.method": { of: (line) => at(line, method) ?? requestPart(at(line, request), "method") },
    "url.original": { of: targetOf },
    "url.path": { of: (line) => at(line, path) ?? before(targetOf(line)) },
    "url.query": { of: (line) => at(line, query) ?? behind(targetOf(line)) },
    "http.version": { of: (line) => version(at(line, protocol) ?? requestPart(at(line, request), "protocol")) },
    "http.response.status_code": { of: (line) => wholeNumber(at(line, status) ?? "") },
    "http.response.body.bytes": { of: (line) => wholeNumber(at(line, bytes) ?? "") },
    "http.request.referrer": { of: (line) => at(line, referrer) },
    "user_agent.original": { of: (line) => at(line, agent) },
  };
  return fields;
}

const present = (value: string | undefined): string | null =>
  value === undefined || value === "-" || value === "" || value === '""' ? null : value;

/** `GET /a HTTP/1.1`; what scanners send instead has no parts. */
function requestPart(request: string | null, part: "method" | "target" | "protocol"): string | null {
  const first = request?.indexOf(" ") ?? -1;
  if (request === null || first < 1 || first > MOST_METHOD) return null;
  for (let i = 0; i < first; i++) if (request.charCodeAt(i) < 65 || request.charCodeAt(i) > 90) return null;
  if (part === "method") return request.slice(0, first);
  const last = request.lastIndexOf(" ");
  const versioned = last > first && request.startsWith("HTTP/", last + 1);
  if (part === "protocol") return versioned ? request.slice(last + 1) : null;
  return request.slice(first + 1, versioned ? last : request.length);
}

const version = (protocol: string | null): string | null => (protocol?.startsWith("HTTP/") ? protocol.slice(5) : null);

function before(target: string | null): string | null {
  const mark = target?.indexOf("?") ?? -1;
  return mark < 0 ? target : target!.slice(0, mark);
}

function behind(target: string | null): string | null {
  const mark = target?.indexOf("?") ?? -1;
  return mark < 0 ? null : target!.slice(mark + 1);
}

/** `$msec`: seconds with a fraction. */
function numberOf(text: string | null): Value {
  return text !== null && /^\d{1,12}(\.\d{1,9})?$/.test(text) ? Number(text) : null;
}
