/**
 * Values as the outside reads them: times are ISO 8601 text in UTC, durations seconds. Invariant: never throws; what came
 * out of a log stays data (a field named `__proto__` is a field).
 */
import type { Micros, Type, Value } from "../../model/program.ts";
import { isoTime } from "../normalize/json.ts";

export function plainValue(value: Value, type: Type): Value {
  if (Array.isArray(value)) {
    const element = typeof type === "object" ? type.list : type;
    return value.map((each: Value) => plainValue(each, element));
  }
  if (typeof value !== "number") return value;
  if (type === "time") return isoTime(value as Micros);
  return type === "duration" ? value / 1_000_000 : value;
}

/** Of a list the elements, parted by commas. */
export function textOf(value: Value, type: Type): string {
  const plain = plainValue(value, type);
  return Array.isArray(plain) ? plain.map(String).join(",") : String(plain);
}

/** As it would be written in a rule file, cut where it is long. */
export function shown(value: Value, type: Type): string {
  if (value === null) return "-";
  if (typeof value === "string" && type !== "ip" && type !== "cidr") return JSON.stringify(cut(value));
  if (Array.isArray(value)) {
    const element = typeof type === "object" ? type.list : type;
    return cut(`[${value.map((each: Value) => shown(each, element)).join(", ")}]`);
  }
  return cut(textOf(value, type));
}

const MOST_SHOWN = 120;
const cut = (text: string): string => (text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text);

/** An object as JSON text; dotted names nest. */
export function jsonObject(members: readonly (readonly [name: string, value: Value])[]): string {
  const root = emptyNode();
  for (const [name, value] of members) {
    const parts = name.split(".");
    let node = root;
    for (const part of parts.slice(0, -1)) {
      const next = node[part];
      node = isNode(next) ? next : (node[part] = emptyNode());
    }
    node[parts.at(-1)!] = value;
  }
  return JSON.stringify(root);
}

interface Node {
  [name: string]: Value | Node;
}
/** Without a prototype, so that every name is one of its own. */
const emptyNode = (): Node => Object.create(null) as Node;
const isNode = (value: Value | Node | undefined): value is Node =>
  typeof value === "object" && value !== null && !Array.isArray(value);
