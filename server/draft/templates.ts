/**
 * Shapes of messages as the templates of a source. Invariant: no name stands twice in a template, a name has one type in all of
 * them, and a value that nobody gave a name begins with `_`: it is there for the line alone.
 */
import { isUnified, UNIFIED_FIELDS } from "../model/program.ts";
import { quote } from "../model/written.ts";
import { nounIn, type Shape, type ShapePart } from "./cluster.ts";

export interface DraftTemplate {
  readonly code: number;
  /** What stands in the quotes. */
  readonly text: string;
  /** Indexes of the messages that are of it. */
  readonly members: readonly number[];
  /** By the names of its captures, what stands there, member by member. */
  readonly captured: ReadonlyMap<string, readonly string[]>;
}

interface Named {
  readonly name: string;
  readonly values: readonly string[];
  readonly isWhole: boolean;
}

/** With the codes from 1 on. */
export function templatesFrom(shapes: readonly Shape[]): readonly DraftTemplate[] {
  const named = shapes.map(namesOf);
  const whole = new Map<string, boolean>();
  for (const { name, isWhole } of named.flat()) whole.set(name, isWhole && (whole.get(name) ?? true));
  return shapes.map(({ parts, members }, index) => {
    const own = named[index]!;
    const names = own.values();
    const text = parts.map((part) => {
      if (part.kind === "literal") return part.text.replaceAll("{", "{{");
      const { name } = names.next().value!;
      return whole.get(name) && !isUnified(name) ? `{${name}:int}` : `{${name}}`;
    });
    const captured = new Map(own.map(({ name, values }) => [name, values]));
    return { code: index + 1, text: text.join(""), members, captured };
  });
}

export const templateLine = ({ code, text }: DraftTemplate): string => `  template ${code} ${quote(text)}`;

function namesOf({ parts }: Shape): readonly Named[] {
  const taken = new Set<string>();
  return parts.flatMap((part, at): readonly Named[] => {
    if (part.kind === "literal") return [];
    const front = parts[at - 1];
    const wanted = nameOf(part, front?.kind === "literal" ? front.text : "");
    let name = wanted;
    for (let nth = 2; taken.has(name); nth++) name = `${wanted.startsWith("_") ? "" : "_"}${wanted}${nth}`;
    taken.add(name);
    return [
      {
        name,
        values: part.values,
        isWhole: part.form === "number" && part.values.every((value) => /^-?\d{1,15}$/.test(value)),
      },
    ];
  });
}

/** The unified field that it is, else what the text in front of it calls it, else its form. */
function nameOf({ form, values }: Extract<ShapePart, { kind: "value" }>, front: string): string {
  const called = nounIn(front);
  const dotted = values.filter((value) => /\w\.\w+\.\w/.test(value) && !value.includes("@")).length;
  const noun = called === "user" && dotted > values.length / 2 ? "host" : called;
  if (form === "ip" && (noun === null || IP_NOUNS.has(noun)))
    return noun === "to" || noun === "server" ? "destination_ip" : "ip";
  if (noun !== null && !CLASHING.has(noun)) return noun === "user" && form === "number" ? "_number" : noun;
  return `_${form === "code" ? "word" : form}`;
}

/** In front of an address they say whose it is; other names are fields of their own, `ip` is what they are about. */
const IP_NOUNS: ReadonlySet<string> = new Set([
  ...["from", "to", "client", "server", "host", "by", "for", "on", "user", "rhost", "addr"],
]);

/** Names that mean something else, or that a word in front of a text says too little for. */
const CLASHING: ReadonlySet<string> = new Set([
  ...Object.keys(UNIFIED_FIELDS).filter((name) => name !== "user"),
  ...["template", "source", "arrived", "lag", "from", "to", "by", "on", "number"],
]);
