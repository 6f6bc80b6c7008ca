/**
 * What syslog daemons put in front of a line of another format. Invariant: reading it never fails; what is not understood
 * is still part of the line's header.
 */
import { scanTimestamp, type Timestamp } from "../timestamp.ts";

export interface Prefix {
  readonly timestamp: Timestamp | null;
  /** What it says, under the names of the syslog format. */
  readonly texts: ReadonlyMap<string, string>;
}

const PRIORITY = /^\uFEFF?(?:<(\d{1,3})>)?(?:\d )?/;
const NONE: ReadonlyMap<string, string> = new Map();

export function readPrefix(prefix: string, timestamp: Timestamp): Prefix {
  const [start, priority] = PRIORITY.exec(prefix)!;
  const texts = new Map<string, string>();
  if (priority !== undefined) texts.set("priority", priority);
  if (!scanTimestamp(prefix, start.length, timestamp))
    return { timestamp: null, texts: priority === undefined ? NONE : texts };
  texts.set("timestamp", prefix.slice(start.length, timestamp.end));
  const [host = "", tag = ""] = prefix.slice(timestamp.end).trimStart().split(" ", 2);
  const named = host.endsWith(":") ? ["", host] : [host, tag];
  if (named[0] !== "") texts.set("hostname", named[0]!);
  const program = /^([^[:]+)(?:\[\d+\])?:$/.exec(named[1]!)?.[1];
  if (program !== undefined) texts.set("process", program);
  return { timestamp, texts };
}
