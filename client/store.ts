/**
 * The last replay as the client knows it: what came in batches, how it ended, and whether it is still true. All views show
 * this one store. Invariant: what an earlier replay found stays until the first result of the next one or its end, so
 * that no view goes blank meanwhile; `generation` changes exactly when lists start anew.
 */
import type {
  Course,
  Declared,
  Detection,
  Note,
  Place,
  PlaybookRun,
  Progress,
  RankingTree,
  Rejected,
  ReplayBatch,
  ReplayResult,
  RuleBrief,
  Summary,
  TechniqueInfo,
} from "../server/protocol.ts";
import type { Previous } from "./panel/compare.ts";

export type Phase = "idle" | "running" | "done" | "cancelled" | "failed";

export class ReplayStore {
  /** Uri of the folder that is or was replayed, and the rule if it was one alone. */
  folder: string | null = null;
  rule: string | null = null;
  phase: Phase = "idle";
  generation = 0;
  detections: Detection[] = [];
  rejected: Rejected[] = [];
  /** All that came, listed or only counted. */
  detectionCount = 0;
  rejectedCount = 0;
  rejectedKinds: Readonly<Record<string, number>> = {};
  progress: Progress | null = null;
  summary: Summary | null = null;
  /** What the replay said of each rule; another array exactly when it said something new. */
  briefs: readonly RuleBrief[] = [];
  /** Those that are listed; the summary counts all. */
  runs: PlaybookRun[] = [];
  rankings: readonly RankingTree[] = [];
  /** Of all replays: what an id stands for does not change. */
  techniques: Readonly<Record<string, TechniqueInfo>> = {};
  course: Course | null = null;
  declared: Declared = { sources: {}, rankings: {}, playbooks: {} };
  milliseconds = 0;
  notes: readonly Note[] = [];
  failure: { readonly message: string; readonly place?: Place } | null = null;
  stale = false;
  /** The replay before this one, of the same folder; null: there is none, or this one has not ended. */
  previous: Previous | null = null;
  /** The two are to be compared. */
  comparing = false;
  zone = "UTC";

  private replay: string | null = null;
  private hits = new Map<string, number>();
  private holdsOld = false;
  /** What the replay that runs will be compared with. */
  private before: Previous | null = null;
  /** The last replay of the window before this one. */
  private kept: { readonly folder: string; readonly previous: Previous } | null = null;
  /** The course of a replay that is about to end. */
  private ended: Course | null = null;
  private readonly listeners = new Set<() => void>();

  /** Returns what stops listening. */
  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Detections of a rule in the last replay; null if it took no part or nothing was replayed. */
  hitsOf(folder: string, rule: string): number | null {
    if (folder !== this.folder || this.phase === "idle") return null;
    return this.hits.get(rule) ?? (this.summary?.rules[rule] ? 0 : null);
  }

  /** Of all runs, listed or not; null while it is not known whether there are playbooks. */
  get runCount(): number | null {
    const playbooks = this.summary?.playbooks;
    if (playbooks === undefined) return this.runs.length > 0 ? this.runs.length : null;
    return Object.values(playbooks).reduce((sum, { runs }) => sum + runs, 0);
  }

  /** Turns the comparison with the replay before on and off. */
  compare(): void {
    this.comparing = !this.comparing && this.previous !== null;
    this.changed();
  }

  /** A replay of the window before: the first one of this folder is compared with it, if those two were. */
  recall(folder: string, previous: Previous, comparing: boolean): void {
    if (this.replay !== null) return;
    this.kept = { folder, previous };
    this.comparing = comparing;
  }

  /** Of the last replay; its rules are known when it has ended. */
  get current(): Previous {
    const rules = new Set(Object.keys(this.summary?.rules ?? {}));
    return { detections: this.detections, rules, whole: this.rule === null };
  }

  begin(replay: string, folder: string, rule: string | null): void {
    this.replay = replay;
    // One that was stopped or failed says nothing of what it did not find.
    const ended = folder === this.folder && this.phase === "done";
    const kept = folder === this.kept?.folder ? this.kept.previous : null;
    this.before = ended ? this.current : folder === this.folder ? this.before : kept;
    if (kept !== null) this.kept = null;
    this.previous = null;
    if (folder !== this.folder) this.clear();
    this.folder = folder;
    this.rule = rule;
    this.phase = "running";
    this.holdsOld = true;
    this.ended = null;
    this.progress = null;
    this.notes = [];
    this.failure = null;
    this.stale = false;
    this.changed();
  }

  /** Batches of a replay that is no longer the current one are dropped. */
  receive(batch: ReplayBatch): void {
    if (batch.replay !== this.replay || this.phase !== "running") return;
    if (batch.zone) this.zone = batch.zone;
    if (batch.techniques) this.techniques = { ...this.techniques, ...batch.techniques };
    if (batch.detections.length + batch.rejected.length + batch.runs.length + batch.rankings.length > 0) this.dropOld();
    this.detections.push(...batch.detections);
    this.rejected.push(...batch.rejected);
    this.runs.push(...batch.runs);
    if (batch.rankings.length > 0) this.rankings = [...this.rankings, ...batch.rankings];
    const { detections, rejected } = batch.unlisted;
    for (const { rule } of batch.detections) this.hit(rule, 1);
    for (const [rule, more] of Object.entries(detections)) this.hit(rule, more);
    for (const { kind } of batch.rejected) this.setAside(kind, 1);
    for (const [kind, more] of Object.entries(rejected)) this.setAside(kind, more);
    if (batch.progress) this.progress = batch.progress;
    if (batch.course) this.ended = batch.course;
    this.changed();
  }

  /** `result` null: it was stopped and has no summary. */
  finish(replay: string, result: ReplayResult | null): void {
    if (replay !== this.replay || this.phase !== "running") return;
    if (result === null) {
      this.phase = "cancelled";
    } else if (result.ok) {
      this.dropOld();
      this.phase = result.summary.cancelled ? "cancelled" : "done";
      this.course = this.ended;
      this.previous = this.before;
      this.summary = result.summary;
      this.milliseconds = result.milliseconds;
      this.notes = result.notes;
      this.briefs = result.rules;
      this.declared = result.declared;
    } else {
      this.phase = "failed";
      this.failure = result;
    }
    this.changed();
  }

  /** A rule file of the folder was edited: what is shown is from before that. */
  edited(folder: string): void {
    if (folder !== this.folder || this.phase === "idle" || this.stale) return;
    this.stale = true;
    this.changed();
  }

  private hit(rule: string, times: number): void {
    this.hits.set(rule, (this.hits.get(rule) ?? 0) + times);
    this.detectionCount += times;
  }

  private setAside(kind: string, lines: number): void {
    this.rejectedKinds = { ...this.rejectedKinds, [kind]: (this.rejectedKinds[kind] ?? 0) + lines };
    this.rejectedCount += lines;
  }

  private dropOld(): void {
    if (this.holdsOld) this.clear();
  }

  private clear(): void {
    this.holdsOld = false;
    this.generation++;
    this.detections = [];
    this.rejected = [];
    this.detectionCount = 0;
    this.rejectedCount = 0;
    this.rejectedKinds = {};
    this.hits = new Map();
    this.summary = null;
    this.briefs = [];
    this.runs = [];
    this.rankings = [];
    this.course = null;
    this.declared = { sources: {}, rankings: {}, playbooks: {} };
    this.milliseconds = 0;
  }

  private changed(): void {
    for (const listener of this.listeners) listener();
  }
}
