/**
 * The syntax tree of Mangrove: what `lower/` makes of chevrotain's CST, and the only form of a text that leaves this
 * folder. Invariant: every node has a span inside the text it came from; a child that the text lacks (a half-typed rule)
 * is absent, never invented. Nothing here is resolved: names are still words.
 */
import type { BaselineDeclaration, ClusterDeclaration, RankingDeclaration, ScoreDeclaration } from "./ast/analytics.ts";
import type { Clause, Declared, Name, Span } from "./ast/base.ts";
import type { Expression, ListLiteral, NumberLiteral, Path, StringLiteral } from "./ast/expression.ts";
import type { AnyPattern, Assignment, ByField, EventUse, Pattern } from "./ast/pattern.ts";
import type { ActionDeclaration, PlaybookDeclaration } from "./ast/response.ts";

export type * from "./ast/analytics.ts";
export type * from "./ast/base.ts";
export type * from "./ast/expression.ts";
export type * from "./ast/pattern.ts";
export type * from "./ast/response.ts";

/** One parsed file. `errors` are what lexer and parser had to say; the declarations around them are whole. */
export interface SyntaxTree {
  readonly text: string;
  readonly declarations: readonly Declaration[];
  readonly errors: readonly SyntaxError[];
}

export interface SyntaxError extends Span {
  readonly code: "syntax" | "unterminated-string" | "unknown-character" | "nesting" | "length";
  readonly message: string;
  readonly mend?: Mend;
  /** Words of the language that may be meant by a word that is none. */
  readonly words?: readonly string[];
}

/** What to write in place of a span, where that is certain. */
export interface Mend extends Span {
  /** As a command. */
  readonly title: string;
  readonly text: string;
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
  | RankingDeclaration
  | ActionDeclaration
  | PlaybookDeclaration
  | BaselineDeclaration
  | ScoreDeclaration
  | ClusterDeclaration;

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
  /** `skew +90s` or `skew -5s`: a duration, or the negative of one. */
  readonly skew?: Expression;
  /** `late side` or `late drop`. */
  readonly late?: Name;
  readonly missing: readonly StringLiteral[];
  readonly templates: readonly TemplateClause[];
  readonly map: readonly Assignment[];
  readonly clauses: readonly Clause[];
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
