/** What a log looks like, in a few words, before a source is drafted for it. Invariant: whatever the log holds, there are words. */
import { SLOT } from "../engine/normalize/schema.ts";
import type { FormatName, Micros } from "../model/program.ts";
import { look, type LogHead, type Sight } from "./sight.ts";

export interface LogSketch {
  /** `syslog: sshd, sudo`; of a log that cannot be read: why. */
  readonly looks: string;
  readonly isRead: boolean;
  /** Time of its first record; null: it has none that can be read. */
  readonly first: Micros | null;
  /** Its first line, or as much of it as anybody reads; null: it is no text. */
  readonly line: string | null;
}

const NAMES: Readonly<Record<FormatName, string>> = {
  ...{ access: "web server, access log", cef: "CEF", cisco: "Cisco", csv: "table, CSV", evtx: "Windows events" },
  ...{ json: "JSON lines", kv: "key=value pairs", leef: "LEEF", logfmt: "logfmt", mysql: "MySQL" },
  ...{ syslog: "syslog", text: "free text", tsv: "table, tabs", w3c: "W3C, as IIS writes it" },
};

const LONGEST_LINE = 400;
const MOST_PROGRAMS = 2;

export function sketch(log: LogHead): LogSketch {
  const sight = look(log);
  if (typeof sight === "string") return { looks: sight, isRead: false, first: null, line: null };
  const line = new TextDecoder().decode(log.head.subarray(0, 4 * LONGEST_LINE)).split(/\r?\n/, 1)[0]!;
  const looks = NAMES[sight.way.format] + detail(sight);
  return { looks, isRead: true, first: sight.records[0]?.time ?? null, line: line.slice(0, LONGEST_LINE) };
}

/** Who writes it; else which of its fields holds the time. */
function detail({ way, time, records }: Sight): string {
  if (way.format === "text") return "";
  const counts = new Map<string, number>();
  for (const { values } of records) {
    const program = values[SLOT.process];
    if (typeof program === "string") counts.set(program, (counts.get(program) ?? 0) + 1);
  }
  const busiest = [...counts].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([program]) => program);
  if (way.format === "syslog" && busiest.length > 0)
    return `: ${[...busiest.slice(0, MOST_PROGRAMS), ...(busiest.length > MOST_PROGRAMS ? ["others"] : [])].join(", ")}`;
  return time.time.field === "timestamp" ? "" : `, time in ${time.time.field}`;
}
