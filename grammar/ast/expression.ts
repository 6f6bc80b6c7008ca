/** Expressions. Parentheses are part of the span of what they hold; precedence is in the shape. */
import type { Name, Span } from "./base.ts";

export type Expression =
  | StringLiteral
  | NumberLiteral
  | BooleanLiteral
  | DurationLiteral
  | AddressLiteral
  | RegexLiteral
  | ListLiteral
  | RangeExpression
  | Path
  | CallExpression
  | UnaryExpression
  | BinaryExpression
  | CompareExpression
  | IfExpression;

/** `"escaped"`, `'raw'`, `"""dedented"""`. `value` is what it means; `quote` how it was written. */
export interface StringLiteral extends Span {
  readonly kind: "string";
  readonly value: string;
  readonly quote: '"' | "'" | '"""';
}

/** `10`, `0.5`, `0.1%` (0.001), `1.5GB` (bytes), `1GiB`. */
export interface NumberLiteral extends Span {
  readonly kind: "number";
  readonly value: number;
  readonly unit?: "%" | "size";
  readonly integer: boolean;
}

export interface BooleanLiteral extends Span {
  readonly kind: "boolean";
  readonly value: boolean;
}

/** `10m`, `30s`, `200ms`, `2h`, `7d`, `1w`; `micros` is its length in microseconds. */
export interface DurationLiteral extends Span {
  readonly kind: "duration";
  readonly micros: number;
}

/** `10.0.0.1`, `::1` (ip) or `10.0.0.0/8` (cidr), as written. */
export interface AddressLiteral extends Span {
  readonly kind: "address";
  readonly text: string;
  readonly prefix: boolean;
}

export interface RegexLiteral extends Span {
  readonly kind: "regex";
  readonly source: string;
  readonly flags: string;
}

export interface ListLiteral extends Span {
  readonly kind: "list";
  readonly items: readonly Expression[];
}

/** `a..b` */
export interface RangeExpression extends Span {
  readonly kind: "range";
  readonly from?: Expression;
  readonly to?: Expression;
}

/** `user`, `source.port`, `entry.user`, `a[0].b`, `` `cs-user-agent` ``, `people[user].team`. */
export interface Path extends Span {
  readonly kind: "path";
  readonly parts: readonly PathPart[];
}

export type PathPart =
  { readonly kind: "name"; readonly name: Name } | { readonly kind: "index"; readonly index?: Expression };

/**
 * `lower(user)`, and the aggregates `count(E where x)`, `distinct(f of E where x)`, `first(f, g of E)`,
 * `percentile(f of E, 95)`: `of` and `where` stand for all calls alike; which functions may have them is checked later.
 */
export interface CallExpression extends Span {
  readonly kind: "call";
  readonly function: Name;
  readonly arguments: readonly Expression[];
  readonly of?: Name;
  readonly where?: Expression;
  /** Arguments behind `of E`: percentile's rank. */
  readonly rest: readonly Expression[];
}

export interface UnaryExpression extends Span {
  readonly kind: "unary";
  readonly operator: "not" | "-";
  readonly operand?: Expression;
}

export interface BinaryExpression extends Span {
  readonly kind: "binary";
  readonly operator: "and" | "or" | "+" | "-" | "*" | "/";
  readonly left?: Expression;
  readonly right?: Expression;
}

export type Comparison =
  "==" | "!=" | "<" | "<=" | ">" | ">=" | "in" | "contains" | "startswith" | "endswith" | "like" | "matches";

/** `[every] left [not] [cased] op [all] right`; also `f exists`, `f not exists` (no right side). */
export interface CompareExpression extends Span {
  readonly kind: "compare";
  readonly operator: Comparison | "exists";
  readonly operatorSpan: Span;
  readonly negated: boolean;
  readonly cased: boolean;
  readonly every: boolean;
  readonly all: boolean;
  readonly left?: Expression;
  readonly right?: Expression;
}

export interface IfExpression extends Span {
  readonly kind: "if";
  readonly condition?: Expression;
  readonly then?: Expression;
  readonly else?: Expression;
}
