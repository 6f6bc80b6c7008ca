/**
 * The syntax tree of Mangrove: what `lower/` makes of chevrotain's CST, and the only form of a text that leaves this
 * folder. Invariant: every node has a span inside the text it came from; a child that the text lacks (a half-typed rule)
 * is absent, never invented. Nothing here is resolved: names are still words.
 */

/** Offsets in UTF-16 units into the document's text; `end` is exclusive. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A word as the user wrote it, without back quotes. */
export interface Name extends Span {
  readonly text: string;
}

/** One parsed file. `errors` are what lexer and parser had to say; the declarations around them are whole. */
export interface SyntaxTree {
  readonly text: string;
  readonly declarations: readonly Declaration[];
  readonly errors: readonly SyntaxError[];
}

export interface SyntaxError extends Span {
  readonly code: "syntax" | "unterminated-string" | "unknown-character" | "nesting";
  readonly message: string;
}

export type Declaration =
  | WorkspaceDeclaration
  | SourceDeclaration
  | ListDeclaration
  | TableDeclaration
  | FieldDeclaration
  | EventDeclaration
  | RuleDeclaration
  | IgnoreDeclaration
  | TestDeclaration
  | LaterDeclaration;

interface Declared<Kind extends string> extends Span {
  readonly kind: Kind;
  /** `///` lines above it, joined with newlines, Markdown. */
  readonly doc?: string;
  /** The keyword that opens the declaration. */
  readonly keyword: Span;
  /** True if the parser had to recover inside it: parts may be absent through no decision of the author. */
  readonly broken: boolean;
}

export interface WorkspaceDeclaration extends Declared<"workspace"> {
  readonly zone?: StringLiteral;
  readonly period?: Expression;
}

/** `source NAME from CLASS { ... }`. A clause that may stand once but stands twice keeps its last; `clauses` has all. */
export interface SourceDeclaration extends Declared<"source"> {
  readonly name?: Name;
  readonly class?: Name;
  readonly files: readonly StringLiteral[];
  readonly format?: { readonly name?: Name; readonly options: readonly Expression[] } & Span;
  readonly only?: Expression;
  readonly time?: TimeClause;
  readonly lateness?: Expression;
  readonly idle?: Expression;
  readonly ahead?: Expression;
  /** `late side` or `late drop`. */
  readonly late?: Name;
  readonly missing: readonly StringLiteral[];
  readonly templates: readonly TemplateClause[];
  readonly map: readonly Assignment[];
  readonly clauses: readonly Clause[];
}

/** Any clause: its keyword and its whole extent. For duplicate checks, completion of clauses not yet used, folding. */
export interface Clause extends Span {
  readonly keyword: Name;
}

/** `time FIELD [format "..."] [year INT] [zone "..."]`. */
export interface TimeClause extends Span {
  readonly field?: Path;
  readonly format?: StringLiteral;
  readonly year?: Expression;
  readonly zone?: StringLiteral;
}

export interface TemplateClause extends Span {
  readonly code?: NumberLiteral;
  readonly text?: StringLiteral;
}

/** `target = value` in map, emit, with, meta. */
export interface Assignment extends Span {
  readonly target: Path;
  readonly value?: Expression;
}

export interface ListDeclaration extends Declared<"list"> {
  readonly name?: Name;
  /** string, glob, regex, ip or cidr. */
  readonly type?: Name;
  readonly items?: ListLiteral;
  readonly from?: StringLiteral;
}

export interface TableDeclaration extends Declared<"table"> {
  readonly name?: Name;
  readonly from?: StringLiteral;
  readonly key?: Name;
  readonly keyType?: Name;
}

export interface FieldDeclaration extends Declared<"field"> {
  readonly path?: Path;
  readonly type?: Name;
}

/** `event NAME = use`, `event NAME = any { use ... }`. */
export interface EventDeclaration extends Declared<"event"> {
  readonly name?: Name;
  readonly body?: EventUse | AnyPattern;
}

export interface RuleDeclaration extends Declared<"rule"> {
  readonly name?: Name;
  readonly severity?: Expression;
  readonly risk?: Expression;
  readonly attack: readonly Name[];
  readonly tags: readonly StringLiteral[];
  readonly meta: readonly Assignment[];
  /** `status building_block`, `disabled`, `deprecated`. */
  readonly status?: Name;
  readonly by: readonly ByField[];
  readonly when?: Pattern;
  readonly emit: readonly Assignment[];
  readonly suppress?: Expression;
  readonly ignore: readonly Expression[];
  readonly learn?: StringLiteral;
  readonly forget?: Expression;
  readonly limit?: Expression;
  /** `ties either`. */
  readonly ties?: Name;
  readonly clauses: readonly Clause[];
}

export interface ByField extends Span {
  readonly cased: boolean;
  readonly field: Path;
}

export interface IgnoreDeclaration extends Declared<"ignore"> {
  readonly rules: readonly Name[];
  readonly where?: Expression;
}

export interface TestDeclaration extends Declared<"test"> {
  readonly title?: StringLiteral;
  readonly given: readonly GivenClause[];
  readonly expect: readonly ExpectClause[];
}

/** `given SOURCE """lines"""` */
export interface GivenClause extends Span {
  readonly source?: Name;
  readonly text?: StringLiteral;
}

/** `expect RULE`, `expect RULE once|twice|N times [where x]`, `expect no RULE [where x]`. */
export interface ExpectClause extends Span {
  readonly negated: boolean;
  readonly rule?: Name;
  /** Exactly so many; absent: at least one (or none if negated). */
  readonly times?: number;
  readonly where?: Expression;
}

/**
 * A declaration whose keyword the language reserves and whose body is not lowered yet: ranking, action, playbook,
 * baseline, score, cluster. The body is kept as a span with balanced braces.
 */
export interface LaterDeclaration extends Declared<"later"> {
  readonly what: "ranking" | "action" | "playbook" | "baseline" | "score" | "cluster";
  readonly name?: Name;
}

// ---- patterns ---------------------------------------------------------------------------------------------------

export type Pattern = EventUse | AnyPattern | SequencePattern | AllPattern | ConditionPattern;

interface PatternBase<Kind extends string> extends Span {
  readonly kind: Kind;
  readonly label?: Name;
}

/** `NAME [where x] [with a = b, ...]`: an event, a source, a rule, or `detection`. `where` and `with` in either order. */
export interface EventUse extends PatternBase<"use"> {
  readonly name?: Name;
  readonly where?: Expression;
  readonly with: readonly Assignment[];
}

export interface AnyPattern extends PatternBase<"any"> {
  readonly members: readonly Pattern[];
}

/** `[every] sequence [within d] { steps }` */
export interface SequencePattern extends PatternBase<"sequence"> {
  readonly every: boolean;
  readonly within?: Expression;
  readonly steps: readonly Step[];
}

export interface AllPattern extends PatternBase<"all"> {
  readonly every: boolean;
  readonly within?: Expression;
  readonly members: readonly Step[];
}

/** Aggregates joined by and/or, arithmetic, comparisons; the whole `when`. `count(login_failed) >= 5 within 10m`. */
export interface ConditionPattern extends PatternBase<"condition"> {
  readonly condition?: Expression;
  readonly within?: Expression;
}

export type Step = Pattern | AggregateStep | NoStep | UntilStep;

/** `label: count(E where x) >= 5 [within e]`: judged between its neighbours. */
export interface AggregateStep extends PatternBase<"aggregate"> {
  readonly condition?: Expression;
  readonly within?: Expression;
}

/** `no X [within e]` */
export interface NoStep extends PatternBase<"no"> {
  readonly of?: EventUse | AnyPattern;
  readonly within?: Expression;
}

export interface UntilStep extends PatternBase<"until"> {
  readonly of?: EventUse | AnyPattern;
}

// ---- expressions ------------------------------------------------------------------------------------------------

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
