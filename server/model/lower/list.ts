/**
 * Lists, written in a rule file or read from a file of their own. Invariant: every item of a lowered list is of the list's
 * type: a canonical address, a network, a regular expression that cannot hang.
 */
import type { Expression, ListDeclaration, StringLiteral } from "../../../grammar/ast.ts";
import { finished, type Steps } from "../../../grammar/steps.ts";
import type { FolderFiles, ListFile } from "../facts.ts";
import { noFields } from "../fields.ts";
import type { ListDefinition, Type } from "../program.ts";
import { regexFault } from "../regex.ts";
import { itemScope } from "../scopes.ts";
import { oneOf } from "./constant.ts";
import type { Lowering } from "./context.ts";
import { canonicalAddress, canonicalNetwork } from "./operand.ts";

type ListType = ListDefinition["type"];

const LIST_TYPES = ["string", "glob", "regex", "ip", "cidr"] as const;

export function lowerList(c: Lowering, list: ListDeclaration): ListDefinition | null {
  const written = oneOf(c, list.type, LIST_TYPES, "list type");
  const types = new Set<Type>();
  const own = (list.items?.items ?? []).flatMap((item) => lowerItem(c, item, written, types) ?? []);
  const read = list.from === undefined ? [] : lowerFile(c, list.from, written ?? "string");
  if (c.broken || list.broken || list.name === undefined || read === null) return null;
  const items = read.length === 0 ? own : own.length === 0 ? read : [...own, ...read];
  return { name: list.name.text, type: written ?? inferred(types), items, location: c.at(list) };
}

function lowerItem(c: Lowering, item: Expression, written: ListType | null, types: Set<Type>): string | null {
  const typed = c.expression(itemScope(noFields("a list")), item);
  if (typed === null) return null;
  types.add(typed.type);
  const { term } = typed;
  const constant = term.kind === "constant" && typeof term.value === "string" ? term.value : null;
  const text = term.kind === "regex" ? withFlags(term) : constant;
  const fault = constant !== null && written === "regex" ? regexFault(constant, "") : null;
  if (fault !== null) c.report(item, fault);
  const fitted = text === null ? null : fit(text, typed.type, written);
  if (fitted !== null) return fitted;
  const hint = written === "ip" || written === "cidr" ? NO_ADDRESS[written] : (NO_NUMBERS.get(typed.type) ?? null);
  return c.mismatch(
    item,
    "this element of the list",
    written ?? "a text, address or regular expression",
    typed.type,
    hint,
  );
}

/** What a list holds, by how it is written; null: that is not known. Asked by everything that names the list. */
export function listType(list: ListDeclaration): ListType | null {
  const known = listTypes.get(list);
  if (known !== undefined) return known;
  const type = list.broken ? null : list.type === undefined ? inferred(writtenTypes(list)) : named(list.type.text);
  listTypes.set(list, type);
  return type;
}

const listTypes = new WeakMap<ListDeclaration, ListType | null>();

const named = (text: string): ListType | null => LIST_TYPES.find((type) => type === text) ?? null;

const writtenTypes = (list: ListDeclaration): ReadonlySet<Type> =>
  new Set(
    (list.items?.items ?? []).map((item) =>
      item.kind === "regex" ? "regex" : item.kind !== "address" ? "string" : item.prefix ? "cidr" : "ip",
    ),
  );

/** What such values are good for stands where they are asked for. */
const WRITE_THERE = "lists hold texts only; write these where they are asked for, as in `port in [22, 80]`";
const NO_NUMBERS: ReadonlyMap<Type, string> = new Map([
  ["int", WRITE_THERE],
  ["float", WRITE_THERE],
]);

const NO_ADDRESS = {
  ip: "it is no address, such as `192.0.2.7` or `2001:db8::1`",
  cidr: "it is no network or address, such as `10.0.0.0/8` or `192.0.2.7`",
} as const;

const withFlags = ({ source, flags }: { source: string; flags: string }): string =>
  /^[ims]+$/.test(flags) ? `(?${flags})${source}` : source;

/** The element as text of the list's type; null: it is no such thing. */
function fit(text: string, type: Type, wanted: ListType | null): string | null {
  switch (wanted) {
    case null:
      return text;
    case "ip":
      return canonicalAddress(text);
    case "cidr":
      return canonicalNetwork(text) ?? canonicalAddress(text);
    case "regex":
      return type === "regex" || type === "string" ? text : null;
    default:
      return type === "string" ? text : null;
  }
}

function inferred(types: ReadonlySet<Type>): ListType {
  if (types.has("regex")) return "regex";
  if (types.has("cidr")) return "cidr";
  return types.has("ip") ? "ip" : "string";
}

// ---- from a file --------------------------------------------------------------------------------------------------

interface Entries {
  readonly items: readonly string[];
  /** The first line that is no value of the type. */
  readonly bad: { readonly line: number; readonly text: string } | null;
}

/** A file may have a million lines and stays the same while the rules are edited: it is looked through once per type. */
const known = new WeakMap<ListFile, Map<ListType, Entries>>();

function lowerFile(c: Lowering, from: StringLiteral, type: ListType): readonly string[] | null {
  const path = from.value;
  const file = c.folder.files.lists[path];
  if (file === undefined) {
    c.later(from, "A `list` from a file that was not looked at");
    return null;
  }
  if (file.kind !== "read") return c.report(from, { code: "list-file", path, reason: file.kind, entry: null });
  const entries = finished(entriesOf(file, type));
  if (entries.bad === null) return entries.items;
  return c.report(from, { code: "list-file", path, reason: "entry", entry: { ...entries.bad, type } });
}

/** Looks through the file of a list, in steps: lowering the list is soon done then. */
export function* lookingThrough({ from, type }: ListDeclaration, { lists }: FolderFiles): Steps<void> {
  const file = from === undefined ? undefined : lists[from.value];
  if (file?.kind === "read") yield* entriesOf(file, (type && named(type.text)) ?? "string");
}

/** Lines that are looked at in one step. */
const LINES = 500;

function* entriesOf(file: Extract<ListFile, { kind: "read" }>, type: ListType): Steps<Entries> {
  const types = known.get(file) ?? new Map<ListType, Entries>();
  known.set(file, types);
  const before = types.get(type);
  if (before !== undefined) return before;
  const items: string[] = [];
  let bad: Entries["bad"] = null;
  for (const { line, text } of file.entries) {
    const fitted = fit(text, "string", type);
    if (fitted === null || (type === "regex" && regexFault(text, "") !== null)) {
      bad = { line, text };
      break;
    }
    if (items.push(fitted) % LINES === 0) yield;
  }
  const entries = { items, bad };
  types.set(type, entries);
  return entries;
}
