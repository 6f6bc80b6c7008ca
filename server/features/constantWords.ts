/**
 * Words of a declaration that stand for a fixed value of the language: a class of systems, a format, a type, a technique.
 * Invariant: spans ascend and do not overlap; a word that names something of the folder is not among them.
 */
import type { Declaration, Name, Span } from "../../grammar/ast.ts";

export interface ConstantWord extends Span {
  readonly type: "enumMember" | "type";
}

export function constantWords(declarations: readonly Declaration[]): ConstantWord[] {
  return declarations.flatMap(wordsOf).sort((a, b) => a.start - b.start);
}

function wordsOf(declaration: Declaration): ConstantWord[] {
  switch (declaration.kind) {
    case "source":
      return of("enumMember", declaration.class, declaration.format?.name, declaration.late);
    case "rule":
      return of("enumMember", ...declaration.attack, declaration.status, declaration.ties);
    case "list":
    case "field":
      return of("type", declaration.type);
    case "table":
      return of("type", declaration.keyType);
    default:
      return [];
  }
}

function of(type: ConstantWord["type"], ...names: readonly (Name | undefined)[]): ConstantWord[] {
  return names.flatMap((name) => (name === undefined ? [] : [{ start: name.start, end: name.end, type }]));
}
