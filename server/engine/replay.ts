/**
 * One replay, pure: bytes in, events out, intake -> normalize -> order -> detect -> rank. The host asks `wants()` for the file
 * whose next bytes are needed, pushes them, and lets the replay `step`. Invariant: what comes out depends on program and
 * bytes alone, neither on the sizes of chunks and steps nor on when they come; memory does not grow with the
 * logs, only with the keys of rankings.
 */
import type { Micros, Program } from "../model/program.ts";
import { add, createAccounting } from "./accounting.ts";
import { toDetection } from "./detect/evidence.ts";
import type { RawDetection } from "./detect/detection.ts";
import { advance, advanceTo } from "./detect/advance.ts";
import { compilePlan } from "./detect/compile.ts";
import type { Plan } from "./detect/plan.ts";
import { createState, type DetectState } from "./detect/state.ts";
import type { Disturbance, EvidenceRecord, PlaybookRun, Progress, Rejected, ReplayEvent, Summary } from "./events.ts";
import { Observer, type Wish } from "./explain/observer.ts";
import type { LogRecord } from "./item.ts";
import { Feeds, type OnLines, type ReplayFile } from "./feeds.ts";
import { Learning, type LearnFile } from "./learn.ts";
import { Ledger } from "./ledger.ts";
import { Normalizer } from "./normalize/normalize.ts";
import { describe, restoreText, templatesOf, type Templates } from "./normalize/restore.ts";
import { sourceSchemas } from "./normalize/schema.ts";
import type { Arrival } from "./order/arrival.ts";
import { CourseRecorder } from "./order/course.ts";
import { Duplicates, type Copy } from "./order/duplicates.ts";
import { Order } from "./order/order.ts";
import { Responses } from "./respond/respond.ts";
import type { Start } from "./respond/start.ts";
import { compileRankings, type Ranking } from "./rank/ranking.ts";
import { summariesOf } from "./summary.ts";

export type { ReplayFile } from "./feeds.ts";

export interface ReplayOptions {
  readonly program: Program;
  /** No path twice. */
  readonly files: readonly ReplayFile[];
  /** Older logs that fill windows first; `wants` names them by indexes behind those of `files`. */
  readonly learn?: readonly LearnFile[];
  readonly emit: (event: ReplayEvent) => void;
  readonly disturb?: Disturbance;
  /** Says of each rule why it fired or did not. */
  readonly explain?: Wish;
  /** Takes what starts a playbook; absent: the replay simulates the run itself. */
  readonly start?: (start: Start) => void;
  /** How many keys of a ranking are listed at most; absent: 1,000, and none if it is cancelled. */
  readonly ranked?: number;
}

export class Replay {
  private readonly options: ReplayOptions;
  private readonly templates: Templates;
  private readonly feeds: Feeds;
  private readonly ledger: Ledger;
  private readonly duplicates: Duplicates;
  private readonly order: Order;
  private readonly course = new CourseRecorder();
  private readonly plan: Plan;
  private readonly state: DetectState;
  private readonly observer: Observer | null;
  /** Null: there are no playbooks. */
  private readonly responses: Responses | null;
  private readonly rankings: readonly Ranking[];
  /** Null: there is nothing to learn from. */
  private readonly learning: Learning | null;
  private wanted: number | null = null;
  private finished = false;
  /** System time: when the last line arrived. */
  private now: Micros = -Infinity;
  private bytes = 0;
  private taken = 0;
  private detections = 0;
  private first: Micros | null = null;
  private last: Micros | null = null;

  constructor(options: ReplayOptions) {
    const { program, files } = options;
    this.options = options;
    this.templates = templatesOf(program.sources);
    const schemas = sourceSchemas(program);
    const normalizer = new Normalizer(program, schemas);
    const read: OnLines = (path, lines) => this.observer?.read(path, lines);
    this.feeds = new Feeds(files, program, normalizer, options.disturb, read);
    const filesOf = (name: string): number => files.filter(({ sources }) => sources.includes(name)).length;
    this.ledger = new Ledger(program, schemas, filesOf);
    this.duplicates = new Duplicates(files.map(({ path }) => path));
    this.order = new Order(program);
    const plan = compilePlan(program, schemas);
    this.state = createState(plan);
    const paths = [...files, ...(options.learn ?? [])].map(({ path }) => path);
    const around = { program, schemas, describe: this.describe, files: paths };
    this.observer = options.explain === undefined ? null : new Observer(plan, this.state, around, options.explain);
    this.plan = this.observer?.plan ?? plan;
    this.rankings = compileRankings(program, plan.schemas);
    const run = (each: PlaybookRun): void => options.emit({ kind: "run", run: each });
    const start = options.start && { start: options.start };
    this.responses = program.playbooks.length === 0 ? null : new Responses(program, plan, { run, ...start });
    this.learning = options.learn?.length ? new Learning(this.plan, program, normalizer, options.learn, read) : null;
    for (const name of this.ledger.without()) this.order.end(name, this.now);
  }

  /** Index of the file whose next bytes `step` needs; null: it needs none. */
  wants(): number | null {
    const older = this.learning?.wants() ?? null;
    return older === null ? this.wanted : this.feeds.length + older;
  }

  /** The next bytes of a file. They are not kept: the array may be reused. */
  push(file: number, bytes: Uint8Array): void {
    if (file >= this.feeds.length) return this.learning!.push(file - this.feeds.length, bytes);
    this.bytes += bytes.length;
    this.feeds.push(file, bytes);
    this.wanted = null;
  }

  /** A file has no more bytes. */
  end(file: number): void {
    if (file >= this.feeds.length) return this.learning!.end(file - this.feeds.length);
    if (this.feeds.end(file)) this.close(file);
    this.wanted = null;
  }

  /** Works off so many lines at most. False: all is done and the summary is out. Needs bytes: see `wants`. */
  step(lines: number): boolean {
    if (typeof this.learning?.wants() === "number") return true;
    for (let budget = lines; budget > 0 && !this.finished; budget--) {
      const next = this.feeds.next();
      if (next.kind === "read") {
        this.wanted = next.file;
        return true;
      }
      if (next.kind === "end") {
        this.release();
        this.finish(false);
        break;
      }
      if (next.kind === "arrival") this.take(next.arrival, this.feeds.file(next.file));
      if (this.feeds.taken(next)) this.close(next.file);
    }
    return !this.finished;
  }

  /** Ends it here: the summary says of what the numbers are. */
  cancel(): void {
    if (!this.finished) this.finish(true);
  }

  progress(): Progress {
    const totalBytes = this.options.files.reduce((sum, { size }) => sum + size, 0);
    const { bytes, taken: records, detections } = this;
    const watermark = Number.isFinite(this.order.time) ? this.order.time : this.last;
    return { bytes, totalBytes: Math.max(bytes, totalBytes), records, detections, watermark };
  }

  /** What waits in memory: how many records, and the source that they wait for. */
  readonly held = () => ({ records: this.order.waiting, by: this.order.waitsFor(this.now) });

  private take(arrival: Arrival, file: ReplayFile): void {
    this.taken++;
    this.now = Math.max(this.now, arrival.at);
    switch (arrival.kind) {
      case "filtered":
        this.ledger.came(arrival.source, "filtered");
        break;
      case "unparsed": {
        const { source, line, reason, text } = arrival;
        this.ledger.came(source, "unparsed");
        const arrived = known(arrival.at);
        const where = { file: file.path, line, source, reason };
        this.say({ kind: "unparsed", ...where, lag: null, time: null, arrived, text: cut(text) });
        break;
      }
      case "ahead":
        this.ledger.came(arrival.record.source, "ahead");
        this.reject("ahead", arrival.record, arrival.reason);
        break;
      case "record":
        this.record(arrival.record, arrival.at);
    }
  }

  private record(record: LogRecord, at: Micros): void {
    const late = this.order.push(record, at);
    this.ledger.came(record.source, late === null ? null : "late");
    if (late !== null && this.ledger.listsLate(record.source)) this.reject("late", record, late.reason, late.lag);
    else if (late !== null) {
      const { file, line } = record;
      this.observer?.rejected({ kind: "late", file, line, reason: late.reason });
    }
    this.release();
    this.course.take(this.now, this.order);
  }

  private reject(kind: Rejected["kind"], record: LogRecord, reason: string, lag: Micros | null = null): void {
    const { file, line, source, time } = record;
    const text = cut(restoreText(record, this.templates));
    // One that was set aside for its time came when its file was known not to have come so far.
    const arrived = known(kind === "ahead" ? this.now : record.arrived);
    this.say({ kind, file, line, source, reason, lag, time, arrived, text });
  }

  private say(rejected: Rejected): void {
    this.options.emit(rejected);
    this.observer?.rejected(rejected);
  }

  private readonly copied = ({ record, of }: Copy): void => {
    this.ledger.copied(record);
    const same = of.file === record.file && of.position === record.position;
    this.reject("duplicate", record, same ? "it was delivered before" : `a copy of ${of.file}:${of.line}`);
  };

  /** The last file of a source ends the source: it no longer holds the watermark back. */
  private close(file: number): void {
    for (const name of this.feeds.file(file).sources) if (this.ledger.close(name)) this.order.end(name, this.now);
  }

  /** What lies below the watermark goes to detection, deadlines included. */
  private release(): void {
    this.state.now = this.now;
    this.order.drain((instant, all) => {
      this.learn(instant);
      const records = this.duplicates.without(all, this.copied);
      for (const record of records) this.released(record);
      advance(this.plan, this.state, instant, records, this.out, this.observer);
    });
    advanceTo(this.plan, this.state, this.order.time, this.out, this.observer);
  }

  private learn(first: Micros): void {
    if (this.learning?.fill(this.state, first, this.observer?.older) === true) this.observer?.begin(first);
  }

  private released(record: LogRecord): void {
    this.ledger.released(record);
    for (const ranking of this.rankings) ranking.take(record);
    this.first ??= record.time;
    this.last = record.time;
    if (this.responses?.reads(record)) this.responses.record(record);
  }

  private readonly describe = (record: LogRecord): EvidenceRecord => describe(record, this.templates);

  private readonly out = (raw: RawDetection): void => {
    for (const ranking of this.rankings) ranking.take(raw);
    if (raw.fate !== "raised") return;
    this.detections++;
    const detection = toDetection(raw, this.describe);
    this.options.emit({ kind: "detection", detection });
    this.responses?.detection(raw, detection);
  };

  private finish(cancelled: boolean): void {
    this.finished = true;
    if (!cancelled) this.responses?.finish();
    for (const explanation of this.observer?.explain(cancelled) ?? [])
      this.options.emit({ kind: "explanation", explanation });
    const record = this.observer?.explainRecord() ?? null;
    if (record !== null) this.options.emit({ kind: "record", explanation: record });
    // Millions of keys take seconds to be put in order: who cancels waits for that only if it was the rankings that he asked for.
    const { ranked = cancelled ? null : MOST_RANKED } = this.options;
    for (const ranking of ranked === null ? [] : this.rankings)
      this.options.emit({ kind: "ranking", ranking: ranking.top(ranked!) });
    this.options.emit({ kind: "course", course: this.course.course() });
    this.options.emit({ kind: "summary", summary: this.summary(cancelled) });
  }

  private summary(cancelled: boolean): Summary {
    const records = createAccounting();
    const sources = this.ledger.summaries(this.order);
    for (const [, { records: own }] of sources) add(records, own);
    // Only a cancelled replay leaves records waiting; they went nowhere, so they are not counted as having come in.
    records.in -= this.order.waiting;
    const { bytes, first, last } = this;
    return {
      records,
      rules: summariesOf(this.plan, this.state, this.learning),
      sources: Object.fromEntries(sources),
      files: this.feeds.length,
      bytes,
      first,
      last,
      dropped: this.feeds.dropped,
      ...(this.responses && { playbooks: this.responses.summary() }),
      cancelled,
    };
  }
}

/** Keys of a ranking that are listed unless somebody asks for more or fewer. */
const MOST_RANKED = 1_000;

/** Of a rejected line, as many characters as a list has room for. */
const MOST_TEXT = 500;

const known = (time: Micros): Micros | null => (Number.isFinite(time) ? time : null);

const cut = (text: string): string => (text.length > MOST_TEXT ? `${text.slice(0, MOST_TEXT)}…` : text);
