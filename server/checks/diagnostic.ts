/**
 * What a check says. Invariant: a message tells what is wrong, why it matters and what to do, in this order, and stands
 * alone: it is read in a list, in a terminal and by a screen reader, without the text around it.
 */
import type { Analysis, Document } from "../model/analysis.ts";
import type { Problem, ProblemCode, ProblemOf } from "../model/problems.ts";
import type { Location } from "../model/program.ts";
import { remembering } from "./local.ts";

export type DiagnosticSeverity = "error" | "warning" | "information";

export interface Edit {
  readonly document: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export interface Fix {
  /** What it does, as a command: "Replace `usr` with `user`". */
  readonly title: string;
  readonly edits: readonly Edit[];
}

export interface Diagnostic {
  readonly code: string;
  readonly severity: DiagnosticSeverity;
  readonly document: string;
  readonly start: number;
  readonly end: number;
  readonly message: string;
  readonly related?: readonly { readonly location: Location; readonly message: string }[];
  readonly fixes?: readonly Fix[];
  /** Of `too-many`: those that are not shown. */
  readonly more?: readonly DiagnosticSeverity[];
  /** The text is there for nothing: an editor may show it faded. */
  readonly unnecessary?: boolean;
}

/** What is checked. */
export interface Subject {
  readonly analysis: Analysis;
  /** Those whose problems are asked for. */
  readonly documents: readonly Document[];
  problems<Code extends ProblemCode>(code: Code): readonly ProblemOf<Code>[];
}

export interface Check {
  readonly code: string;
  /** Of most of its diagnostics. Errors leave their declaration out of replays. */
  readonly severity: DiagnosticSeverity;
  /** One line, for tables. */
  readonly title: string;
  check(subject: Subject): Iterable<Diagnostic>;
}

/** What a check adds to a place. */
export type Said = Pick<Diagnostic, "message"> &
  Partial<Pick<Diagnostic, "severity" | "related" | "fixes" | "unnecessary">> & { readonly location?: Location };

/** A check that words what the model has found out already. */
export function problemCheck<Code extends ProblemCode>(
  code: Code,
  severity: DiagnosticSeverity,
  title: string,
  say: (problem: ProblemOf<Code>, analysis: Analysis) => Said,
): Check {
  return {
    code,
    severity,
    title,
    check: ({ analysis, problems }) =>
      problems(code).map((problem) => said(code, severity, problem.location, say(problem, analysis))),
  };
}

/** A check that looks for itself. */
export function ownCheck(
  code: string,
  severity: DiagnosticSeverity,
  title: string,
  find: (analysis: Analysis) => Iterable<Said & { readonly location: Location }>,
): Check {
  const run = remembering(code, (analysis) =>
    [...find(analysis)].map((found) => said(code, severity, found.location, found)),
  );
  return { code, severity, title, check: ({ analysis, documents }) => run(analysis, documents) };
}

function said(
  code: string,
  severity: DiagnosticSeverity,
  place: Location,
  { location = place, ...rest }: Said,
): Diagnostic {
  return { code, severity, ...location, ...rest };
}

export type { Problem };
