/**
 * One replay, pure: bytes in, events out, intake -> normalize -> order -> detect. The host asks `wants()` for the file
 * whose next bytes are needed, pushes them, and lets the replay `step`. Invariant: what comes out depends on program and
 * bytes alone, neither on the sizes of chunks and steps nor on when they come; memory does not grow with the logs.
 */
import type { Micros, Program } from "../model/program.ts";
import { add, createAccounting } from "./accounting.ts";
import { toDetection } from "./detect/evidence.ts";
import type { RawDetection } from "./detect/detection.ts";
import { advance, advanceTo } from "./detect/advance.ts";
import { compilePlan } from "./detect/compile.ts";
import type { Plan } from "./detect/plan.ts";
import { createState, type DetectState } from "./detect/state.ts";
import { statistics } from "./detect/statistics.ts";
import type { Accounting, Progress, Rejected, ReplayEvent, RuleSummary, SourceSummary, Summary } from "./events.ts";
import { SourceFacts } from "./facts.ts";
import { LineSplitter, type RawLine } from "./intake/lines.ts";
import type { LogRecord } from "./item.ts";
import type { FileNormalizer } from "./normalize/normalize.ts";
import { Normalizer } from "./normalize/normalize.ts";
import { describe, templatesOf, type Templates } from "./normalize/restore.ts";
import { sourceSchemas } from "./normalize/schema.ts";
import { FileArrivals, type Arrival } from "./order/arrival.ts";
import { Merge } from "./order/merge.ts";
import { Order } from "./order/order.ts";

export interface ReplayFile {
  /** Workspace-relative, `/` as separator. */
  readonly path: string;
  /** Names of the sources whose `files` match it, in name order; at least one. */
  readonly sources: readonly string[];
  /** In bytes, for the progress only. */
  readonly size: number;
}

export interface ReplayOptions {
  readonly program: Program;
  /** No path twice. */
  readonly files: readonly ReplayFile[];
  readonly emit: (event: ReplayEvent) => void;
}

/** A file while it is read. */
interface Feed {
  readonly file: ReplayFile;
  readonly splitter: LineSplitter;
  readonly normalizer: FileNormalizer;
  readonly arrivals: FileArrivals;
  /** Arrivals that the merge has of it. */
  waiting: number;
  ended: boolean;
}

interface SourceState {
  readonly accounting: Accounting;
  readonly facts: SourceFacts;
  readonly lists: boolean;
  openFiles: number;
  files: number;
  untemplated: number;
}

export class Replay {
  private readonly options: ReplayOptions;
  private readonly templates: Templates;
  private readonly feeds: readonly Feed[];
  private readonly sources: ReadonlyMap<string, SourceState>;
  private readonly merge: Merge;
  private readonly order: Order;
  private readonly plan: Plan;
  private readonly state: DetectState;
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
    const ahead = new Map(program.sources.map((source) => [source.name, source.ahead]));
    this.feeds = files.map((file) => ({
      file,
      splitter: new LineSplitter(),
      normalizer: normalizer.file(file.path, file.sources),
      arrivals: new FileArrivals(file.path, (source) => ahead.get(source)!),
      waiting: 0,
      ended: false,
    }));
    this.sources = new Map(
      program.sources.map(({ name, late }, index) => {
        const own = files.filter((file) => file.sources.includes(name)).length;
        const accounting = createAccounting();
        const facts = new SourceFacts(schemas[index]!);
        return [name, { accounting, facts, lists: late === "side", openFiles: own, files: own, untemplated: 0 }];
      }),
    );
    this.merge = new Merge(files.map(({ path }) => path));
    this.order = new Order(program);
    this.plan = compilePlan(program, schemas);
    this.state = createState(this.plan);
    for (const [name, { files: own }] of this.sources) if (own === 0) this.order.end(name, this.now);
  }

  /** Index of the file whose next bytes `step` needs; null: it needs none. */
  wants(): number | null {
    return this.wanted;
  }

  /** The next bytes of a file. They are not kept: the array may be reused. */
  push(file: number, bytes: Uint8Array): void {
    const feed = this.feeds[file]!;
    this.bytes += bytes.length;
    this.arrive(file, feed.splitter.push(bytes));
    this.wanted = null;
  }

  /** A file has no more bytes. */
  end(file: number): void {
    const feed = this.feeds[file]!;
    const out = this.arrive(file, feed.splitter.end());
    feed.arrivals.end(out);
    this.hand(file, out);
    feed.ended = true;
    this.merge.end(file);
    if (feed.waiting === 0) this.close(feed);
    this.wanted = null;
  }

  private arrive(file: number, lines: readonly RawLine[]): Arrival[] {
    const { normalizer, arrivals } = this.feeds[file]!;
    const out: Arrival[] = [];
    for (const line of lines) arrivals.push(normalizer.normalize(line), line.offset, out);
    this.hand(file, out);
    return out;
  }

  /** Empties `out` into the merge. */
  private hand(file: number, out: Arrival[]): void {
    this.feeds[file]!.waiting += out.length;
    this.merge.push(file, out);
    out.length = 0;
  }

  /** Works off so many lines at most. False: all is done and the summary is out. Needs bytes: see `wants`. */
  step(lines: number): boolean {
    for (let budget = lines; budget > 0 && !this.finished; budget--) {
      const next = this.merge.next();
      if (next.kind === "read") {
        this.wanted = next.file;
        return true;
      }
      if (next.kind === "end") {
        this.release();
        this.finish(false);
        break;
      }
      this.take(next.arrival);
      const feed = this.feeds[next.file]!;
      if (--feed.waiting === 0 && feed.ended) this.close(feed);
    }
    return !this.finished;
  }

  /** Ends it here: the summary says of what the numbers are. */
  cancel(): void {
    if (!this.finished) this.finish(true);
  }

  progress(): Progress {
    const totalBytes = this.feeds.reduce((sum, { file }) => sum + file.size, 0);
    const { bytes, taken: records, detections } = this;
    const watermark = Number.isFinite(this.order.time) ? this.order.time : this.last;
    return { bytes, totalBytes: Math.max(bytes, totalBytes), records, detections, watermark };
  }

  private take(arrival: Arrival): void {
    this.taken++;
    this.now = Math.max(this.now, arrival.at);
    if (arrival.kind === "filtered") this.count(arrival.source, "filtered");
    else if (arrival.kind === "rejected") this.reject(arrival.rejected);
    else {
      const late = this.order.push(arrival.record);
      if (late !== null) this.reject(late);
      else this.sources.get(arrival.record.source)!.accounting.in++;
      this.release();
    }
  }

  private count(source: string, way: keyof Accounting): void {
    const { accounting } = this.sources.get(source)!;
    accounting.in++;
    accounting[way]++;
  }

  private reject(rejected: Rejected): void {
    const source = rejected.source!;
    this.count(source, rejected.kind);
    if (rejected.kind !== "late" || this.sources.get(source)!.lists) this.options.emit(rejected);
  }

  /** The last file of a source ends the source: it no longer holds the watermark back. */
  private close(feed: Feed): void {
    for (const name of feed.file.sources) {
      if (--this.sources.get(name)!.openFiles === 0) this.order.end(name, this.now);
    }
  }

  /** What lies below the watermark goes to detection, deadlines included. */
  private release(): void {
    this.order.drain((instant, records) => {
      for (const record of records) this.released(record);
      advance(this.plan, this.state, instant, records, this.out);
    });
    advanceTo(this.plan, this.state, this.order.time, this.out);
  }

  private released(record: LogRecord): void {
    const source = this.sources.get(record.source)!;
    source.accounting.released++;
    if (record.template === null) source.untemplated++;
    source.facts.take(record.values);
    this.first ??= record.time;
    this.last = record.time;
  }

  private readonly out = (raw: RawDetection): void => {
    if (raw.fate !== "raised") return;
    this.detections++;
    const detection = toDetection(raw, (record) => describe(record, this.templates));
    this.options.emit({ kind: "detection", detection });
  };

  private finish(cancelled: boolean): void {
    this.finished = true;
    this.options.emit({ kind: "summary", summary: this.summary(cancelled) });
  }

  private summary(cancelled: boolean): Summary {
    const records = createAccounting();
    const sources: [string, SourceSummary][] = [];
    for (const [name, { accounting, facts, files, untemplated }] of this.sources) {
      add(records, accounting);
      const lateness = this.order.largestLateness(name);
      sources.push([name, { records: accounting, files, untemplated, lateness, fields: facts.result() }]);
    }
    // Only a cancelled replay leaves records waiting; they went nowhere, so they are not counted as having come in.
    records.in -= this.order.waiting;
    const rules = statistics(this.plan, this.state).map(
      ({ rule, raised, suppressed, keyless }): [string, RuleSummary] => [
        rule,
        { detections: raised, suppressed, keyless },
      ],
    );
    const { bytes, first, last } = this;
    return {
      records,
      rules: Object.fromEntries(rules),
      sources: Object.fromEntries(sources),
      files: this.feeds.length,
      bytes,
      first,
      last,
      cancelled,
    };
  }
}
