/**
 * The syslog lines of Linux: RFC 3164 as daemons really write it, and rsyslog's ISO timestamps. Invariant: the header's
 * parts and the message, put together, are the line.
 *
 *     <34>Dec 10 06:55:46 LabSZ sshd[24200]: Invalid user webmaster from 173.234.31.186
 *     ^   ^              ^^    ^^   ^      ^ ^
 *     0   1              23    45   6      7 message
 *
 * A tag ends with a colon that a space or the line's end follows; where the words in front of the message have none, the
 * line has no tag. A tag directly behind the timestamp means that the line names no host.
 */
import type { FieldReader, Format, Reading } from "../format.ts";
import { quote } from "../time.ts";
import { scanTimestamp, Timestamp, timestampFault } from "../timestamp.ts";

export interface SyslogLine extends Reading {
  /** The eight parts of the picture; the empty string where the line lacks one. */
  readonly header: readonly string[];
  readonly priority: number | null;
  readonly pid: number | null;
  readonly timestamp: Timestamp;
}

/** Places in `header`. */
const TIMESTAMP = 1;
const HOSTNAME = 3;
const PROCESS = 5;

const FIELDS: Readonly<Record<string, FieldReader<SyslogLine>>> = {
  timestamp: { of: ({ header }) => header[TIMESTAMP]! },
  hostname: { of: ({ header }) => header[HOSTNAME]! },
  device: { of: ({ header }) => header[HOSTNAME]! },
  process: { of: ({ header }) => header[PROCESS]! },
  pid: { of: ({ pid }) => pid },
  priority: { of: ({ priority }) => priority },
  facility: { of: ({ priority }) => (priority === null ? null : priority >> 3) },
};

export const syslogFormat: Format<SyslogLine> = {
  key: "syslog",
  open: () => {
    const timestamp = new Timestamp();
    return { read: (text) => parseSyslog(text, timestamp) };
  },
  field: (name) => (Object.hasOwn(FIELDS, name) ? FIELDS[name]! : null),
  names: () => Object.keys(FIELDS),
};

/** The parts of a line and, in `timestamp`, its time; or the reason why it is none of this format. */
export function parseSyslog(text: string, timestamp: Timestamp): SyslogLine | string {
  const bom = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const start = priorityEnd(text, bom);
  if (!scanTimestamp(text, start, timestamp)) {
    if (text.trim() === "") return "empty line";
    const fault = timestampFault(text, start);
    return `${fault === null ? "no timestamp" : `${fault},`} at column ${start + 1}: ${quote(text.slice(start))}`;
  }
  const timeEnd = timestamp.end;
  let hostStart = skipSpaces(text, timeEnd);
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
    priority: start > bom ? Number(text.slice(bom + 1, start - 1)) : null,
    pid: tagEnd < pidEnd ? wholeNumber(text.slice(tagEnd + 1, pidEnd - 1)) : null,
    message: text.slice(messageStart),
  };
}

/** Behind `<0>` to `<191>`; `at` if there is none. */
function priorityEnd(text: string, at: number): number {
  if (text.charCodeAt(at) !== 60) return at;
  const close = text.indexOf(">", at);
  const value = close < 0 || close > at + 4 ? null : wholeNumber(text.slice(at + 1, close));
  return value !== null && value <= 191 ? close + 1 : at;
}

/** The colon that ends a tag starting here, -1 if the next word ends with none. */
function tagColon(text: string, start: number): number {
  const end = wordEnd(text, start);
  return end > start && text.charCodeAt(end - 1) === 58 ? end - 1 : -1;
}

function wordEnd(text: string, at: number): number {
  const space = text.indexOf(" ", at);
  return space < 0 ? text.length : space;
}

function skipSpaces(text: string, at: number): number {
  while (text.charCodeAt(at) === 32) at++;
  return at;
}

/** Up to 15 digits, so that the number is exact; null for anything else. */
function wholeNumber(digits: string): number | null {
  if (digits.length === 0 || digits.length > 15) return null;
  let value = 0;
  for (let i = 0; i < digits.length; i++) {
    const code = digits.charCodeAt(i);
    if (code < 48 || code > 57) return null;
    value = value * 10 + (code - 48);
  }
  return value;
}
