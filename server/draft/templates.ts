/**
 * Shapes of messages as the templates of a source. Invariant: no name stands twice in a template, a name has one type in all of
 * them, and a value that nobody reads has a name that begins with `_`: it is there for the line alone.
 */
import { isUnified } from "../model/program.ts";
import { quote } from "../model/written.ts";
import { CLASHING, nounIn, saysUser } from "./nouns.ts";
import type { Shape, ShapePart } from "./cluster.ts";
import { isAddress, isHostName, PEERS, TARGETS } from "./addresses.ts";

export interface DraftTemplate {
  readonly code: number;
  readonly parts: readonly TemplatePart[];
  /** Indexes of the messages that are of it. */
  readonly members: readonly number[];
  /** By the names of its captures, what stands there, member by member. */
  readonly captured: ReadonlyMap<string, readonly string[]>;
}

/** A text that stays the same, or a capture. */
type TemplatePart = string | { readonly name: string; readonly isWhole: boolean };

/** The time at a line's beginning, which may hold a blank. */
export const WHEN: TemplatePart = { name: "_when", isWhole: false };

type ValuePart = Extract<ShapePart, { readonly kind: "value" }>;

interface Named {
  readonly name: string;
  readonly values: readonly string[];
  readonly isWhole: boolean;
}

/** With the codes from 1 on. `peers`: names of places for addresses, by what the text in front calls them. */
export function templatesFrom(shapes: readonly Shape[], peers: ReadonlyMap<string, string>): readonly DraftTemplate[] {
  const named = shapes.map((shape) => namesOf(shape, peers));
  const whole = new Map<string, boolean>();
  for (const { name, isWhole } of named.flat()) whole.set(name, isWhole && (whole.get(name) ?? true));
  return shapes.map(({ parts, members }, index): DraftTemplate => {
    const own = named[index]!;
    const names = own.values();
    return {
      code: index + 1,
      parts: parts.map((part): TemplatePart => {
        if (part.kind === "literal") return part.text;
        const { name } = names.next().value!;
        return { name, isWhole: whole.get(name)! && !isUnified(name) };
      }),
      members,
      captured: new Map(own.map(({ name, values }) => [name, values])),
    };
  });
}

/** What stays the same. */
export const literalText = ({ parts }: DraftTemplate): string =>
  parts.map((part) => (typeof part === "string" ? part : " ")).join("");

/** `read`: the captures that something reads; of others only those of the unified fields keep their names. */
export function templateLine({ code, parts }: DraftTemplate, read: ReadonlySet<string>): string {
  const taken = new Set<string>();
  const text = parts.map((part, at) => {
    if (typeof part === "string") return part.replaceAll("{", "{{");
    const { name, isWhole } = part;
    const plain = isUnified(name) || read.has(name) || name.startsWith("_") ? name : `_${name}`;
    const own = free(plain, taken);
    taken.add(own);
    // Else the time might end at its first blank, and what is left of it would be the next one's.
    const isWord = parts[at - 2] === WHEN && /^ +$/.test(String(parts[at - 1])) && own !== "ip";
    return isWhole ? `{${own}:int}` : isWord ? `{${own}:word}` : `{${own}}`;
  });
  return `  template ${code} ${quote(text.join(""))}`;
}

function free(wanted: string, taken: ReadonlySet<string>): string {
  for (let nth = 1; ; nth++) {
    const name = nth === 1 ? wanted : `${wanted.startsWith("_") ? "" : "_"}${wanted}${nth}`;
    if (!taken.has(name)) return name;
  }
}

function namesOf({ parts }: Shape, peers: ReadonlyMap<string, string>): readonly Named[] {
  const taken = new Set<string>();
  let before = "";
  return parts.flatMap((part, at): readonly Named[] => {
    if (part.kind === "literal") return [];
    const front = parts[at - 1];
    const text = front?.kind === "literal" ? front.text : "";
    const name = free(portOf(part, text, before) ?? nameOf(part, text, peers), taken);
    taken.add(name);
    before = name;
    return [
      {
        name,
        values: part.values,
        isWhole: part.form === "number" && part.values.every((value) => /^-?\d{1,15}$/.test(value)),
      },
    ];
  });
}

/** Of a number behind an address, as in `10.0.0.1/443`. `before`: what stands in front of `front`. */
function portOf({ form }: ValuePart, front: string, before: string): string | null {
  if (form !== "number" || (front !== "/" && front !== ":" && front !== "#")) return null;
  return before === "ip" ? "port" : before === "destination_ip" ? "destination_port" : null;
}

/** The unified field that it is, else what the text in front of it calls it, else its form. */
function nameOf({ form, values }: ValuePart, front: string, peers: ReadonlyMap<string, string>): string {
  if (form === "level") return "level";
  const called = nounIn(front);
  const peer = called === null ? undefined : peers.get(called);
  if (peer !== undefined && values.some((value) => isAddress(value) || isHostName(value))) return peer;
  const areAddresses = form === "ip" && values.every(isAddress);
  const dotted = values.filter((value) => /\w\.\w+\.\w/.test(value) && !value.includes("@")).length;
  const noun = called === "user" && dotted > values.length / 2 ? "host" : called;
  if (areAddresses && (noun === null || PEERS.has(noun)))
    return noun !== null && TARGETS.has(noun) ? "destination_ip" : "ip";
  const isAmount =
    noun === "user" && form === "number" && !saysUser(front) && values.every((value) => /^[\d.-]+$/.test(value));
  if (noun !== null && !CLASHING.has(noun)) return isAmount ? "_number" : noun;
  return `_${form === "code" || (form === "ip" && !areAddresses) ? "word" : form}`;
}
