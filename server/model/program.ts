/**
 * The checked program: what the model makes of all syntax trees of a workspace folder, and all that the engine reads.
 * Invariant: every name in it is resolved and every term is well typed; a declaration with an error of its own is left
 * out whole (and reported as a diagnostic), so that one broken rule costs nothing but itself.
 */

import type { Pattern } from "./pattern.ts";
import type { ActionDefinition, PlaybookDefinition } from "./response.ts";
import type { FieldAssignment, Location, Micros, Term, Type, Use } from "./term.ts";

export type * from "./pattern.ts";
export type * from "./response.ts";
export type * from "./term.ts";

export const SEVERITIES = ["informational", "low", "medium", "high", "critical"] as const;
export type Severity = (typeof SEVERITIES)[number];

export const SOURCE_CLASSES = [
  "security_device",
  "operating_system",
  "network_device",
  "application",
  "database",
] as const;
export type SourceClass = (typeof SOURCE_CLASSES)[number];

/** The ten unified fields, in their order, and their types. */
export const UNIFIED_FIELDS = {
  id: "string",
  time: "time",
  device: "string",
  user: "string",
  message: "string",
  ip: "ip",
  domain: "string",
  process: "string",
  origin: "string",
  threat: "int",
} as const satisfies Record<string, Type>;

/** Own ones only: `toString` is a name like any other. */
export const isUnified = (name: string): name is keyof typeof UNIFIED_FIELDS => Object.hasOwn(UNIFIED_FIELDS, name);

export interface Program {
  /** Default zone of all sources, an IANA name; "UTC" unless the workspace says otherwise. */
  readonly zone: string;
  /** How often the watermark is determined; 0: at every record. */
  readonly period: Micros;
  /** In name order: the first that accepts a line owns it. */
  readonly sources: readonly SourceDefinition[];
  readonly events: readonly EventDefinition[];
  /** So that each rule stands behind those that it names. */
  readonly rules: readonly RuleDefinition[];
  readonly lists: readonly ListDefinition[];
  readonly tables: readonly TableDefinition[];
  readonly tests: readonly TestDefinition[];
  readonly actions: readonly ActionDefinition[];
  readonly playbooks: readonly PlaybookDefinition[];
  /** In name order. */
  readonly rankings: readonly RankingDefinition[];
}

/** What `formats.ts` describes and the engine reads. */
export const FORMAT_NAMES = [
  ...(["access", "cef", "cisco", "csv", "evtx", "json", "kv", "leef"] as const),
  ...(["logfmt", "mysql", "syslog", "text", "tsv", "w3c"] as const),
] as const;
export type FormatName = (typeof FORMAT_NAMES)[number];
/** What is written behind a format's name: `";"`, `["time", "user"]`. */
export type FormatOption = string | readonly string[];

export interface SourceDefinition {
  readonly name: string;
  readonly class: SourceClass | null;
  /** Globs relative to the workspace folder, `/` as separator. */
  readonly files: readonly string[];
  readonly format: FormatName;
  /** Those that `FORMAT_OPTIONS` lists for it; absent: none was written. */
  readonly options?: readonly FormatOption[];
  readonly only: Term | null;
  readonly time: TimeDefinition;
  readonly lateness: Micros;
  readonly idle: Micros | null;
  readonly ahead: Micros;
  /** How fast the source's clocks run; negative: slow. As much is taken off its times. */
  readonly skew: Micros;
  readonly late: "side" | "drop";
  /** Texts that mean: no value. */
  readonly missing: readonly string[];
  readonly templates: readonly TemplateDefinition[];
  readonly map: readonly FieldAssignment[];
  /** Every field that a record of this source can have, with its type: unified, of the format, captures, mapped. */
  readonly fields: readonly FieldDefinition[];
  readonly location: Location;
}

export interface FieldDefinition {
  readonly name: string;
  readonly type: Type;
  /** unified: one of the ten; builtin: template source arrived lag; format: what the format splits off. */
  readonly origin: "unified" | "builtin" | "format" | "capture" | "map" | "declared";
}

/** Which field holds the timestamp's text, and what it leaves out. `year` null: the text must have one. */
export interface TimeDefinition {
  readonly field: string;
  readonly year: number | null;
  readonly zone: string;
  /** How the text is written, see `timePattern.ts`; absent: as one of the usual timestamps. */
  readonly format?: string;
}

/** `parts`: the text split at its captures. Literals and captures alternate in any order; literals are never empty. */
export interface TemplateDefinition {
  readonly code: number;
  readonly text: string;
  readonly parts: readonly TemplatePart[];
  readonly location: Location;
}
export type TemplatePart =
  | { readonly kind: "literal"; readonly text: string }
  | {
      readonly kind: "capture";
      readonly field: string;
      /**
       * The type as written behind the colon: the template matches only where the text is of this type. Null: none
       * was written, any text matches; where `field` is one of the ten unified fields and the text is not of that
       * field's type, the field is missing and the text is kept for restoring. An `{ip}` never matches white space.
       */
      readonly type: "int" | "float" | "ip" | "word" | "string" | null;
    };

export interface ListDefinition {
  readonly name: string;
  /** Decides how `in` matches: equality, `*?` globs, regular expressions, addresses in networks. */
  readonly type: "string" | "glob" | "regex" | "ip" | "cidr";
  readonly items: readonly string[];
  readonly location: Location;
}

/** Rows by a key; of two with the same key the first counts, of networks that hold an address the longest. */
export interface TableDefinition {
  readonly name: string;
  readonly key: Type;
  readonly columns: readonly string[];
  /** The key as text, canonical where it is an address or a network; cells as many as columns, empty ones are missing. */
  readonly rows: readonly { readonly key: string; readonly cells: readonly string[] }[];
  readonly location: Location;
}

/** `event NAME = ...`: one use or a union. */
export interface EventDefinition {
  readonly name: string;
  readonly members: readonly Use[];
  readonly location: Location;
}

export interface RuleDefinition {
  readonly name: string;
  readonly doc: string | null;
  /** Yields one of SEVERITIES. */
  readonly severity: Term;
  /** What its risk is the sum of, as written; empty: it has none. They read what `severity` reads. */
  readonly risk: readonly RiskPart[];
  readonly attack: readonly string[];
  readonly tags: readonly string[];
  readonly status: "active" | "building_block" | "disabled";
  readonly by: readonly KeyField[];
  readonly when: Pattern;
  readonly emit: readonly FieldAssignment[];
  readonly suppress: Micros | null;
  /**
   * Conditions of its own `ignore`s and of those outside that name it: each joins, negated, every leaf that has all of the
   * fields that it reads.
   */
  readonly ignore: readonly Term[];
  /** Globs of older logs that fill its windows first, relative to the workspace folder. */
  readonly learn: readonly string[];
  /** What arrived so much system time ago takes part in no match any more; null: windows alone end matches. */
  readonly forget: Micros | null;
  /** How many items wait at each positive step, per key; null: as many as the windows hold. */
  readonly limit: number | null;
  /** Two items of positive steps may be records of equal time and different sources, in either order. */
  readonly tiesEither: boolean;
  /** 0 if it names no rule and no `detection`, else 1 + the deepest below. */
  readonly depth: number;
  readonly location: Location;
  /** The name alone, where a click on the rule leads. */
  readonly nameLocation: Location;
  /** The word `when`, in front of which a clause can be put. */
  readonly whenAt?: Location;
}

/** Of a `points(condition, n)` the text is the condition. */
export interface RiskPart {
  readonly text: string;
  readonly value: Term;
}

export interface KeyField {
  readonly field: string;
  readonly cased: boolean;
}

export interface TestDefinition {
  readonly title: string;
  readonly given: readonly { readonly source: string; readonly text: string; readonly location: Location }[];
  readonly expect: readonly Expectation[];
  readonly location: Location;
}
export interface Expectation {
  readonly rule: string;
  readonly negated: boolean;
  /** Exactly so many; null: at least one. */
  readonly times: number | null;
  /** Over the detection's fields. */
  readonly where: Term | null;
  readonly location: Location;
}

// ---- who is worst; how keys are ranked is in `engine/rank` ---------------------------------------------------------

/** The levels of a ranking, in the order in which they are compared unless it says otherwise. */
export const RANKING_LEVELS = ["rules", "regions", "hits", "failures"] as const;
export type RankingLevelName = (typeof RANKING_LEVELS)[number];

export interface RankingDefinition {
  readonly name: string;
  readonly doc: string | null;
  readonly by: readonly KeyField[];
  readonly of: Use;
  /** At least one, each once: those that are compared in their order, behind them those that only weigh. */
  readonly levels: readonly RankingLevel[];
  readonly location: Location;
}
export interface RankingLevel {
  readonly name: RankingLevelName;
  /** Its different values are counted, `kinds` below; null: hits, which have none. */
  readonly field: string | null;
  /** Of failures: which items count; null: all. */
  readonly where: Term | null;
  /** Whether the first rank compares it. */
  readonly compared: boolean;
  /** Its share of the second value. */
  readonly weight: number;
  /** What its kinds weigh, by their text; one that is not listed weighs nothing. Null: none is listed, each weighs 1. */
  readonly kinds: readonly (readonly [kind: string, weight: number])[] | null;
}
