/**
 * One opened panel: keeps it up to date with the store and does what it asks for. Knows neither VS Code nor the browser, so
 * the tests drive the real panel with it. Invariant: what was sent is a prefix of what the store holds, of the same generation.
 */
import type { ReplayStore } from "../store.ts";
import { clipEvidence, clipExplanation } from "./clip.ts";
import type { Previous } from "./compare.ts";
import { compare } from "./compare.ts";
import { exported } from "./exports.ts";
import type {
  Compared,
  Course,
  Detection,
  ExplainResult,
  ExportFormat,
  Fix,
  FromPanel,
  LogFile,
  Opening,
  PanelState,
  Place,
  PlaybookRun,
  RankingTree,
  Remembered,
  Row,
  RuleBrief,
  RuleInfo,
  RunRow,
  ToPanel,
  Wanted,
} from "./messages.ts";
import { toRow } from "./rows.ts";

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

export class PanelSession {
  private readonly store: ReplayStore;
  private readonly folder: () => PanelFolder | null;
  private readonly actions: PanelActions;
  private readonly post: (message: ToPanel) => void;
  private ready = false;
  private generation = -1;
  private detectionsSent = 0;
  private rejectedSent = 0;
  private runsSent = 0;
  private rankings: readonly RankingTree[] | null = null;
  private briefs: readonly RuleBrief[] | null = null;
  private course: Course | null = null;
  /** What was compared last. */
  private compared: Previous | null = null;
  /** What is to be shown once the page is there. */
  private wish: Wanted | null = null;

  constructor(
    store: ReplayStore,
    folder: () => PanelFolder | null,
    actions: PanelActions,
    post: (message: ToPanel) => void,
  ) {
    this.store = store;
    this.folder = folder;
    this.actions = actions;
    this.post = post;
  }

  receive(message: FromPanel): void {
    switch (message.type) {
      case "ready":
        return this.begin();
      case "remember":
        return this.actions.remember(message.ui);
      case "evidence":
        return this.sendEvidence(message.id);
      case "run":
        return this.sendRun(message.id);
      case "openEvidence":
        return this.actions.openEvidence(message.file, message.line, message.how);
      case "openRule":
        return this.actions.openRule(message.rule, message.how);
      case "openPlace":
        return this.actions.openPlace(message.place, message.how);
      case "openDeclared":
        return this.openDeclared(message.kind, message.name, message.how);
      case "openPage":
        return this.actions.openPage(message.page);
      case "openStep":
        return this.actions.openStep(message.rule, message.offset, message.how);
      case "explain":
        return void this.explain(message.rule, message.asked);
      case "tryFix":
        return this.actions.tryFix(message.rule, message.fix);
      case "replayRule":
        return this.actions.replayRule(message.rule);
      case "createTest":
        return this.actions.createTest(message.id);
      case "export":
        return this.export(message.format, message.ids, message.query);
      case "findLogs":
        return void this.findLogs();
      case "learnSource":
        return this.actions.learnSource(message.log);
      case "copy":
        return this.actions.copy(message.text);
      case "replay":
      case "stop":
      case "newRules":
      case "openFolder":
      case "openSample":
        return this.actions[message.type]();
    }
  }

  private begin(): void {
    this.ready = true;
    this.generation = -1;
    this.briefs = null;
    this.rankings = null;
    this.course = null;
    this.compared = null;
    const ui = this.actions.recall();
    if (ui) this.post({ type: "remembered", ui });
    this.update();
    if (this.wish) this.show(this.wish);
  }

  /** At once, or when the page is there. */
  show(wanted: Wanted): void {
    this.wish = this.ready ? null : wanted;
    if (this.ready) this.post({ type: "show", ...wanted });
  }

  private async explain(rule: string, asked: string): Promise<void> {
    const answer = await this.actions.explain(rule, asked);
    if (answer !== null) this.post({ type: "explanation", rule, asked, answer: clipExplanation(answer) });
  }

  private async findLogs(): Promise<void> {
    const logs = await this.actions.findLogs();
    this.post({ type: "logs", logs });
    if (logs.length > 0) this.post({ type: "logs", logs: await this.actions.sketchLogs(logs) });
  }

  /** Sends what is new: rows first, so that a state never speaks of rows that the panel does not have. */
  update(): void {
    if (!this.ready) return;
    const { store } = this;
    const anew = this.generation !== store.generation;
    if (anew) {
      this.generation = store.generation;
      this.detectionsSent = this.rejectedSent = this.runsSent = 0;
    }
    if (anew || store.detections.length > this.detectionsSent) {
      const start = this.detectionsSent;
      const row = (detection: Detection): Row => toRow(detection, store.techniques);
      this.post({ type: "detections", start, rows: store.detections.slice(start).map(row) });
      this.detectionsSent = store.detections.length;
    }
    if (anew || store.rejected.length > this.rejectedSent) {
      const start = this.rejectedSent;
      this.post({ type: "rejected", start, rows: store.rejected.slice(start) });
      this.rejectedSent = store.rejected.length;
    }
    if (anew || store.runs.length > this.runsSent) {
      const start = this.runsSent;
      this.post({ type: "runs", start, rows: store.runs.slice(start).map(toRunRow) });
      this.runsSent = store.runs.length;
    }
    if (store.rankings !== this.rankings) {
      this.rankings = store.rankings;
      this.post({ type: "rankings", rankings: store.rankings });
    }
    if (store.briefs !== this.briefs) {
      this.briefs = store.briefs;
      this.post({ type: "briefs", briefs: store.briefs });
    }
    this.compare(anew);
    if (anew || store.course !== this.course) {
      this.course = store.course;
      this.post({ type: "course", course: store.course });
    }
    this.post({ type: "state", state: this.state() });
  }

  /** Once for two replays. */
  private compare(anew: boolean): void {
    const { store } = this;
    const previous = store.comparing ? store.previous : null;
    if (!anew && previous === this.compared) return;
    this.compared = previous;
    this.post({ type: "compared", compared: previous === null ? null : this.comparison(previous) });
  }

  private comparison(previous: Previous): Compared {
    const { marks, gone } = compare(previous, this.store.current);
    const marked = Object.fromEntries(gone.map(({ id }) => [id, "gone" as const]));
    return { marks: { ...marks, ...marked }, gone: gone.map((each) => toRow(each, this.store.techniques)) };
  }

  private sendEvidence(id: string): void {
    const all = [...this.store.detections, ...(this.store.previous?.detections ?? [])];
    const detection = all.find((candidate) => candidate.id === id);
    if (!detection) return;
    this.post({ type: "evidence", detection: { ...detection, evidence: detection.evidence.map(clipEvidence) } });
  }

  private sendRun(id: string): void {
    const run = this.store.runs.find((candidate) => candidate.id === id);
    if (run) this.post({ type: "run", run });
  }

  private export(format: ExportFormat, ids: readonly string[], query: string): void {
    const { store } = this;
    const known = new Map(store.detections.map((detection) => [detection.id, detection]));
    const detections = ids.flatMap((id) => known.get(id) ?? []);
    const { zone, techniques } = store;
    const file = exported(format, { detections, query, zone, techniques, folder: this.folder()?.name ?? "" });
    this.actions.save(file.name, file.text);
  }

  private openDeclared(kind: "rankings" | "playbooks", name: string, how?: Opening): void {
    const places = this.store.declared[kind];
    if (Object.hasOwn(places, name)) this.actions.openPlace(places[name]!, how);
  }

  private state(): PanelState {
    const { store } = this;
    const folder = this.folder();
    return {
      folder: folder?.name ?? null,
      phase: store.phase,
      rule: store.rule,
      rules: folder?.rules ?? null,
      progress: store.progress,
      summary: store.summary,
      milliseconds: store.milliseconds,
      notes: store.notes,
      failure: store.failure,
      stale: store.stale,
      zone: store.zone,
      detections: store.detectionCount,
      rejected: store.rejectedCount,
      runs: store.runCount,
      rejectedKinds: store.rejectedKinds,
      techniques: store.techniques,
    };
  }
}

function toRunRow({ steps: _, ...row }: PlaybookRun): RunRow {
  return row;
}
