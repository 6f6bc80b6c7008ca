/**
 * What each line format splits off in front of the message: the fields that a source of that format has before any
 * template or map. Invariant: the engine's scanner of a format fills exactly the fields listed here.
 */
import type { FormatName, FormatOption, Type } from "./program.ts";

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

export const FORMATS: Readonly<Record<FormatName, readonly FormatField[]>> = { json: [], syslog: SYSLOG_FIELDS };

/** Formats whose records name their fields themselves. */
const OPEN: ReadonlySet<string> = new Set<FormatName>(["json"]);

export const isOpenFormat = (name: string): boolean => OPEN.has(name);

/**
 * Of formats whose records name their fields themselves: from which of these a unified field is taken where the record
 * does not name it so and the `map` does not set it. The first that has a value counts.
 */
export const UNIFIED_FROM_ECS: Readonly<Record<string, readonly string[]>> = {
  device: ["host.name", "host.hostname", "observer.name"],
  user: ["user.name"],
  ip: ["source.ip", "client.ip"],
  domain: ["dns.question.name", "url.domain", "destination.domain"],
  process: ["process.name"],
};

/** What may be written behind the name of a format. */
export interface OptionForm {
  /** For messages: "separator of one character". */
  readonly what: string;
  readonly example: string;
  readonly takes: (option: FormatOption) => boolean;
}

/** In this order, each at most once, each may be left out. */
export const FORMAT_OPTIONS: Readonly<Partial<Record<FormatName, readonly OptionForm[]>>> = {};

/** The first option that the format does not take, and what it would; null: all are fine. */
export function optionFault(
  name: FormatName,
  options: readonly (FormatOption | null)[],
): { readonly index: number; readonly wanted: OptionForm | null } | null {
  const forms = FORMAT_OPTIONS[name] ?? [];
  let form = 0;
  for (const [index, option] of options.entries()) {
    const from = form;
    while (form < forms.length && (option === null || !forms[form]!.takes(option))) form++;
    if (form === forms.length) return { index, wanted: forms[from] ?? forms.at(-1) ?? null };
    form++;
  }
  return null;
}
