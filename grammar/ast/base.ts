/** What all nodes of the syntax tree are made of: places, names, and what every declaration has. */

/** Offsets in UTF-16 units into the document's text; `end` is exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A word as the user wrote it, without back quotes. */
export interface Name extends Span {
  readonly text: string;
}

export interface Declared<Kind extends string> extends Span {
  readonly kind: Kind;
  /** `///` lines above it, joined with newlines, Markdown. */
  readonly doc?: string;
  /** The keyword that opens the declaration. */
  readonly keyword: Span;
  /** True if the parser had to recover inside it: parts may be absent through no decision of the author. */
  readonly broken: boolean;
}

/** Any clause: its keyword and its whole extent. For duplicate checks, completion of clauses not yet used, folding. */
export interface Clause extends Span {
  readonly keyword: Name;
}
