/**
 * One opened panel: keeps it up to date with the store and does what it asks for. Knows neither VS Code nor the browser, so
 * the tests drive the real panel with it. Invariant: what was sent is a prefix of what the store holds, of the same generation.
 */
import type { ReplayStore } from "../store.ts";
import type { PanelActions, PanelFolder } from "./asked.ts";
import { clipEvidence, clipExplanation } from "./clip.ts";
import type { Previous } from "./compare.ts";
import { compare } from "./compare.ts";
import { exported } from "./exports.ts";
import type {
  Compared,
  Course,
  Detection,
  ExportFormat,
  FromPanel,
  Opening,
  PanelState,
  PlaybookRun,
  RankingTree,
  Row,
  RuleBrief,
  RunRow,
  ToPanel,
  Wanted,
} from "./messages.ts";
import { toRow } from "./rows.ts";

export type { PanelActions, PanelFolder } from "./asked.ts";

/** Rows in one message; in the first of all as many as are seen, and some. */
const AT_ONCE = 5_000;
const AT_FIRST = 250;

export class PanelSession {
  private readonly store: ReplayStore;
  private readonly folder: () => PanelFolder | null;
  private readonly actions: PanelActions;
  private readonly post: (message: ToPanel) => void;
  private ready = false;
  private generation = -1;
  private detectionsSent = 0;
  /** The page has not drawn yet what was sent last. */
  private drawing = false;
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
      case "drawn":
        return this.drawn(message.rows);
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

  /** The page is gone: nothing more goes out. */
  close(): void {
    this.ready = false;
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

  /** Sends what is new: rows first, or the first of them; the state says how many will be there. */
  update(): void {
    if (!this.ready) return;
    const { store } = this;
    const anew = this.generation !== store.generation;
    if (anew) {
      this.generation = store.generation;
      this.detectionsSent = this.rejectedSent = this.runsSent = 0;
    }
    if (anew || (!this.drawing && store.detections.length > this.detectionsSent)) this.sendDetections();
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

  /** In parts, each when the page has drawn the one before: neither it nor the extension stands still meanwhile. */
  private sendDetections(): void {
    const { store } = this;
    const start = this.detectionsSent;
    const part = store.detections.slice(start, start + (start === 0 ? AT_FIRST : AT_ONCE));
    this.detectionsSent += part.length;
    this.drawing = true;
    const rows = part.map((detection): Row => toRow(detection, store.techniques));
    this.post({ type: "detections", start, rows });
  }

  /** `rows`: so many. What was drawn of a replay before this one says nothing. */
  private drawn(rows: number): void {
    if (rows !== this.detectionsSent) return;
    this.drawing = false;
    if (this.ready && this.store.detections.length > rows) this.sendDetections();
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
    const of = ({ id: candidate }: Detection): boolean => candidate === id;
    const detection = this.store.detections.find(of) ?? this.store.previous?.detections.find(of);
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
      listed: store.detections.length,
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
