/**
 * The one namespace of a workspace folder: which declaration a name means. Invariant: a name has one definition for
 * everybody, the first in order of documents and offsets, also where several files claim it (those are `duplicates`).
 */
import type { Declaration, Name, SyntaxTree } from "../../grammar/ast.ts";
import { clauseWords, declarationWords } from "../../grammar/words.ts";
import type { Location } from "./program.ts";

export type DefinitionKind =
  | "source"
  | "list"
  | "table"
  | "field"
  | "event"
  | "rule"
  | "label"
  | "ranking"
  | "action"
  | "playbook"
  | "baseline"
  | "score"
  | "cluster";

/** Something that was given a name. */
export interface Definition {
  readonly kind: DefinitionKind;
  readonly name: string;
  /** The name itself, where it is defined. */
  readonly location: Location;
  /** The whole declaration (of a label: its step). */
  readonly extent: Location;
  /** Markdown from `///`. */
  readonly doc: string | null;
  /** Of a label: the rule it belongs to. */
  readonly owner: string | null;
}

/** A declaration of one document together with its definition. */
export interface Declared {
  readonly document: string;
  readonly declaration: Declaration;
  /** Null where there is no name: half-typed, `workspace`, `ignore`, `test`. */
  readonly definition: Definition | null;
}

export interface Names {
  /** Every declaration, in order of documents and offsets. */
  readonly declared: readonly Declared[];
  readonly byName: ReadonlyMap<string, Definition>;
  /** `field` declarations: paths are not in the namespace of the others. */
  readonly fields: ReadonlyMap<string, Definition>;
  /** All that share a name, where more than one does. */
  readonly duplicates: readonly (readonly Definition[])[];
}

/** Words that open declarations and clauses: an event, rule or label named so would read as something else. */
const RESERVED: ReadonlySet<string> = new Set(
  [...Object.keys(declarationWords), ...Object.keys(clauseWords), "detection"].map((word) => word.toLowerCase()),
);

export const isReserved = (name: string): boolean => RESERVED.has(name);

export function collectNames(documents: readonly { readonly uri: string; readonly tree: SyntaxTree }[]): Names {
  const declared: Declared[] = [];
  const groups = new Map<string, Definition[]>();
  const fieldGroups = new Map<string, Definition[]>();
  for (const { uri, tree } of documents) {
    for (const declaration of tree.declarations) {
      const definition = definitionOf(uri, declaration);
      declared.push({ document: uri, declaration, definition });
      if (definition === null) continue;
      const into = definition.kind === "field" ? fieldGroups : groups;
      const group = into.get(definition.name);
      if (group === undefined) into.set(definition.name, [definition]);
      else group.push(definition);
    }
  }
  return {
    declared,
    byName: firsts(groups),
    fields: firsts(fieldGroups),
    duplicates: [...groups.values(), ...fieldGroups.values()].filter((group) => group.length > 1),
  };
}

const firsts = (groups: ReadonlyMap<string, readonly Definition[]>): Map<string, Definition> =>
  new Map([...groups].map(([name, group]) => [name, group[0]!]));

/** One for each declaration, however often names are collected: others remember it by identity. */
function definitionOf(document: string, declaration: Declaration): Definition | null {
  const known = definitions.get(declaration);
  if (known !== undefined) return known;
  const made = define(document, declaration);
  definitions.set(declaration, made);
  return made;
}

const definitions = new WeakMap<Declaration, Definition | null>();

function define(document: string, declaration: Declaration): Definition | null {
  const name = nameOf(declaration);
  if (name === null || name.text === "") return null;
  return {
    kind: declaration.kind as DefinitionKind,
    name: name.text,
    location: { document, start: name.start, end: name.end },
    extent: { document, start: declaration.start, end: declaration.end },
    doc: declaration.doc ?? null,
    owner: null,
  };
}

function nameOf(declaration: Declaration): Name | null {
  switch (declaration.kind) {
    case "workspace":
    case "ignore":
    case "test":
      return null;
    case "field": {
      const { path } = declaration;
      if (path === undefined) return null;
      const words = path.parts.map((part) => (part.kind === "name" ? part.name.text : ""));
      return { text: words.join("."), start: path.start, end: path.end };
    }
    default:
      return declaration.name ?? null;
  }
}
