/**
 * Tables and their rows: `people[user].team`. Invariant: a look-up is typed by the table's key and columns; nothing of it
 * runs yet, so what comes back is a value of that type and no more.
 */
import type { Path, PathPart, TableDeclaration } from "../../../grammar/ast.ts";
import { makeField, noFields, openFields, withFields, type FieldSet } from "../fields.ts";
import type { Definition } from "../names.ts";
import type { Type } from "../program.ts";
import type { Scope } from "../scopes.ts";
import { LATER } from "../support.ts";
import { containable, elementOf, WRITABLE_TYPES } from "../types.ts";
import { oneOf } from "./constant.ts";
import type { Lowering } from "./context.ts";
import { coerce } from "./operand.ts";
import { unknownField } from "./unknown.ts";
import { constant, type Typed } from "./typed.ts";

export interface LoweredTable {
  readonly key: Type;
  /** Open where its file was not looked at. */
  readonly columns: FieldSet;
}

export function lowerTable(c: Lowering, table: TableDeclaration): LoweredTable {
  c.later(table.keyword, LATER.table, false);
  const name = table.name?.text ?? "this table";
  const key = oneOf(c, table.keyType, WRITABLE_TYPES, "type") ?? "unknown";
  const file = table.from === undefined ? undefined : c.folder.files.tables[table.from.value];
  if (file === undefined || table.from === undefined) return { key, columns: openFields(name) };
  if (file.kind !== "read") {
    c.report(table.from, { code: "list-file", path: table.from.value, reason: file.kind, entry: null });
    return { key, columns: openFields(name) };
  }
  const place = [c.at(table.from)];
  const fields = file.columns.map((column) => makeField(column, "string", "result", { places: place }));
  const columns = withFields(noFields(name), fields);
  if (table.key !== undefined && !columns.fields.has(table.key.text))
    c.report(table.key, unknownField(table.key.text, columns, null));
  return { key, columns };
}

/** The table that a path looks into; null: it is a path of fields. */
export function tableOf(c: Lowering, scope: Scope, path: Path): Definition | null {
  const [first, second] = path.parts;
  if (first?.kind !== "name" || second?.kind !== "index" || scope.labels.has(first.name.text)) return null;
  const definition = c.folder.names.byName.get(first.name.text);
  return definition?.kind === "table" ? definition : null;
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
  return index === null ? null : constant(null, field?.type ?? "unknown");
}

const columnName = (parts: readonly PathPart[]): string =>
  parts.flatMap((part) => (part.kind === "name" ? part.name.text : [])).join(".");
