/**
 * Tables and their rows: `people[user].team`. Invariant: a look-up is typed by the table's key and columns; every key of a
 * lowered table is of its type.
 */
import type { Path, PathPart, StringLiteral, TableDeclaration } from "../../../grammar/ast.ts";
import { makeField, noFields, openFields, withFields, type FieldSet } from "../fields.ts";
import type { Definition } from "../names.ts";
import type { TableDefinition, Type } from "../program.ts";
import type { Scope } from "../scopes.ts";
import { containable, elementOf, WRITABLE_TYPES } from "../types.ts";
import { oneOf } from "./constant.ts";
import type { Lowering } from "./context.ts";
import { canonicalAddress, canonicalNetwork, coerce } from "./operand.ts";
import { unknownField } from "./unknown.ts";
import type { Typed } from "./typed.ts";

export interface LoweredTable {
  readonly key: Type;
  /** Open where its file was not looked at. */
  readonly columns: FieldSet;
  /** Null: it has an error, or its file was not looked at. */
  readonly definition: TableDefinition | null;
}

export function lowerTable(c: Lowering, table: TableDeclaration): LoweredTable {
  const name = table.name?.text ?? "this table";
  const key = oneOf(c, table.keyType, WRITABLE_TYPES, "type") ?? "unknown";
  const file = table.from === undefined ? undefined : c.folder.files.tables[table.from.value];
  const unread: LoweredTable = { key, columns: openFields(name), definition: null };
  if (table.from === undefined) return unread;
  if (file === undefined) {
    c.later(table.from, "A `table` from a file that was not looked at");
    return unread;
  }
  if (file.kind !== "read") {
    c.report(table.from, { code: "list-file", path: table.from.value, reason: file.kind, entry: null });
    return unread;
  }
  const place = [c.at(table.from)];
  const fields = file.columns.map((column) => makeField(column, "string", "result", { places: place }));
  const columns = withFields(noFields(name), fields);
  const at = file.columns.indexOf(table.key?.text ?? "");
  if (table.key !== undefined && at < 0) c.report(table.key, unknownField(table.key.text, columns, null));
  if (file.rows === undefined) {
    c.later(table.from, "A `table` whose rows were not looked at");
    return { key, columns, definition: null };
  }
  const rows = at < 0 ? null : rowsOf(c, table.from, file.rows, at, key);
  if (c.broken || table.broken || table.name === undefined || rows === null) return { key, columns, definition: null };
  return { key, columns, definition: { name, key, columns: file.columns, rows, location: c.at(table) } };
}

function rowsOf(c: Lowering, from: StringLiteral, rows: readonly (readonly string[])[], at: number, type: Type) {
  const found: { key: string; cells: readonly string[] }[] = [];
  for (const [index, cells] of rows.entries()) {
    const text = cells[at]!;
    if (text === "") continue; // a row without a key is no row
    const key = keyOf(text, type);
    if (key === null) {
      // The header is the first line.
      const entry = { line: index + 2, text, type: type === "ip" ? "ip" : "cidr" } as const;
      return c.report(from, { code: "list-file", path: from.value, reason: "entry", entry });
    }
    found.push({ key, cells });
  }
  return found;
}

function keyOf(text: string, type: Type): string | null {
  if (type === "ip") return canonicalAddress(text);
  return type === "cidr" ? (canonicalNetwork(text) ?? canonicalAddress(text)) : text;
}

/** The table that a path looks into; null: it is a path of fields. */
export function tableOf(c: Lowering, scope: Scope, path: Path): Definition | null {
  const [first, second] = path.parts;
  if (first?.kind !== "name" || second?.kind !== "index" || scope.labels.has(first.name.text)) return null;
  const definition = c.folder.names.byName.get(first.name.text);
  return definition?.kind === "table" ? definition : null;
}

/** `people[user].team` where nothing is named `people`: only rows of tables are looked up by other things than numbers. */
export function isUnknownTable(c: Lowering, scope: Scope, { parts }: Path): boolean {
  const [first, second, third] = parts;
  if (first?.kind !== "name" || second?.kind !== "index" || third === undefined || scope.item.open) return false;
  const { text } = first.name;
  if (second.index === undefined || second.index.kind === "number" || scope.labels.has(text)) return false;
  return (
    !c.folder.names.byName.get(text) && ![...scope.item.fields.keys()].some((name) => `${name}.`.startsWith(`${text}.`))
  );
}

export function unknownTable(c: Lowering, scope: Scope, { parts: [first, second] }: Path): null {
  if (first?.kind !== "name" || second?.kind !== "index") return c.absent();
  c.expression(scope, second.index);
  const candidates = c.folder.namesOf(["table"]);
  return c.report(first.name, {
    code: "unknown-name",
    name: first.name.text,
    wanted: ["table"],
    found: null,
    candidates,
  });
}

export function lowerRow(c: Lowering, scope: Scope, path: Path, definition: Definition): Typed | null {
  const [first, second, ...rest] = path.parts;
  if (first?.kind !== "name" || second?.kind !== "index") return c.absent();
  c.need(first.name, definition);
  const { key, columns } = c.folder.tableOf(definition);
  const given = c.expression(scope, second.index);
  const index = given === null ? null : coerce(given, key);
  if (index !== null && !containable(elementOf(index.type), key)) {
    return c.mismatch(second.index!, `the key of \`${definition.name}\``, key, index.type);
  }
  const name = columnName(rest);
  if (name === "") {
    const columns = "`" + `${definition.name}[...].column` + "`";
    return c.mismatch(
      path,
      `a row of \`${definition.name}\``,
      "a value",
      "unknown",
      `name a column of it, as in ${columns}`,
    );
  }
  const field = columns.fields.get(name);
  if (field === undefined && !columns.open) {
    const part = rest[0]!;
    const start = part.kind === "name" ? part.name.start : path.start;
    return c.report({ start, end: path.end }, unknownField(name, columns, null));
  }
  if (index === null) return null;
  const type = field?.type ?? "unknown";
  return { term: { kind: "row", table: definition.name, key: index.term, column: name, type }, type };
}

const columnName = (parts: readonly PathPart[]): string =>
  parts.flatMap((part) => (part.kind === "name" ? part.name.text : [])).join(".");
