/**
 * What can be wrong with a declaration so that it cannot run, as data: code, place and the facts that a message needs.
 * Invariant: the model only states problems; the words, severities and fixes are in `checks/`, one file per code.
 */
import type { SyntaxError } from "../../grammar/ast.ts";
import type { FileFault } from "./facts.ts";
import type { DefinitionKind } from "./names.ts";
import type { Location } from "./program.ts";

export type ProblemDetail =
  | ({ readonly code: "syntax"; readonly kind: SyntaxError["code"] } & Pick<SyntaxError, "message" | "mend" | "words">)
  | {
      readonly code: "unknown-name";
      readonly name: string;
      /** What could stand there. */
      readonly wanted: readonly DefinitionKind[];
      /** Set if the name is known, as something else. */
      readonly found: DefinitionKind | null;
      readonly candidates: readonly string[];
    }
  | {
      readonly code: "unknown-field";
      readonly name: string;
      /** Whose fields were looked through: `login`, `the detections of guessed_password`. */
      readonly of: string;
      readonly candidates: readonly string[];
      readonly hint: string | null;
    }
  | { readonly code: "unknown-label"; readonly name: string; readonly candidates: readonly string[] }
  | {
      readonly code: "later-label";
      readonly name: string;
      readonly reason: "written-later" | "counted-by-until" | "outside" | "own";
      readonly declared: Location | null;
    }
  | { readonly code: "duplicate-label"; readonly name: string; readonly other: Location }
  | { readonly code: "duplicate-name"; readonly name: string; readonly others: readonly Location[] }
  | { readonly code: "reserved-name"; readonly name: string; readonly kind: DefinitionKind }
  | {
      readonly code: "type-mismatch";
      /** What has the wrong type: "the right side of `==`". */
      readonly what: string;
      readonly expected: string;
      readonly found: string;
      readonly hint: string | null;
    }
  | { readonly code: "unknown-function"; readonly name: string; readonly candidates: readonly string[] }
  | { readonly code: "wrong-arguments"; readonly name: string; readonly signature: string; readonly reason: string }
  | { readonly code: "misplaced-aggregate"; readonly name: string; readonly where: string }
  | {
      readonly code: "invalid-value";
      /** "severity", "source class", "format", "zone", "list type"... */
      readonly what: string;
      readonly value: string;
      readonly allowed: readonly string[];
      readonly example: string | null;
    }
  | { readonly code: "suspicious-unit"; readonly clause: string; readonly value: number | null }
  | {
      readonly code: "missing-clause";
      readonly of: string;
      readonly clause: string;
      readonly example: string;
      /** The example may be far from what is needed. */
      readonly guessed?: true;
    }
  | { readonly code: "invalid-template"; readonly reason: string; readonly hint: string }
  | { readonly code: "duplicate-template"; readonly template: number; readonly other: Location }
  | { readonly code: "invalid-target"; readonly name: string; readonly reason: string }
  | { readonly code: "invalid-regex"; readonly reason: string }
  | { readonly code: "unsafe-regex"; readonly part: string; readonly attack: string }
  | { readonly code: "missing-window"; readonly what: "sequence" | "all" | "condition" }
  | { readonly code: "absence-window"; readonly position: "leading" | "trailing" | "between" | "in-all" }
  | { readonly code: "no-positive-step"; readonly of: "sequence" | "all" | "any"; readonly empty: boolean }
  | { readonly code: "adjacent-aggregates"; readonly other: Location }
  | { readonly code: "upper-bound-count"; readonly operator: string; readonly place: "last" }
  | { readonly code: "misplaced-step"; readonly reason: string; readonly hint: string }
  | {
      readonly code: "rule-cycle";
      /** The way around, from the one that is reported on. */
      readonly path: readonly string[];
      /** False: the path was cut, it goes on. */
      readonly whole: boolean;
      readonly kind: DefinitionKind;
    }
  | { readonly code: "reserved-emit"; readonly name: string; readonly reason: "key" | "builtin" | "twice" }
  | {
      readonly code: "broken-dependency";
      readonly name: string;
      readonly kind: DefinitionKind;
      readonly cause: Location;
      /** It has no error, but waits for a later version. */
      readonly later: boolean;
    }
  /** `stops`: a form inside of a declaration, which is left out for its sake. */
  | { readonly code: "not-supported"; readonly what: string; readonly stops: boolean }
  | {
      readonly code: "list-file";
      readonly path: string;
      /** entry: a line that is no value of the list's type. */
      readonly reason: FileFault | "entry";
      /** Of an entry: its line, from 1, its text and the type it should have. */
      readonly entry: { readonly line: number; readonly text: string; readonly type: string } | null;
    }
  /** `rule`: the one that it does nothing to; null: the rule it stands in. */
  | { readonly code: "ignore-never-applies"; readonly rule: string | null; readonly fields: readonly string[] }
  | { readonly code: "missing-parameter"; readonly action: string; readonly missing: readonly string[] }
  | { readonly code: "playbook-cycle"; readonly path: readonly string[] };

export type ProblemCode = ProblemDetail["code"];

export type Problem = ProblemDetail & { readonly location: Location };

/** The problems of one code, with the facts that this code carries. */
export type ProblemOf<Code extends ProblemCode> = Extract<ProblemDetail, { readonly code: Code }> & {
  readonly location: Location;
};
