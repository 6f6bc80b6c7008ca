/**
 * The one namespace of a workspace folder: which declaration a name means. Invariant: a name has one definition for
 * everybody, the first in order of documents and offsets, also where several files claim it (those are `duplicates`).
 */
import type { Declaration, Name, SyntaxTree } from "../../grammar/ast.ts";
import { clauseWords, declarationWords } from "../../grammar/words.ts";
import { groupBy } from "./group.ts";
import { MapView } from "./mapView.ts";
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

/** One of a certain kind. */
export type Of<K extends Declaration["kind"]> = Declared & {
  readonly declaration: Extract<Declaration, { kind: K }>;
};

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

export function collectNames(documents: readonly Text[]): Names {
  const declared: Declared[] = [];
  const names = new Namespace();
  const fields = new Namespace();
  for (const { uri, tree } of documents) {
    for (const each of declaredIn(uri, tree)) {
      declared.push(each);
      const { definition } = each;
      if (definition !== null) (definition.kind === "field" ? fields : names).add(definition);
    }
  }
  const duplicates = [...names.groups.values(), ...fields.groups.values()];
  return { declared, byName: names.firsts, fields: fields.firsts, duplicates };
}

interface Text {
  readonly uri: string;
  readonly tree: SyntaxTree;
}

/**
 * What `collectNames` finds after an edit of one document, without a look at the others. `was`, `is`: that document before, of
 * which `names` were, and now.
 */
export function namesAfter(names: Names, was: Text, is: Text, documents: readonly Text[]): Names {
  const before = new Set(declaredIn(was.uri, was.tree).map(({ definition }) => definition));
  const firsts = new Map<string, Definition>();
  for (const { definition } of declaredIn(is.uri, is.tree)) {
    if (definition === null) continue;
    const { name, kind } = definition;
    const other = names.byName.get(name);
    const isShared = firsts.has(name) || (other !== undefined && !before.has(other));
    if (kind === "field" || isShared) return collectNames(documents);
    firsts.set(name, definition);
  }
  if (names.duplicates.length > 0 || [...before].some((each) => each?.kind === "field")) return collectNames(documents);
  let all: Names | null = null;
  const byName = new MapView<string, Definition>(
    (name) => {
      const other = names.byName.get(name);
      return firsts.get(name) ?? (other !== undefined && before.has(other) ? undefined : other);
    },
    () => (all ??= collectNames(documents)).byName,
  );
  const declared = documents.flatMap(({ uri, tree }) => declaredIn(uri, tree));
  return { declared, byName, fields: names.fields, duplicates: [] };
}

class Namespace {
  readonly firsts = new Map<string, Definition>();
  /** Of names that more than one has. */
  readonly groups = new Map<string, Definition[]>();

  add(definition: Definition): void {
    const { name } = definition;
    const first = this.firsts.get(name);
    const group = this.groups.get(name);
    if (first === undefined) this.firsts.set(name, definition);
    else if (group === undefined) this.groups.set(name, [first, definition]);
    else group.push(definition);
  }
}

/** All names of some kinds. Asked for by every unknown name, of which a file may have thousands. */
export class NameLists {
  private readonly names: Names;
  private readonly lists = new Map<string, readonly string[]>();

  constructor(names: Names) {
    this.names = names;
  }

  of(kinds: readonly DefinitionKind[]): readonly string[] {
    const key = kinds.join();
    let list = this.lists.get(key);
    if (list === undefined) {
      list = [...this.names.byName.values()].filter(({ kind }) => kinds.includes(kind)).map(({ name }) => name);
      this.lists.set(key, list);
    }
    return list;
  }
}

/** The declarations of one document: the same list as long as its tree is the same. */
export function declaredIn(uri: string, tree: SyntaxTree): readonly Declared[] {
  const known = declaredOf.get(tree);
  if (known?.uri === uri) return known.declared;
  const declared = tree.declarations.map((declaration) => ({
    document: uri,
    declaration,
    definition: definitionOf(uri, declaration),
  }));
  declaredOf.set(tree, { uri, declared });
  return declared;
}

/** The same by kind: the same lists as long as its tree is the same. */
export function kindsIn(declared: readonly Declared[]): ReadonlyMap<Declaration["kind"], readonly Declared[]> {
  const known = kindsOf.get(declared);
  if (known !== undefined) return known;
  const made = groupBy(declared, ({ declaration }) => declaration.kind);
  kindsOf.set(declared, made);
  return made;
}

const kindsOf = new WeakMap<readonly Declared[], ReadonlyMap<Declaration["kind"], readonly Declared[]>>();

const declaredOf = new WeakMap<SyntaxTree, { readonly uri: string; readonly declared: readonly Declared[] }>();

/** One for each declaration, however often names are collected: others remember it by identity. */
function definitionOf(document: string, declaration: Declaration): Definition | null {
  const known = definitions.get(declaration);
  if (known !== undefined) return known;
  const made = define(document, declaration);
  definitions.set(declaration, made);
  if (made !== null) declarations.set(made, declaration);
  return made;
}

/** What a definition was made of; undefined for a label, which is but a part. */
export function declarationOf(definition: Definition): Declaration | undefined {
  return declarations.get(definition);
}

const declarations = new WeakMap<Definition, Declaration>();

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
