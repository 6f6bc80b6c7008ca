/**
 * What the panel and the extension say to each other, and the only file of the extension that the panel's code knows.
 * Invariant: plain JSON, and every message can be sent again without harm, so that a panel that was closed and opened
 * is brought up to date by the same messages as one that was open all the time.
 */
import type {
  Course,
  Detection,
  ExplainResult,
  Fix,
  LogSketch,
  Micros,
  Note,
  Place,
  PlaybookRun,
  Progress,
  RankingTree,
  Rejected,
  RuleBrief,
  RuleInfo,
  Summary,
  TechniqueInfo,
} from "../../server/protocol.ts";

export type {
  Accounting,
  Course,
  CoursePoint,
  Detection,
  EvidenceRecord,
  EvidenceStep,
  ExplainResult,
  Fix,
  LadderStep,
  LeafFinding,
  LogSketch,
  Losses,
  Micros,
  NearMiss,
  NearRecord,
  Note,
  Place,
  PlaybookRun,
  Progress,
  RankedKey,
  RankedLevel,
  RankedNode,
  RankedPart,
  RankingTree,
  RecordExplanation,
  Rejected,
  RuleBrief,
  RuleExplanation,
  RuleInfo,
  Severity,
  Shortened,
  SourceSummary,
  StepTrace,
  Summary,
  TechniqueInfo,
  Value,
} from "../../server/protocol.ts";

/** A detection as the list shows it: without its evidence, of which only the number of records is told. */
export type Row = Omit<Detection, "evidence" | "records"> & {
  readonly recordCount: number;
  /** Names of the sources of its evidence. */
  readonly sources: readonly string[];
  /** Ids of the detections that it has used up. */
  readonly took: readonly string[];
  /** That which its rule names, else the first of its first technique's; null: it has none. */
  readonly tactic: string | null;
};

/** How a detection differs from those of the replay before; `gone`: it was one of them. */
export type Mark = "new" | "changed" | "gone";

/** A run as the list shows it: without its steps. */
export type RunRow = Omit<PlaybookRun, "steps">;

export interface Compared {
  readonly marks: Readonly<Record<string, Mark>>;
  readonly gone: readonly Row[];
}

export type ExportFormat = "json" | "csv" | "markdown" | "navigator";

export type Phase = "idle" | "running" | "done" | "cancelled" | "failed";

/** A file that looks like a log. */
export interface LogFile {
  readonly uri: string;
  /** Inside the folder. */
  readonly path: string;
  /** `1.2 MB` */
  readonly size: string;
  /** Null until somebody has looked into it. */
  readonly sketch: LogSketch | null;
}

/** Everything that the panel shows but the rows. */
export interface PanelState {
  /** Name of the folder whose rules these are; null: no folder is open. */
  readonly folder: string | null;
  readonly phase: Phase;
  /** The rule that was replayed alone; null: all. */
  readonly rule: string | null;
  /** Null while the server has not told them. */
  readonly rules: readonly RuleInfo[] | null;
  readonly progress: Progress | null;
  readonly summary: Summary | null;
  readonly milliseconds: number;
  readonly notes: readonly Note[];
  readonly failure: { readonly message: string; readonly place?: Place } | null;
  /** Rules changed since the replay began. */
  readonly stale: boolean;
  /** IANA name of the zone in which times are shown. */
  readonly zone: string;
  /** How many came in all; the lists hold fewer where that would be too many. */
  readonly detections: number;
  /** Of the detections that are listed, or soon will be. */
  readonly listed: number;
  readonly rejected: number;
  /** Runs of playbooks; null: the replay has not told that there are playbooks. */
  readonly runs: number | null;
  readonly rejectedKinds: Readonly<Record<string, number>>;
  /** Of the ATT&CK ids that the detections name. */
  readonly techniques: Readonly<Record<string, TechniqueInfo>>;
}

export type Column = "severity" | "time" | "rule" | "key" | "risk";
/** What the list is grouped by, and the lanes of the timeline are; `none`: the lanes are ATT&CK's tactics. */
export type Group = "none" | "tactic" | "rule" | "key" | "severity";
export interface Sort {
  readonly by: Column;
  readonly descending: boolean;
}

/** What is restored when the panel was hidden, or the window loaded anew. */
export interface Remembered {
  readonly tab: "detections" | "rejected" | "ranking" | "runs" | "explain";
  readonly query: string;
  /** Id of the selected detection. */
  readonly selected: string | null;
  readonly sort: Sort;
  readonly group: Group;
  /** Groups of the list that are folded. */
  readonly foldedKeys: readonly string[];
  /** Queries that were kept, the newest first. */
  readonly saved: readonly string[];
  /** The span that the timeline shows; null: all. */
  readonly zoom: readonly [from: Micros, to: Micros] | null;
  /** Width of the list in percent of the panel; null: as the design has it. */
  readonly left: number | null;
  readonly scroll: number;
  /** What narrows the lines that were set aside. */
  readonly rejectedQuery: string;
  /** Explain: the rule, what its box says, the line that is explained (`auth.log:12`; empty: none), the rules' order. */
  readonly explained: string | null;
  readonly finding: string;
  readonly asked: string;
  readonly ruleOrder: "file" | "steps" | "fired";
  /** Ranking: which one, the selected row of its tree, what narrows its keys. */
  readonly ranking: string | null;
  readonly ranked: string | null;
  readonly rankQuery: string;
  /** Playbook runs: the selected one, the selected step of it, what narrows the list. */
  readonly run: string | null;
  readonly runStep: number | null;
  readonly runQuery: string;
}

/** A rule's detections, or its explanation, with a line of a log (`auth.log:12`) if one is asked for; or a view as it is. */
export type Wanted =
  | { readonly tab: "detections" | "explain"; readonly rule: string; readonly asked: string }
  | { readonly tab: "explain" | "ranking" | "runs" | "rejected" };

export type ToPanel =
  /** For a page that knows nothing of its own; comes before all else. */
  | { readonly type: "remembered"; readonly ui: Remembered }
  | { readonly type: "state"; readonly state: PanelState }
  /** From index `start` on, the lists hold this; behind it, nothing. */
  | { readonly type: "detections"; readonly start: number; readonly rows: readonly Row[] }
  /** How the rows differ from the replay before, by id, and those that are no more; null: they are not compared. */
  | { readonly type: "compared"; readonly compared: Compared | null }
  | { readonly type: "rejected"; readonly start: number; readonly rows: readonly Rejected[] }
  | { readonly type: "evidence"; readonly detection: Detection }
  | { readonly type: "runs"; readonly start: number; readonly rows: readonly RunRow[] }
  /** One run with its steps, as asked for. */
  | { readonly type: "run"; readonly run: PlaybookRun }
  /** Null while the replay has not ended. */
  | { readonly type: "course"; readonly course: Course | null }
  | { readonly type: "rankings"; readonly rankings: readonly RankingTree[] }
  /** Of all rules that took part in the last replay. */
  | { readonly type: "briefs"; readonly briefs: readonly RuleBrief[] }
  /** The answer to `explain`. */
  | { readonly type: "explanation"; readonly rule: string; readonly asked: string; readonly answer: ExplainResult }
  /** The answer to `findLogs`. */
  | { readonly type: "logs"; readonly logs: readonly LogFile[] }
  /** Somebody asked elsewhere to see this. */
  | ({ readonly type: "show" } & Wanted);

/** `side`: in the column beside; `stay`: the focus stays in the panel; absent: as always. */
export type Opening = "side" | "stay";

/** Places that the editor shows. */
export type OpenMessage = { readonly how?: Opening } &
  /** `line` is 1-based, `file` relative to the folder that was replayed. */
  (
    | { readonly type: "openEvidence"; readonly file: string; readonly line: number }
    | { readonly type: "openRule"; readonly rule: string }
    | { readonly type: "openPlace"; readonly place: Place }
    | { readonly type: "openDeclared"; readonly kind: "rankings" | "playbooks"; readonly name: string }
    /** In the text of a rule as it was replayed. */
    | { readonly type: "openStep"; readonly rule: string; readonly offset: number }
  );

export type FromPanel =
  | OpenMessage
  | { readonly type: "ready" }
  /** Rows of detections came and are painted; so many there are now. More may come. */
  | { readonly type: "drawn"; readonly rows: number }
  | { readonly type: "remember"; readonly ui: Remembered }
  | { readonly type: "evidence"; readonly id: string }
  | { readonly type: "run"; readonly id: string }
  /** Of the documentation. */
  | { readonly type: "openPage"; readonly page: "ranking" | "playbooks" }
  /** `asked`: a line of a log, `auth.log:12`; empty: the rule alone. */
  | { readonly type: "explain"; readonly rule: string; readonly asked: string }
  | { readonly type: "tryFix"; readonly rule: string; readonly fix: Fix }
  | { readonly type: "replayRule"; readonly rule: string }
  /** A `test` block is to be drafted from this detection. */
  | { readonly type: "createTest"; readonly id: string }
  /** What is listed, in its order, is to be written into a file; `query`: what narrowed it. */
  | { readonly type: "export"; readonly format: ExportFormat; readonly ids: readonly string[]; readonly query: string }
  | { readonly type: "copy"; readonly text: string }
  /** A source and a rule are to be drafted from this log, by its uri. */
  | { readonly type: "learnSource"; readonly log: string }
  | { readonly type: "findLogs" }
  | { readonly type: "replay" | "stop" | "newRules" | "openFolder" | "openSample" };
