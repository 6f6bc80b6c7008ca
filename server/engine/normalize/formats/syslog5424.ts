/**
 * Syslog of RFC 5424. Invariant: as of every syslog line, header and message put together are the line; the first eight
 * parts stand where those of RFC 3164 do.
 *
 *     <165>1 2026-10-11T22:14:15.003Z web1 su 8710 ID47 [origin ip="192.0.2.1"] 'su root' failed
 *     ^      ^                       ^^   ^^ ^^   ^^   ^^                      ^^
 *     0      1                       23   45 67   89  10 11                   12 message
 */
import type { Reading } from "../format.ts";
import { quote } from "../time.ts";
import { scanTimestamp, type Timestamp } from "../timestamp.ts";
import { isDigit, wholeNumber, wordEnd } from "./scan.ts";
import { dataEnd } from "./structured.ts";

/** A line of either form. */
export interface SyslogLine extends Reading {
  /** Eight parts, as in the picture in `syslog.ts`, or those in the picture above; the empty string where one lacks. */
  readonly header: readonly string[];
  readonly priority: number | null;
  readonly pid: number | null;
  /** Null: RFC 5424 lets a line say that it has none. */
  readonly timestamp: Timestamp | null;
}

const WORDS = ["host", "program", "process id", "message id"] as const;

/**
 * The line whose priority ends at `start`; the reason if it breaks off; null if no version and timestamp are there: then it
 * is of RFC 3164, or of no format at all.
 */
export function parseModern(
  text: string,
  start: number,
  priority: number,
  timestamp: Timestamp,
): SyslogLine | string | null {
  let at = start;
  while (at < start + 3 && isDigit(text.charCodeAt(at))) at++;
  if (at === start || text.charCodeAt(at) !== 32) return null;
  at++;
  const header = [text.slice(0, at)];
  const timed = scanTimestamp(text, at, timestamp);
  const timeEnd = timed ? timestamp.end : at + 1;
  if (!timed && (text.charCodeAt(at) !== 45 || text.charCodeAt(timeEnd) !== 32)) return null;
  header.push(text.slice(at, timeEnd));
  at = timeEnd;
  for (const what of WORDS) {
    const end = text.charCodeAt(at) === 32 ? wordEnd(text, at + 1) : at;
    if (end <= at + 1) return `RFC 5424, but no ${what} at column ${at + 1}: ${quote(text.slice(at))}`;
    header.push(" ", text.slice(at + 1, end));
    at = end;
  }
  const end = text.charCodeAt(at) === 32 ? dataEnd(text, at + 1) : -1;
  if (end < 0 || (end < text.length && text.charCodeAt(end) !== 32)) {
    const what = text.charCodeAt(at + 1) === 91 ? "structured data without an end" : "no structured data";
    return `RFC 5424, but ${what} at column ${at + 2}: ${quote(text.slice(at + 1))}`;
  }
  let messageStart = Math.min(end + 1, text.length);
  if (text.charCodeAt(messageStart) === 0xfeff) messageStart++;
  header.push(" ", text.slice(at + 1, end), text.slice(end, messageStart));
  return {
    header,
    timestamp: timed ? timestamp : null,
    priority,
    pid: wholeNumber(header[7]!),
    message: text.slice(messageStart),
  };
}
