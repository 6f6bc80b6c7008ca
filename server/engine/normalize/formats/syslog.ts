/**
 * Syslog lines: RFC 3164 as daemons really write it, rsyslog's ISO timestamps, and RFC 5424 (`syslog5424.ts`), each with or
 * without the count of octets that stands in front of them on a stream. Invariant: the header's parts and the message, put
 * together, are the line.
 *
 *     <34>Dec 10 06:55:46 LabSZ sshd[24200]: Invalid user webmaster from 173.234.31.186
 *     ^   ^              ^^    ^^   ^      ^ ^
 *     0   1              23    45   6      7 message
 *
 * A tag ends with a colon that a space or the line's end follows; where the words in front of the message have none, the
 * line has no tag. A tag directly behind the timestamp means that the line names no host. The name of a time zone there is none:
 * it stands with the blanks in front of the host.
 */
import type { FieldReader, Format } from "../format.ts";
import { quote } from "../time.ts";
import { scanTimestamp, Timestamp, timestampFault } from "../timestamp.ts";
import { framingEnd, priorityEnd, skipSpaces, wholeNumber, wordEnd } from "./scan.ts";
import { parametersOf } from "./structured.ts";
import { parseModern, type SyslogLine } from "./syslog5424.ts";
import { zoneEnd } from "./zoneNames.ts";

/** Places in `header`. */
const TIMESTAMP = 1;
const HOSTNAME = 3;
const PROCESS = 5;
/** Only where the line is of RFC 5424. */
const MESSAGE_ID = 9;
const DATA = 11;

const FIELDS: Readonly<Record<string, FieldReader<SyslogLine>>> = {
  timestamp: { of: (line) => part(line, TIMESTAMP) },
  hostname: { of: (line) => part(line, HOSTNAME) },
  device: { of: (line) => part(line, HOSTNAME) },
  process: { of: (line) => part(line, PROCESS) },
  msgid: { of: (line) => part(line, MESSAGE_ID) },
  structured_data: { of: (line) => part(line, DATA) },
  pid: { of: ({ pid }) => pid },
  priority: { of: ({ priority }) => priority },
  facility: { of: ({ priority }) => (priority === null ? null : priority >> 3) },
};

export const syslogFormat: Format<SyslogLine> = {
  key: "syslog",
  framed: true,
  open: () => {
    const timestamp = new Timestamp();
    return { read: (text) => parseSyslog(text, timestamp) };
  },
  field: (name) => (Object.hasOwn(FIELDS, name) ? FIELDS[name]! : name === "message" ? null : parameter(name)),
  layout: ({ header }) => (header[DATA] === undefined ? WITHOUT_DATA : null),
  names: () => Object.keys(FIELDS),
};

/** Lines without structured data. */
const WITHOUT_DATA = {};

/** What RFC 5424 writes `-` for is missing. */
function part({ header }: SyslogLine, index: number): string | null {
  const text = header[index];
  return text === undefined || (text === "-" && header.length > MESSAGE_ID) ? null : text;
}

/** A parameter of the structured data: `eventID`, or `exampleSDID.eventID` where several elements have it. */
function parameter(name: string): FieldReader<SyslogLine> {
  // Most lines have none of them: that is seen without taking the data apart.
  const written = `${name.slice(name.lastIndexOf(".") + 1)}="`;
  return {
    lacks: (layout) => layout === WITHOUT_DATA,
    of: ({ header }) => {
      const data = header[DATA];
      return data === undefined || !data.includes(written) ? null : (parametersOf(data).get(name) ?? null);
    },
  };
}

/** The parts of a line and, in `timestamp`, its time; or the reason why it is none of this format. */
export function parseSyslog(text: string, timestamp: Timestamp): SyslogLine | string {
  const bom = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const frame = framingEnd(text, bom);
  const start = priorityEnd(text, frame);
  const priority = start > frame ? Number(text.slice(frame + 1, start - 1)) : null;
  if (priority !== null) {
    const modern = parseModern(text, start, priority, timestamp);
    if (modern !== null) return modern;
  }
  if (!scanTimestamp(text, start, timestamp)) {
    if (text.trim() === "") return "empty line";
    const fault = timestampFault(text, start);
    return `${fault === null ? "no timestamp" : `${fault},`} at column ${start + 1}: ${quote(text.slice(start))}`;
  }
  const timeEnd = timestamp.end;
  let hostStart = skipSpaces(text, zoneEnd(text, timestamp));
  if (hostStart === text.length) return "nothing behind the timestamp";
  let hostEnd = wordEnd(text, hostStart);
  let tagStart: number;
  if (text.charCodeAt(hostEnd - 1) === 58) {
    tagStart = hostStart;
    hostEnd = hostStart = timeEnd;
  } else tagStart = skipSpaces(text, hostEnd);
  let tagEnd = tagStart;
  let pidEnd = tagStart;
  let messageStart = tagStart;
  const colon = tagColon(text, tagStart);
  if (colon >= 0) {
    pidEnd = colon;
    const bracket = text.charCodeAt(colon - 1) === 93 ? text.indexOf("[", tagStart) : -1;
    tagEnd = bracket >= 0 && bracket < colon ? bracket : colon;
    messageStart = text.charCodeAt(colon + 1) === 32 ? colon + 2 : colon + 1;
  }
  return {
    header: [
      text.slice(0, start),
      text.slice(start, timeEnd),
      text.slice(timeEnd, hostStart),
      text.slice(hostStart, hostEnd),
      text.slice(hostEnd, tagStart),
      text.slice(tagStart, tagEnd),
      text.slice(tagEnd, pidEnd),
      text.slice(pidEnd, messageStart),
    ],
    timestamp,
    priority,
    pid: tagEnd < pidEnd ? wholeNumber(text.slice(tagEnd + 1, pidEnd - 1)) : null,
    message: text.slice(messageStart),
  };
}

/** The colon that ends a tag starting here, -1 if the next word ends with none. */
function tagColon(text: string, start: number): number {
  const end = wordEnd(text, start);
  return end > start && text.charCodeAt(end - 1) === 58 ? end - 1 : -1;
}
