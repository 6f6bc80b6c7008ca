/**
 * Which records the items of an event may be: of which sources, with which template codes. Invariant: never too few, so that
 * what none of them has is certainly missing, and what all of them have is certainly there.
 */
import type { CallExpression, CompareExpression, EventUse, Expression, Path } from "../../grammar/ast.ts";
import type { Analysis } from "./analysis.ts";
import { usesOf } from "./lower/use.ts";
import { declarationOf, type Definition } from "./names.ts";
import type { SourceDefinition } from "./program.ts";

/** Records of a source with one of these codes; null: with any, or none. */
export interface Kind {
  readonly source: SourceDefinition;
  readonly codes: ReadonlySet<number> | null;
  /** Fields that a `with` sets: they have nothing to do with the record's own. */
  readonly set: ReadonlySet<string>;
}

/** An event, narrowed, as a step or inside of an aggregate. */
export type Narrowed = Pick<EventUse, "where" | "with" | "name">;

/** What a call such as `count(E where x)` or `distinct(f of E)` counts. */
export function countedBy(call: CallExpression): Narrowed {
  const [first] = call.arguments;
  const part = first?.kind === "path" && first.parts.length === 1 ? first.parts[0] : undefined;
  const name = call.of ?? (part?.kind === "name" ? part.name : undefined);
  return { name, where: call.where, with: [] };
}

/** Null: they are not known, or not records. */
export function kindsOf(analysis: Analysis, use: Narrowed): readonly Kind[] | null {
  return use.name === undefined ? null : narrowed(use, kindsOfName(analysis, use.name.text));
}

/** What a use leaves of the kinds that its name stands for. */
function narrowed(use: Narrowed, kinds: readonly Kind[] | null): readonly Kind[] | null {
  if (kinds === null) return null;
  const hidden = new Set(use.with.map(({ target }) => nameOf(target)));
  const codes = use.where === undefined || hidden.has("template") ? null : codesOf(use.where);
  if (codes === null && hidden.size === 0) return kinds;
  return kinds.map((kind) => ({
    source: kind.source,
    codes: kind.set.has("template") ? kind.codes : both(kind.codes, codes),
    set: hidden.size === 0 ? kind.set : new Set([...kind.set, ...hidden]),
  }));
}

interface Folder {
  readonly sources: ReadonlyMap<string, SourceDefinition>;
  readonly kinds: Map<string, readonly Kind[] | null>;
}

/** By what all views of one analysis share. */
const folders = new WeakMap<Analysis["names"]["byName"], Folder>();

function folderOf({ names, program }: Analysis): Folder {
  const known = folders.get(names.byName);
  if (known !== undefined) return known;
  const sources = new Map(program.sources.map((source) => [source.name, source]));
  const made = { sources, kinds: new Map<string, readonly Kind[] | null>() };
  folders.set(names.byName, made);
  return made;
}

/** A path as a field is called; what has an index is none. */
export const nameOf = ({ parts }: Path): string =>
  parts.map((part) => (part.kind === "name" ? part.name.text : "[]")).join(".");

const NONE: ReadonlySet<string> = new Set();

/** Events name events, thousands deep: those that wait for others stand on a stack of its own. */
function kindsOfName(analysis: Analysis, wanted: string): readonly Kind[] | null {
  const { sources, kinds } = folderOf(analysis);
  const begun = new Set<string>();
  const waiting = [wanted];
  for (let name = waiting.at(-1); name !== undefined; name = waiting.at(-1)) {
    const source = sources.get(name);
    const uses = source === undefined ? usesOfEvent(analysis.names.byName.get(name)) : null;
    if (!kinds.has(name) && !begun.has(name)) {
      begun.add(name);
      for (const { name: needed } of uses ?? []) if (needed !== undefined) waiting.push(needed.text);
    }
    if (waiting.at(-1) !== name) continue;
    waiting.pop();
    if (!kinds.has(name))
      kinds.set(name, source === undefined ? ofUses(uses, kinds) : [{ source, codes: null, set: NONE }]);
  }
  return kinds.get(wanted) ?? null;
}

function usesOfEvent(definition: Definition | undefined): readonly EventUse[] | null {
  const event = definition === undefined ? undefined : declarationOf(definition);
  return event?.kind === "event" && event.body !== undefined && !event.broken ? usesOf(event.body) : null;
}

/** Each kind once: an event that names another twice, which names one twice, and so on, is no more than that one. */
function ofUses(
  uses: readonly EventUse[] | null,
  known: ReadonlyMap<string, readonly Kind[] | null>,
): readonly Kind[] | null {
  const found = new Map<string, Kind>();
  for (const use of uses ?? []) {
    const kinds = narrowed(use, (use.name === undefined ? null : known.get(use.name.text)) ?? null);
    if (kinds === null) return null;
    for (const kind of kinds) found.set(keyOf(kind), kind);
  }
  return uses === null ? null : [...found.values()];
}

const keyOf = ({ source, codes, set }: Kind): string =>
  JSON.stringify([source.name, codes === null ? null : [...codes].sort((a, b) => a - b), [...set].sort()]);

/** Which templates a condition admits at most; null: it does not say. */
export function codesOf(condition: Expression | undefined): ReadonlySet<number> | null {
  if (condition?.kind === "binary" && (condition.operator === "and" || condition.operator === "or")) {
    const [left, right] = [codesOf(condition.left), codesOf(condition.right)];
    if (condition.operator === "and") return both(left, right);
    return left === null || right === null ? null : new Set([...left, ...right]);
  }
  return condition?.kind === "compare" && !condition.negated ? codesAskedFor(condition) : null;
}

function codesAskedFor({ left, right, operator }: CompareExpression): ReadonlySet<number> | null {
  if (left?.kind !== "path") return null;
  const [first, ...deeper] = left.parts;
  if (first?.kind !== "name" || first.name.text !== "template" || deeper.length > 0) return null;
  if (operator === "==" && right?.kind === "number") return new Set([right.value]);
  if (operator !== "in" || right?.kind !== "list") return null;
  const numbers = right.items.flatMap((item) => (item.kind === "number" ? [item.value] : []));
  return numbers.length === right.items.length ? new Set(numbers) : null;
}

function both(a: ReadonlySet<number> | null, b: ReadonlySet<number> | null): ReadonlySet<number> | null {
  return a !== null && b !== null ? new Set([...a].filter((code) => b.has(code))) : (a ?? b);
}
