/**
 * What all definitions are made of: values, types, terms (resolved, typed expressions) and uses. Invariant: plain data,
 * every name in it is resolved.
 */

/** Microseconds: since 1970-01-01T00:00:00Z for times, a length for durations. Always an integer (or +-Infinity). */
export type Micros = number;

/**
 * A value of a field. `null` is missing. Strings also carry ip and cidr (canonical text), numbers also carry time and
 * duration (microseconds): the type says which.
 */
export type Value = string | number | boolean | null | readonly Value[];

export type Type =
  "string" | "int" | "float" | "bool" | "time" | "duration" | "ip" | "cidr" | "regex" | "unknown" | ListType;
export interface ListType {
  readonly list: Type;
}

/** Where something was written: `document` is the uri (or path) that the caller gave for the text. */
export interface Location {
  readonly document: string;
  readonly start: number;
  readonly end: number;
}

/** A term gets a name. */
export interface FieldAssignment {
  readonly field: string;
  readonly value: Term;
}

/** A reference to what yields items, narrowed. `with` comes first: `where`, `by` and labels see its fields. */
export interface Use {
  readonly kind: "source" | "event" | "rule" | "detection" | "baseline" | "score" | "cluster";
  readonly name: string;
  readonly with: readonly FieldAssignment[];
  readonly where: Term | null;
  readonly location: Location;
}

export type Term =
  | { readonly kind: "constant"; readonly value: Value; readonly type: Type }
  | { readonly kind: "regex"; readonly source: string; readonly flags: string }
  /** A field of the item at hand (in `emit` and `severity`: of the detection's keys and emits). */
  | { readonly kind: "field"; readonly field: string; readonly type: Type }
  /** A field of the item that a label bound; `many`: of all items that an aggregate's label counts, a list. */
  | {
      readonly kind: "label";
      readonly label: string;
      readonly field: string;
      readonly many: boolean;
      readonly type: Type;
    }
  /** A named list, only on the right of `in`. */
  | { readonly kind: "list"; readonly list: string }
  | { readonly kind: "items"; readonly items: readonly Term[]; readonly type: Type }
  | { readonly kind: "range"; readonly from: Term; readonly to: Term }
  | { readonly kind: "not"; readonly term: Term }
  | { readonly kind: "and" | "or"; readonly terms: readonly Term[] }
  | { readonly kind: "negate"; readonly term: Term; readonly type: Type }
  /**
   * `a != b`, `a not in b` and `not exists` are `not` of these. `every`: of a list on the left all elements hold and
   * there is one. `all` (contains all [...]): every element on the right. `cased`: case counts.
   */
  | {
      readonly kind: "compare";
      readonly operator:
        "==" | "<" | "<=" | ">" | ">=" | "in" | "contains" | "startswith" | "endswith" | "like" | "matches";
      readonly left: Term;
      readonly right: Term;
      readonly cased: boolean;
      readonly every: boolean;
      readonly all: boolean;
    }
  | { readonly kind: "exists"; readonly term: Term }
  | {
      readonly kind: "arithmetic";
      readonly operator: "+" | "-" | "*" | "/";
      readonly left: Term;
      readonly right: Term;
      readonly type: Type;
    }
  | { readonly kind: "if"; readonly condition: Term; readonly then: Term; readonly else: Term; readonly type: Type }
  /** A function of the table in `functions.ts`. */
  | { readonly kind: "call"; readonly function: string; readonly arguments: readonly Term[]; readonly type: Type }
  /** An element of a list, the first at 0; of a value that is no list, itself at 0. */
  | { readonly kind: "index"; readonly list: Term; readonly index: Term; readonly type: Type }
  /** A cell of the row with this key; missing where there is none. */
  | {
      readonly kind: "row";
      readonly table: string;
      readonly key: Term;
      readonly column: string;
      readonly type: Type;
    }
  /** The value of the pattern's aggregate with this index. */
  | { readonly kind: "aggregate"; readonly index: number; readonly type: Type }
  /** In `emit`: over the items that a label bound; `field` null: the items themselves (`count(guesses)`). */
  | {
      readonly kind: "summary";
      readonly function: "values" | "count" | "min" | "max" | "sum" | "first" | "last";
      readonly label: string;
      readonly field: string | null;
      readonly type: Type;
    };
