/**
 * Which fields of an open format are unified ones under another name: `src_ip` is what `ip` is elsewhere. Invariant: a unified field
 * that most of the records have already is left alone, and what is declared of a field holds for all its texts that were seen.
 */
import { SLOT } from "../engine/normalize/schema.ts";
import { ecsField } from "../model/ecs.ts";
import { fieldsOfFormat } from "../model/formats.ts";
import type { Type } from "../model/term.ts";
import { isUnified } from "../model/program.ts";
import { pathText } from "../model/written.ts";
import { isAddress } from "./addresses.ts";
import type { Trial, Way } from "./trial.ts";

/** The log's own field, by what it is. */
export type Aliases = ReadonlyMap<string, string>;

/** What was read of a log. */
interface Read extends Trial {
  readonly way: Way;
  readonly named: ReadonlyMap<string, readonly string[]>;
}

interface Wanted {
  readonly field: string;
  /** How such a field is usually called, the last word of its path; the surest first. */
  readonly names: readonly RegExp[];
  readonly isAddress: boolean;
}

const WANTED: readonly Wanted[] = [
  {
    field: "ip",
    names: [
      /^(?:src|source|client|remote|orig)[._-]?(?:ip|addr(?:ess)?|host|h)?$/i,
      /^(?:c-ip|saddr|ip|ip_?addr(?:ess)?)$/i,
    ],
    isAddress: true,
  },
  {
    field: "destination.ip",
    names: [/^(?:dst|dest|destination|server|resp|target)[._-]?(?:ip|addr(?:ess)?|host|h)?$/i, /^(?:s-ip|daddr)$/i],
    isAddress: true,
  },
  {
    field: "user",
    names: [/^(?:user|username|user_?name|account|login|principal)$/i, /^(?:user_?id|actor|email)$/i],
    isAddress: false,
  },
  { field: "device", names: [/^(?:host|hostname|host_name|computer|device|devname)$/i], isAddress: false },
];

/** So many of its texts must be what the field is. */
const NEARLY_ALL = 0.9;

export function aliasesOf({ records, named }: Read): Aliases {
  const found = WANTED.flatMap(({ field, names, isAddress: wantsAddress }): [string, string][] => {
    if (isUnified(field) && records.filter(({ values }) => values[SLOT[field]] !== null).length > records.length / 2)
      return [];
    const fitting = [...named]
      .filter(([name, texts]) => !isUnified(name) && isLike(texts, wantsAddress))
      .map(([name]) => name);
    const own = names.flatMap((form) =>
      fitting.filter((name) => form.test(name) || form.test(name.split(".").at(-1)!)),
    )[0];
    return own === undefined || own === field ? [] : [[field, own]];
  });
  return new Map(found);
}

function isLike(texts: readonly string[], wantsAddress: boolean): boolean {
  const { length } = told(texts);
  const addresses = texts.filter(isAddress).length;
  return length > 0 && (wantsAddress ? addresses >= NEARLY_ALL * length : addresses === 0);
}

/** Of what type the field is, where a rule reads it: what its format or the common schema says, else what its texts are. */
export function typeOf({ way, named }: Pick<Read, "way" | "named">, name: string): Type {
  const own = fieldsOfFormat(way.format, way.options).find((field) => field.name === name);
  return own?.type ?? ecsField(name)?.type ?? (told(named.get(name) ?? []).every(isAddress) ? "ip" : "string");
}

/** What stands in a log where nothing is known is no text of the field. */
const told = (texts: readonly string[]): readonly string[] => texts.filter((text) => text !== "" && text !== "-");

/** `field` declarations for what only these logs tell, so that the rules stand without them, too. `known`: declared already. */
export function declarations(sight: Read, read: Iterable<string>, known: ReadonlySet<string>): readonly string[] {
  const { way, named } = sight;
  const fixed = new Set(fieldsOfFormat(way.format, way.options).map(({ name }) => name));
  return [...new Set(read)].flatMap((name) => {
    if (!named.has(name) || known.has(name) || fixed.has(name) || isUnified(name) || ecsField(name) !== null) return [];
    return [`field ${pathText(name)}: ${typeOf(sight, name)}`];
  });
}
