/**
 * Requests and notifications of our own between client and language server, beside LSP's. Types and names only: the
 * client imports this file and nothing else of the server. All data is plain JSON; times are microseconds since 1970 UTC.
 */
import type {
  Course,
  Detection,
  LadderStep,
  NearMiss,
  PlaybookRun,
  Progress,
  RankingTree,
  RecordExplanation,
  Rejected,
  RuleExplanation,
  Summary,
  Unlisted,
} from "./engine/events.ts";
import type { LineQuestion } from "./engine/lineReading.ts";
import type { PlannedCall } from "./engine/respond/planned.ts";

export type { Draft } from "./draft/draft.ts";
export type { LogSketch } from "./draft/sketch.ts";
export type * from "./engine/events.ts";
export type { LogText } from "./engine/intake/excerpt.ts";
export type { LineReading, ShownField } from "./engine/lineReading.ts";
export type { PlannedCall } from "./engine/respond/planned.ts";
export type { Decision, Question } from "./engine/respond/executor.ts";
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
/** client -> server, request with StepsParams; answer: StepInfo[] in the order written. */
export const STEPS = "mangrove/steps";

/** client -> server, request with FolderParams; answer: PlannedResult. For a person to read and agree to. */
export const PLANNED_CALLS = "mangrove/plannedCalls";
/** server -> client, request with Question; answer: Decision. Cancelled when nobody waits for the answer any more. */
export const APPROVE = "mangrove/approve";

/** client -> server, request with FolderParams; answer: TestInfo[] in the order of files and lines. */
export const TESTS = "mangrove/tests";
/** server -> client, notification with FolderParams: tests were added, removed, moved, or became sound or broken. */
export const TESTS_CHANGED = "mangrove/testsChanged";
/** client -> server, request with RunTestsParams. Cancellation by LSP's own. Answer: TestsResult. */
export const RUN_TESTS = "mangrove/runTests";
/** server -> client, notification with TestEnded, once for each test that ran. */
export const TEST_ENDED = "mangrove/testEnded";
/** client -> server, request with DraftTestParams; answer: TestDraft. */
export const DRAFT_TEST = "mangrove/draftTest";

/** client -> server, request with LogTextParams; answer: LogText. */
export const LOG_TEXT = "mangrove/logText";
/** client -> server, request with RecordAtParams; answer: LineReading. */
export const RECORD_AT = "mangrove/recordAt";
/** client -> server, request with LearnParams; answer: Draft. */
export const LEARN = "mangrove/learn";
/** client -> server, request with LearnParams; answer: LogSketch. */
export const SKETCH = "mangrove/sketch";

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
  /** Playbooks run for real: a person has read this list, as PLANNED_CALLS gave it, and agreed. Absent: they are simulated. */
  readonly agreed?: readonly PlannedCall[];
}

/** A log around one of its lines, for somebody to read. */
export interface LogTextParams extends FolderParams {
  /** Relative to the folder. */
  readonly file: string;
  /** 1-based. */
  readonly line: number;
}

export type RecordAtParams = FolderParams & LineQuestion;

export type PlannedResult =
  { readonly ok: true; readonly calls: readonly PlannedCall[] } | { readonly ok: false; readonly message: string };

export interface ReplayBatch {
  readonly replay: string;
  readonly detections: readonly Detection[];
  readonly rejected: readonly Rejected[];
  /** What came besides and is only counted: a replay lists so many detections, and so many rejected lines of each kind. */
  readonly unlisted: Unlisted;
  /** As they end; so many are listed as detections are, the summary counts all. */
  readonly runs: readonly PlaybookRun[];
  /** All at once, at the end of a replay. */
  readonly rankings: readonly RankingTree[];
  readonly progress: Progress | null;
  /** Of the ATT&CK ids that the detections of this batch name. */
  readonly techniques?: Readonly<Record<string, TechniqueInfo>>;
  /** Once, at the end of a replay. */
  readonly course?: Course;
  /** IANA name of the workspace's zone, in which times are shown; absent: UTC. */
  readonly zone?: string;
}

/** What an ATT&CK id stands for; a tactic's own id stands for itself. */
export interface TechniqueInfo {
  readonly name: string;
  /** Names of its tactics, in ATT&CK's order: `Credential Access`. */
  readonly tactics: readonly string[];
}

/** A failure is an answer, not an exception: `message` says what is wrong, why, and what to do. */
export type ReplayResult =
  | {
      readonly ok: true;
      readonly summary: Summary;
      /** One per rule that took part, in the order of the rules' names. */
      readonly rules: readonly RuleBrief[];
      readonly notes: readonly Note[];
      readonly declared: Declared;
      readonly milliseconds: number;
    }
  | { readonly ok: false; readonly message: string; readonly place?: Place };

/** Where what was replayed is declared, by name. */
export interface Declared {
  readonly sources: Readonly<Record<string, Place>>;
  readonly rankings: Readonly<Record<string, Place>>;
  readonly playbooks: Readonly<Record<string, Place>>;
}

/** Of a rule's explanation what the rule file and the lists show; the rest is asked for with EXPLAIN. */
export interface RuleBrief {
  readonly rule: string;
  /** Where it stands; null: its text is gone. */
  readonly text: RuleText | null;
  readonly when: string;
  readonly by: readonly string[];
  readonly detections: number;
  /** Matches, raised or not: a building block raises none. */
  readonly fired: number;
  readonly suppressed: number;
  readonly keyless: number;
  readonly ignored: number;
  readonly ladder: readonly LadderStep[];
  /** The best three. */
  readonly nearest: readonly NearMiss[];
  readonly missed: number;
}

/** Where a rule and its clauses stand in the text that was replayed, by offsets: all locations of its brief are in this text. */
export interface RuleText {
  readonly uri: string;
  readonly start: number;
  readonly end: number;
  /** Of the clauses, where they are written. */
  readonly by: number | null;
  readonly suppress: number | null;
}

export interface ExplainParams extends FolderParams {
  readonly rule: string;
  /**
   * Leaf by leaf: a line of a log inside the folder, for which the logs are read again. `line` is 1-based; `file` is a path
   * in the folder, or as much of its end as tells it from others.
   */
  readonly record?: { readonly file: string; readonly line: number };
}

export type ExplainResult =
  | { readonly ok: true; readonly explanation: RuleExplanation; readonly record: RecordExplanation | null }
  | { readonly ok: false; readonly message: string };

export interface StepsParams extends FolderParams {
  readonly rule: string;
}

/** A line of a rule's pattern; those of nested patterns follow the one that they are in. */
export interface StepInfo {
  readonly label: string | null;
  /** As written, short. */
  readonly step: string;
  readonly place: Place;
  /** What it names, each once. */
  readonly uses: readonly UseInfo[];
}

export interface UseInfo {
  readonly kind: "source" | "event" | "rule" | "other";
  readonly name: string;
  /** Where it is declared. */
  readonly place: Place | null;
}

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
  /** Rules that its pattern names, each once; of a broken one none. */
  readonly below: readonly string[];
}

/** A `test` block. */
export interface TestInfo {
  /** The same for as long as its file and its title are. */
  readonly id: string;
  readonly title: string;
  readonly place: Place;
  /** 0-based line of its last line. */
  readonly endLine: number;
  /** It has an error, or stands on what has one: it cannot run. */
  readonly broken: boolean;
}

export interface RunTestsParams extends FolderParams {
  /** Chosen by the client; what it hears of this run carries it. */
  readonly run: string;
  /** Ids; absent: all of the folder. */
  readonly tests?: readonly string[];
}

export interface TestEnded {
  readonly run: string;
  readonly id: string;
  /** Empty: it passed. */
  readonly failures: readonly TestMessage[];
  readonly milliseconds: number;
}

export interface TestMessage {
  readonly message: string;
  readonly place: Place | null;
  /** Of an expectation: as it is written, and what its rule raised, one line each. */
  readonly expected?: string;
  readonly found?: string;
}

export type TestsResult = { readonly ok: true } | { readonly ok: false; readonly message: string };

export type DraftTestParams = FolderParams & { readonly detection: Detection };

/** A `test` block that expects the detection, and where it belongs: behind its rule. */
export type TestDraft =
  | {
      readonly ok: true;
      readonly place: Place;
      readonly text: string;
      /** It was tried: why it fails as it stands; null: it passes. */
      readonly fails: string | null;
    }
  | { readonly ok: false; readonly message: string };

/** `file`: uri of a log inside the folder. */
export type LearnParams = FolderParams & { readonly file: string };
