/**
 * What is known of a workspace folder after reading all of its rule files: the one input of checks and features.
 * Invariant: a value; made anew after each change, never changed. All answers by offset are logarithmic or linear in
 * what one document says, not in the folder.
 */
import type { RuleDeclaration, SourceDeclaration, SyntaxTree } from "../../grammar/ast.ts";
import type { FolderFiles, SampleFacts } from "./facts.ts";
import type { Field, FieldSet } from "./fields.ts";
import type { Definition, Names } from "./names.ts";
import type { Problem } from "./problems.ts";
import type { Location, Program, RuleDefinition, SourceDefinition, Type } from "./program.ts";
import type { Label, Leg, Mention, Scope, ScopeSpan } from "./scopes.ts";

export interface Document {
  readonly uri: string;
  readonly text: string;
  readonly tree: SyntaxTree;
}

export interface SourceInfo {
  readonly definition: Definition | null;
  readonly document: string;
  readonly declaration: SourceDeclaration;
  readonly fields: FieldSet;
  /** Null if it has an error. */
  readonly lowered: SourceDefinition | null;
}

export interface RuleInfo {
  readonly definition: Definition | null;
  readonly document: string;
  readonly declaration: RuleDeclaration;
  readonly keys: readonly Field[];
  readonly legs: readonly Leg[];
  readonly labels: ReadonlyMap<string, Label>;
  /** What its detections have. */
  readonly fields: FieldSet;
  /** Null if it has an error, or needs something that has. */
  readonly lowered: RuleDefinition | null;
}

/** What one declaration, or a name in its declaration, says. */
export interface Piece {
  readonly mentions: readonly Mention[];
}

export interface Analysis {
  /** In order of uris. */
  readonly documents: readonly Document[];
  readonly names: Names;
  readonly program: Program;
  readonly problems: readonly Problem[];
  readonly sources: readonly SourceInfo[];
  readonly rules: readonly RuleInfo[];
  readonly facts: SampleFacts;
  readonly files: FolderFiles;

  document(uri: string): Document | undefined;
  /** The definition of a name of the folder's namespace. */
  lookup(name: string): Definition | undefined;
  /**
   * Fields of what a source, event or rule yields; also of `detection`. Undefined for any other name. To be asked as long as
   * this is the folder's last analysis.
   */
  fieldsOf(name: string): FieldSet | undefined;
  /** The innermost mention at an offset (its end included), be it definition or use. */
  mentionAt(uri: string, offset: number): Mention | undefined;
  /** What can be read at an offset; behind a half-typed `where` too. Undefined outside of clauses that read fields. */
  scopeAt(uri: string, offset: number): Scope | undefined;
  /** Everywhere a definition is named, its own place first. */
  references(definition: Definition): readonly Location[];
  /** Everything that words of a document mean, by start. */
  mentions(uri: string): readonly Mention[];
  /** The same as its declarations say it, one by one and in no certain order: the very same list until one says something else. */
  pieces(uri: string): readonly Piece[];
  /** The most frequent values that samples hold of a field, over its sources. */
  values(field: Field): readonly (readonly [value: string, count: number])[];
  /** Of the records of a field's sources, the share (0..1) that lack it; null: nothing is known. */
  missingShare(field: Field): number | null;
  /** The type as a user reads it: `list<ip>`. */
  typeName(type: Type): string;
}

export type { Leg, Mention, Scope, ScopeSpan };
