/**
 * Requests and notifications of our own between client and language server, beside LSP's. Types and names only: the
 * client imports this file and nothing else of the server. All data is plain JSON; times are microseconds since 1970 UTC.
 */
import type {
  Detection,
  LadderStep,
  NearMiss,
  Progress,
  RecordExplanation,
  Rejected,
  RuleExplanation,
  Summary,
  Unlisted,
} from "./engine/events.ts";

export type * from "./engine/events.ts";
export type { Micros, Severity, Value } from "./model/program.ts";

/** client -> server, request. Cancellation by LSP's own `$/cancelRequest`. Answer: ReplayResult. */
export const REPLAY = "mangrove/replay";
/** server -> client, notification with ReplayBatch, several a second while a replay runs. */
export const REPLAY_BATCH = "mangrove/replayBatch";
/** client -> server, request with FolderParams; answer: RuleInfo[] in the order of files and lines. */
export const RULES = "mangrove/rules";
/** server -> client, notification with FolderParams: rules were added, removed, moved or changed. */
export const RULES_CHANGED = "mangrove/rulesChanged";

/** client -> server, request with ExplainParams; answer: ExplainResult. Of the folder's last replay. */
export const EXPLAIN = "mangrove/explain";

/** client -> server, `initializationOptions`. */
export interface ServerOptions {
  /** `push`: diagnostics are sent, also to a client that is able to ask for them. */
  readonly diagnostics?: "push";
}

export interface FolderParams {
  /** Uri of the workspace folder. */
  readonly folder: string;
}

export interface ReplayParams extends FolderParams {
  /** Chosen by the client; batches carry it. */
  readonly replay: string;
  /** Only this rule and those it needs; absent: all. */
  readonly rule?: string;
  /** Only this log file (uri), which must be inside the folder; absent: all that the sources name. */
  readonly file?: string;
}

export interface ReplayBatch {
  readonly replay: string;
  readonly detections: readonly Detection[];
  readonly rejected: readonly Rejected[];
  /** What came besides and is only counted: a replay lists so many detections, and so many rejected lines of each kind. */
  readonly unlisted: Unlisted;
  readonly progress: Progress | null;
  /** IANA name of the workspace's zone, in which times are shown; absent: UTC. */
  readonly zone?: string;
}

/** A failure is an answer, not an exception: `message` says what is wrong, why, and what to do. */
export type ReplayResult =
  | {
      readonly ok: true;
      readonly summary: Summary;
      /** One per rule that took part, in the order of the rules' names. */
      readonly rules: readonly RuleBrief[];
      readonly notes: readonly Note[];
      readonly milliseconds: number;
    }
  | { readonly ok: false; readonly message: string; readonly place?: Place };

/** Of a rule's explanation what the rule file and the lists show; the rest is asked for with EXPLAIN. */
export interface RuleBrief {
  readonly rule: string;
  readonly when: string;
  readonly detections: number;
  readonly suppressed: number;
  readonly keyless: number;
  readonly ignored: number;
  readonly ladder: readonly LadderStep[];
  /** The best three. */
  readonly nearest: readonly NearMiss[];
  readonly missed: number;
}

export interface ExplainParams extends FolderParams {
  readonly rule: string;
  /** Leaf by leaf: a line of a log inside the folder. `line` is 1-based. */
  readonly record?: { readonly file: string; readonly line: number };
}

export type ExplainResult =
  | { readonly ok: true; readonly explanation: RuleExplanation; readonly record: RecordExplanation | null }
  | { readonly ok: false; readonly message: string };

/** What the user should know of a replay that went through: no source matched a file, rules left out, a file vanished. */
export interface Note {
  readonly severity: "error" | "warning" | "information";
  readonly message: string;
  readonly place?: Place;
}

export interface Place {
  readonly uri: string;
  /** 0-based, as LSP counts. */
  readonly line: number;
  readonly character: number;
}

export interface RuleInfo {
  readonly name: string;
  readonly severity: string | null;
  readonly doc: string | null;
  readonly place: Place;
  /** Its declaration has an error: a replay leaves it out. */
  readonly broken: boolean;
}
