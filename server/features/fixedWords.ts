/**
 * Words of a declaration that no name decides: a class of systems, a format, a type, a technique, and what a declaration calls
 * its own parts. Invariant: spans ascend and do not overlap; a word that names something of the folder is not among them.
 */
import type { Declaration, Members, Span } from "../../grammar/ast.ts";

export interface FixedWord extends Span {
  readonly type: "enumMember" | "type" | "property";
}

/** Of declarations in the order of the text. */
export function* fixedWords(declarations: readonly Declaration[]): Generator<FixedWord, undefined> {
  for (const declaration of declarations) yield* wordsOf(declaration).sort((a, b) => a.start - b.start);
}

function wordsOf(declaration: Declaration): FixedWord[] {
  switch (declaration.kind) {
    case "source":
      return of("enumMember", declaration.class, declaration.format?.name, declaration.late);
    case "rule":
      return [
        ...of("enumMember", ...declaration.attack, declaration.status, declaration.ties),
        ...of("property", ...declaration.meta.map(({ target }) => target)),
      ];
    case "list":
    case "field":
      return of("type", declaration.type);
    case "table":
      return [...of("property", declaration.key), ...of("type", declaration.keyType)];
    case "action": {
      const { parameters, http, simulate } = declaration;
      return [
        ...of("type", ...parameters.map(({ type }) => type)),
        ...of("enumMember", http?.method),
        ...of("property", ...[http?.json, http?.headers, simulate?.returns].flatMap(namesIn)),
      ];
    }
    case "score":
      return of("property", ...declaration.measures.map(({ name }) => name));
    case "baseline":
      return of("property", ...declaration.features.map(({ name }) => name));
    case "cluster":
      return of("property", ...declaration.features, ...declaration.families.map(({ name }) => name));
    default:
      return [];
  }
}

/** Where a name stands for its value too, it is that of a parameter. */
const namesIn = (members: Members | undefined): readonly Span[] =>
  members?.items.flatMap(({ target, short }) => (short ? [] : target)) ?? [];

function of(type: FixedWord["type"], ...words: readonly (Span | undefined)[]): FixedWord[] {
  return words.flatMap((word) => (word === undefined ? [] : [{ start: word.start, end: word.end, type }]));
}
