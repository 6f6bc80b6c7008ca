/** What a panel may ask of the editor, and the folder that it speaks of. Types only: the tests play the editor. */
import type { ExplainResult, Fix, LogFile, Opening, Place, Remembered, RuleInfo } from "./messages.ts";

/** What a panel may ask of the editor. */
export interface PanelActions {
  openEvidence(file: string, line: number, how?: Opening): void;
  openRule(rule: string, how?: Opening): void;
  openPlace(place: Place, how?: Opening): void;
  /** A page of the documentation. */
  openPage(page: "ranking" | "playbooks"): void;
  /** `offset` in the text of the rule as it was replayed. */
  openStep(rule: string, offset: number, how?: Opening): void;
  /** `asked`: a line of a log, empty: none. Null: a newer question took its place. */
  explain(rule: string, asked: string): Promise<ExplainResult | null>;
  tryFix(rule: string, fix: Fix): void;
  replayRule(rule: string): void;
  /** Drafts a `test` block from a detection. */
  createTest(id: string): void;
  /** Of the folder that the panel speaks of. */
  findLogs(): Promise<readonly LogFile[]>;
  /** The same logs, with what each looks like. */
  sketchLogs(logs: readonly LogFile[]): Promise<readonly LogFile[]>;
  learnSource(log: string): void;
  /** Asks for a place and writes the text there; `name`: what the file could be called. */
  save(name: string, text: string): void;
  copy(text: string): void;
  /** Keeps what the user did to the panel beyond the life of the page. */
  remember(ui: Remembered): void;
  recall(): Remembered | undefined;
  replay(): void;
  stop(): void;
  newRules(): void;
  openFolder(): void;
  openSample(): void;
}

/** The folder that the panel speaks of while nothing was replayed, and its rules. */
export interface PanelFolder {
  readonly name: string;
  /** Null while they are not known yet. */
  readonly rules: readonly RuleInfo[] | null;
}
