/**
 * What a path means at its place: a field of the item at hand, or of the items that a label stands for. Invariant: a label
 * that is visible hides fields that begin with the same word.
 */
import type { Path, Span } from "../../../grammar/ast.ts";
import { findField, type Field } from "../fields.ts";
import type { Term, Type } from "../program.ts";
import type { Label, Scope } from "../scopes.ts";
import { LATER } from "../support.ts";
import type { Lowering } from "./context.ts";
import { elementAt } from "./element.ts";
import { isUnknownTable, lowerRow, tableOf, unknownTable } from "./row.ts";
import type { Typed } from "./typed.ts";
import { unknownField } from "./unknown.ts";

/** The words of a path joined with dots; null if it has an index. */
export function pathText(path: Path): string | null {
  const words: string[] = [];
  for (const part of path.parts) {
    if (part.kind === "index") return null;
    words.push(part.name.text);
  }
  return words.join(".");
}

/** A path of a single word. */
export function singleWord(path: Path): string | null {
  const [part] = path.parts;
  return path.parts.length === 1 && part?.kind === "name" ? part.name.text : null;
}

export function lowerPath(c: Lowering, scope: Scope, path: Path): Typed | null {
  const table = tableOf(c, scope, path);
  if (table !== null) return lowerRow(c, scope, path, table);
  if (isUnknownTable(c, scope, path)) return unknownTable(c, scope, path);
  const indices = path.parts.filter((part) => part.kind === "index");
  const [first] = indices;
  if (first === undefined) return lowerNames(c, scope, path, pathText(path)!);
  if (indices.length > 1) c.later(path, LATER.index);
  const terms = indices.map(({ index }) => {
    const typed = c.expression(scope, index);
    if (typed !== null && typed.type !== "int" && typed.type !== "unknown")
      return c.mismatch(index!, "the index", "int", typed.type);
    return typed?.term ?? null;
  });
  const parts = path.parts.filter((part) => part.kind === "name");
  const element = lowerNames(c, scope, { ...path, parts }, parts.map(({ name }) => name.text).join("."));
  const index = terms[0]!;
  return element === null || index === null ? null : elementAt(c, scope, path, element, index);
}

/** A path without its indices. */
function lowerNames(c: Lowering, scope: Scope, path: Path, full: string): Typed | null {
  const first = path.parts[0];
  if (first?.kind !== "name") return c.absent();
  const word = first.name.text;
  if (path.parts.length > 1) {
    const label = scope.labels.get(word);
    if (label !== undefined) {
      c.mention(first.name, { kind: "label", label });
      return labelField(c, path, label, full.slice(word.length + 1));
    }
  }
  const field = findField(scope.item, full);
  if (field !== undefined) {
    c.mention(path, { kind: "field", field, label: null, type: field.type });
    return { term: { kind: "field", field: full, type: field.type }, type: field.type, severity: isSeverity(field) };
  }
  return ownField(c, scope, path, word, full) ?? unknownPath(c, scope, path, word, full);
}

/** `vpn.account` in a use of `vpn`: its own field, said in full. */
function ownField(c: Lowering, scope: Scope, path: Path, word: string, full: string): Typed | null {
  const [first, second] = path.parts;
  if (word !== scope.item.of || first?.kind !== "name" || second?.kind !== "name") return null;
  const name = full.slice(word.length + 1);
  const field = findField(scope.item, name);
  if (field === undefined) return null;
  const definition = c.folder.names.byName.get(word);
  if (definition !== undefined) c.mention(first.name, { kind: "definition", definition });
  c.mention({ start: second.name.start, end: path.end }, { kind: "field", field, label: null, type: field.type });
  return { term: { kind: "field", field: name, type: field.type }, type: field.type, severity: isSeverity(field) };
}

const isSeverity = (field: Field): boolean => field.origin === "detection" && field.name === "severity";

function labelField(c: Lowering, path: Path, label: Label, name: string): Typed | null {
  const field = findField(label.items, name);
  if (field === undefined) {
    if (label.free === true) return freeField(c, path, label, name);
    if (label.items.open) return c.absent();
    return c.report(behindLabel(path), unknownField(name, label.items, null));
  }
  const type: Type = label.many && typeof field.type !== "object" ? { list: field.type } : field.type;
  c.mention(behindLabel(path), { kind: "field", field, label, type });
  const term: Term = { kind: "label", label: label.name, field: name, many: label.many, type };
  return { term, type, severity: isSeverity(field) && !label.many };
}

/** Of `entry.user`, the field alone: who renames or corrects it keeps the label. */
export function behindLabel({ parts: [, field], start, end }: Path): Span {
  return { start: field?.kind === "name" ? field.name.start : start, end };
}

/** Nothing is known of it, so it goes with everything. */
function freeField(c: Lowering, path: Path, label: Label, field: string): Typed {
  const type: Type = label.many ? { list: "unknown" } : "unknown";
  c.value(path, type);
  return { term: { kind: "label", label: label.name, field, many: label.many, type }, type };
}

function unknownPath(c: Lowering, scope: Scope, path: Path, word: string, full: string): null {
  const hidden = path.parts.length > 1 ? scope.hidden.get(word) : undefined;
  if (hidden !== undefined) {
    const { label, reason } = hidden;
    c.mention(path, { kind: "label", label });
    return c.report(path, { code: "later-label", name: word, reason, declared: label.definition.location });
  }
  if (scope.item.open || c.isCutCall(path)) return c.absent();
  const labels = [...scope.labels.keys(), ...scope.hidden.keys()];
  const begins = [...scope.item.fields.keys()].some((name) => name.startsWith(`${word}.`));
  if (path.parts.length > 1 && labels.length > 0 && !begins) {
    const first = path.parts[0]!;
    const span = first.kind === "name" ? first.name : path;
    const candidates = labels.filter((label) => scope.hidden.get(label)?.reason !== "own");
    return c.report(span, { code: "unknown-label", name: word, candidates });
  }
  return c.report(path, unknownField(full, scope.item, hintFor(c, scope, word, full)));
}

function hintFor(c: Lowering, scope: Scope, word: string, full: string): string | null {
  if (scope.labels.has(word)) return `\`${word}\` is a label: write which field of it, as in \`${word}.time\`.`;
  const holder = [...scope.labels.values()].find((label) => findField(label.items, full) !== undefined);
  if (holder !== undefined) return `Say of which step: \`${holder.name}.${full}\`.`;
  const first = full === word ? undefined : c.folder.names.byName.get(word);
  if (first?.kind === "table") {
    const column = full.slice(word.length + 1);
    return `\`${word}\` is a table: say of which row, as in \`${word}[key].${column}\`.`;
  }
  const definition = c.folder.names.byName.get(full);
  if (definition?.kind === "table")
    return `\`${full}\` is a table: look a row up in it, as in \`${full}[user].column\`.`;
  if (definition?.kind === "list") return `\`${full}\` is a list: it stands behind \`in\`.`;
  if (definition !== undefined) return `\`${full}\` is the name of ${a(definition.kind)}, not of a field.`;
  if (scope.aggregates !== undefined && scope.item.fields.size === 0)
    return 'Beside aggregates there is no single record to read: ask inside of one, as in `count(login where user == "root")`.';
  if (scope.calls === "emit")
    return (
      "A detection has the keys of its rule only: give what `when` waits for a label, as in `entry: login`, " +
      "and read it from there, as in `entry.user`."
    );
  return null;
}

const a = (noun: string): string => (/^[aeiou]/.test(noun) ? `an ${noun}` : `a ${noun}`);
