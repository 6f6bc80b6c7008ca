/**
 * What each line format splits off in front of the message: the fields that a source of that format has before any
 * template or map. Invariant: the engine's scanner of a format fills exactly the fields listed here.
 */
import type { Type } from "./program.ts";

export interface FormatField {
  readonly name: string;
  readonly type: Type;
  readonly doc: string;
}

/** RFC 3164 as Linux writes it, and the ISO timestamps of a modern rsyslog. */
export const SYSLOG_FIELDS: readonly FormatField[] = [
  {
    name: "timestamp",
    type: "string",
    doc: "The time as the line has it: `Dec 10 06:55:46`, `2026-06-14T15:16:01+02:00`.",
  },
  { name: "hostname", type: "string", doc: "The host that wrote the line; `device` unless the map says otherwise." },
  {
    name: "process",
    type: "string",
    doc: "The program, as the tag before `[pid]:` names it; missing where a line has no tag.",
  },
  { name: "pid", type: "int", doc: "The number in brackets behind the program's name." },
  {
    name: "priority",
    type: "int",
    doc: "The number in `<...>` in front of the line: eight times the facility plus the severity.",
  },
  { name: "facility", type: "int", doc: "The facility in `<...>`: `4` is auth, `10` is authpriv." },
];

export const FORMATS = { syslog: SYSLOG_FIELDS } as const satisfies Record<string, readonly FormatField[]>;
