/**
 * What a replay says, in the order in which it becomes known. Invariant: a function of program, options and bytes alone;
 * no clock time of the run. Plain data: it goes through `postMessage`, JSON and tests unchanged.
 */
import type { Micros, Severity, Type, Value } from "../model/program.ts";
import type { EvidenceRecord } from "./evidence.ts";
import type { RecordExplanation, RuleExplanation } from "./explain/explanation.ts";
import type { RankingTree } from "./rank/ranked.ts";
import type { Start } from "./respond/start.ts";
import type { PlaybookRun, PlaybookSummary } from "./respond/trace.ts";

export type * from "./evidence.ts";
export type * from "./explain/explanation.ts";
export type * from "./rank/ranked.ts";
export type * from "./respond/trace.ts";

export type ReplayEvent =
  | { readonly kind: "detection"; readonly detection: Detection }
  | Rejected
  | { readonly kind: "progress"; readonly progress: Progress }
  /** Of every rule, in front of the summary, where explanations were asked for. */
  | { readonly kind: "explanation"; readonly explanation: RuleExplanation }
  /** Of the line that was asked for. */
  | { readonly kind: "record"; readonly explanation: RecordExplanation }
  /** Of a playbook that is to run for real, instead of a simulated run. */
  | { readonly kind: "start"; readonly start: Start }
  /** A run of a playbook, when it has ended. */
  | { readonly kind: "run"; readonly run: PlaybookRun }
  /** Of every ranking, in front of the summary. */
  | { readonly kind: "ranking"; readonly ranking: RankingTree }
  /** The watermark's way, in front of the summary. */
  | { readonly kind: "course"; readonly course: Course }
  | { readonly kind: "summary"; readonly summary: Summary };

export const isRejected = (event: ReplayEvent): event is Rejected => "reason" in event;

/** Detections by their rule, and rejected lines by their kind, that are counted and not sent: there are too many of them. */
export interface Unlisted {
  readonly detections: Counts;
  readonly rejected: Counts;
}
export type Counts = Record<string, number>;

/** A line that took no part in detection, and why in words a user can act on. `line` is 1-based. */
export interface Rejected {
  readonly kind: "late" | "unparsed" | "ahead" | "duplicate";
  readonly file: string;
  readonly line: number;
  readonly source: string | null;
  readonly reason: string;
  /** late: how far behind the newest record of its source it came, and what was allowed. */
  readonly lag: Micros | null;
  /** Of the record; null: it has none that could be read. */
  readonly time: Micros | null;
  /** System time at which it came; null: no line of its file with a time had come. */
  readonly arrived: Micros | null;
  /** The line, cut after 500 characters and then ending in `…`; empty if it was too long to be kept. */
  readonly text: string;
}

export interface Detection {
  /** Hash of rule, key and evidence places: 16 hex digits. */
  readonly id: string;
  readonly rule: string;
  readonly severity: Severity;
  /** The sum of `riskParts`; null: the rule gives none, or a part is missing. */
  readonly risk: number | null;
  readonly riskParts: readonly (readonly [text: string, value: number])[];
  readonly attack: readonly string[];
  readonly key: readonly (readonly [field: string, value: Value])[];
  readonly emit: readonly (readonly [field: string, value: Value])[];
  /** Of the emitted values, in their order: times and durations are microseconds here, `present.ts` shows them. */
  readonly types: readonly Type[];
  /** Of the completing record, or the deadline. */
  readonly time: Micros;
  /** Of the first and the last record of the evidence. */
  readonly first: Micros;
  readonly last: Micros;
  readonly evidence: readonly EvidenceStep[];
  /** Every record of the evidence once, in the order of their places; of an aggregate the same 100 at most. */
  readonly records: readonly RecordPlace[];
  /** Lines of its evidence were left out on the way to who shows it, for want of room; absent: none were. */
  readonly shortened?: Shortened;
}

/** What the evidence was before it lost lines. */
export interface Shortened {
  /** Lines that are left, and records that there were. */
  readonly kept: number;
  readonly of: number;
  /** Names of the sources of all lines, also of those that are gone; each once. */
  readonly sources: readonly string[];
}

export interface RecordPlace {
  readonly file: string;
  readonly line: number;
  readonly time: Micros;
}

/** What one step of the pattern took. `total` counts all records, `records` holds 100 of them at most. */
export interface EvidenceStep {
  readonly label: string | null;
  readonly kind: "record" | "counted" | "detection";
  /** What the step is, short: `count(login_failed) >= 5`, `login`. */
  readonly step: string;
  readonly total: number;
  readonly records: readonly EvidenceRecord[];
  /** Of a nested detection: its rule and its own steps. */
  readonly rule: string | null;
  readonly steps: readonly EvidenceStep[];
  /** The id of that detection, if this one has used it up: it is part of no other match of this pattern. */
  readonly used?: string;
}

export interface Progress {
  readonly bytes: number;
  readonly totalBytes: number;
  readonly records: number;
  readonly detections: number;
  /** Null before the first record. */
  readonly watermark: Micros | null;
}

/** The watermark's way through a replay. */
export interface Course {
  /** 2,000 at most, in the order of arrival, spread over the whole replay; among them where it stood farthest behind. */
  readonly points: readonly CoursePoint[];
  /** How far it stood behind arrival, the median over time; null: it never stood anywhere. */
  readonly median: Micros | null;
}

export interface CoursePoint {
  /** System time at which a record arrived. */
  readonly at: Micros;
  /** Null: it had not begun, or all sources had ended. */
  readonly watermark: Micros | null;
  /** Records in the queue. */
  readonly waiting: number;
  /** The source that holds it back; null: none does. */
  readonly waitsFor: string | null;
}

/** in = released + late + unparsed + filtered + duplicate + ahead, always. */
export interface Accounting {
  in: number;
  released: number;
  late: number;
  unparsed: number;
  filtered: number;
  duplicate: number;
  ahead: number;
}

export interface Summary {
  readonly records: Accounting;
  readonly rules: Readonly<Record<string, RuleSummary>>;
  readonly sources: Readonly<Record<string, SourceSummary>>;
  readonly files: number;
  readonly bytes: number;
  /** Of the released records; null if there were none. */
  readonly first: Micros | null;
  readonly last: Micros | null;
  /** Records that were dropped on purpose; they count as not having come in. */
  readonly dropped: number;
  /** By name; absent: the program has none. */
  readonly playbooks?: Readonly<Record<string, PlaybookSummary>>;
  /** True if the replay was cancelled: the numbers are of what had been read. */
  readonly cancelled: boolean;
}

export interface RuleSummary {
  /** Raised. */
  readonly detections: number;
  readonly suppressed: number;
  /** Records that took no part because a key field was missing. */
  readonly keyless: number;
  /** Items that an `ignore` removed from at least one of its steps. */
  readonly ignored: number;
  /** Items of a step that `forget` and `limit` let go. */
  readonly forgotten: number;
  readonly limited: number;
  /** Items at which more matches could complete than are looked for. */
  readonly cut: number;
  /** Records of older logs that filled its windows, and those that were no older than the logs. */
  readonly learned: number;
  readonly unlearned: number;
}

export interface SourceSummary {
  readonly records: Accounting;
  readonly files: number;
  /** Records that no template matched. */
  readonly untemplated: number;
  /** The largest lateness seen, and the `lateness` that would have kept every record. */
  readonly lateness: Micros;
  readonly latenesses: LatenessSummary;
  readonly silence: SilenceSummary;
  readonly fields: Readonly<Record<string, FieldFacts>>;
}

/** Which `lateness` would have kept all records of a source, and which 99.9% of them. */
export interface LatenessSummary {
  readonly all: Micros;
  readonly most: Micros;
  /** Records that no lateness would have kept: their source began after the others had stopped waiting for it. */
  readonly lost: number;
}

/** When a source was silent for longer than its `idle`, in system time: how often, how long in all, and the longest. */
export interface SilenceSummary {
  readonly count: number;
  readonly total: Micros;
  /** Ten at most, in the order of time. */
  readonly longest: readonly (readonly [from: Micros, to: Micros])[];
}

/** How arrival is disturbed on purpose, the same way for the same seed. */
export interface Disturbance {
  readonly seed: number;
  /** Every record comes up to so much later. */
  readonly shuffle: Micros;
  /** Shares of the records, from 0 to 1, that come twice or not at all. */
  readonly duplicate: number;
  readonly drop: number;
}

/** What completion and hover know of a field: how often it had a value and its most frequent values, at most 50. */
export interface FieldFacts {
  readonly present: number;
  readonly values: readonly (readonly [value: string, count: number])[];
  /** Of the values; absent where they are of several types. */
  readonly type?: Type;
}
