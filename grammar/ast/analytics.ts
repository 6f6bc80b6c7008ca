/**
 * What looks at many records at once: rankings, baselines, scores, clusters. As everywhere, a clause that may stand once
 * but stands twice keeps its last; `clauses` has all.
 */
import type { Clause, Declared, Name, Span } from "./base.ts";
import type { Expression, NumberLiteral, Path, StringLiteral } from "./expression.ts";
import type { ByField, EventUse } from "./pattern.ts";

/** `ranking NAME by F of EVENT { ... }` */
export interface RankingDeclaration extends Declared<"ranking"> {
  readonly name?: Name;
  readonly by: readonly ByField[];
  readonly of?: EventUse;
  readonly rules?: Path;
  readonly regions?: Path;
  /** Whether hits are a level of it. */
  readonly hits: boolean;
  readonly failures?: FailuresClause;
  /** The levels of the first rank, as written; none: rules, regions, hits, failures. */
  readonly order: readonly Name[];
  readonly weights: readonly Weight[];
  readonly clauses: readonly Clause[];
}

/** `failures FIELD [where x]` */
export interface FailuresClause extends Span {
  readonly field?: Path;
  readonly where?: Expression;
}

/** `rules 0.4 { sqli 0.7, scan 0.3 }`: a level, a name, a text or a number, with its weight and the weights within. */
export interface Weight extends Span {
  readonly of?: Name | StringLiteral | NumberLiteral;
  readonly weight?: NumberLiteral;
  readonly within: readonly Weight[];
}

/** `baseline NAME by F of EVENT { ... }`; its results are events of its name. */
export interface BaselineDeclaration extends Declared<"baseline"> {
  readonly name?: Name;
  readonly by: readonly ByField[];
  readonly of?: EventUse;
  readonly learn?: StringLiteral;
  readonly features: readonly FeatureClause[];
  /** `rare below 0.1%` */
  readonly rare?: Expression;
  readonly clauses: readonly Clause[];
}

/** `feature NAME { hour(time) cyclic 24, count() per 1h }` */
export interface FeatureClause extends Span {
  readonly name?: Name;
  readonly values: readonly FeatureValue[];
}

export interface FeatureValue extends Span {
  readonly value?: Expression;
  /** The length of the circle that the value goes round. */
  readonly cyclic?: Expression;
  /** The length of the slices in which an aggregate is taken. */
  readonly per?: Expression;
}

/** `score NAME by F of EVENT over d { ... }`; its results are events of its name. */
export interface ScoreDeclaration extends Declared<"score"> {
  readonly name?: Name;
  readonly by: readonly ByField[];
  readonly of?: EventUse;
  readonly over?: Expression;
  readonly measures: readonly MeasureClause[];
  /** `alert at 0.7` */
  readonly alert?: Expression;
  readonly clauses: readonly Clause[];
}

/** `measure NAME = x [where y] [from a to b] [weight w]`; without a range, from 0 to 1. */
export interface MeasureClause extends Span {
  readonly name?: Name;
  readonly value?: Expression;
  /** The records that it looks at; none: all of the score's. */
  readonly where?: Expression;
  readonly from?: Expression;
  readonly to?: Expression;
  readonly weight?: NumberLiteral;
}

/** `cluster NAME of EVENT over d { ... }`; its results are events of its name. */
export interface ClusterDeclaration extends Declared<"cluster"> {
  readonly name?: Name;
  readonly of?: EventUse;
  readonly over?: Expression;
  readonly items?: ItemsClause;
  /** `link when x` */
  readonly link?: Expression;
  readonly features: readonly Name[];
  readonly families: readonly FamilyClause[];
  /** `alert when x` */
  readonly alert?: Expression;
  readonly clauses: readonly Clause[];
}

/** `items F by G`: what is grouped, and whose requests relate it. */
export interface ItemsClause extends Span {
  readonly field?: Path;
  readonly by: readonly ByField[];
}

/** `family NAME where x` */
export interface FamilyClause extends Span {
  readonly name?: Name;
  readonly where?: Expression;
}
