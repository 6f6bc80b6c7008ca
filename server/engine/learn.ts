/**
 * `learn "glob"`: older logs that fill the windows of a rule before the first record of the replay comes. Invariant: they
 * pass detection as if they had been replayed, in the order of their places and for this rule alone, and nothing that it
 * finds there is raised, suppresses, waits for a deadline or reaches another rule.
 */
import type { Micros, Program, Use } from "../model/program.ts";
import { advance } from "./detect/advance.ts";
import { applyLeaf } from "./detect/leaf.ts";
import type { Plan } from "./detect/plan.ts";
import { createState, type DetectState } from "./detect/state.ts";
import type { Watch } from "./detect/watch.ts";
import type { RawLine } from "./intake/lines.ts";
import type { LogSplitter } from "./intake/log.ts";
import type { OnLines } from "./feeds.ts";
import { comparePlaces, type LogRecord } from "./item.ts";
import { usesOf } from "./narrow.ts";
import type { FileNormalizer, Normalizer } from "./normalize/normalize.ts";
import { FileArrivals, type Arrival } from "./order/arrival.ts";

export interface LearnFile {
  readonly path: string;
  /** Those that the rules reach, in name order; at least one. */
  readonly sources: readonly string[];
  readonly rules: readonly string[];
  readonly size: number;
}

/** The sources whose records a rule looks at itself, in name order: those of rules below it are not its own. */
export function sourcesOf(program: Program, rule: string): readonly string[] {
  const found = new Set<string>();
  const visited = new Set<string>();
  const follow = ({ kind, name }: Use): void => {
    if (kind === "source") found.add(name);
    if (kind !== "event" || visited.has(name)) return;
    visited.add(name);
    program.events.find((event) => event.name === name)?.members.forEach(follow);
  };
  const definition = program.rules.find(({ name }) => name === rule);
  if (definition !== undefined) usesOf(definition.when).forEach(follow);
  return program.sources.map(({ name }) => name).filter((name) => found.has(name));
}

interface Feed {
  readonly file: LearnFile;
  readonly splitter: LogSplitter;
  readonly normalizer: FileNormalizer;
  readonly arrivals: FileArrivals;
}

interface Student {
  /** Only this rule reads anything in it. */
  readonly plan: Plan;
  readonly rule: number;
  records: LogRecord[];
  newest: Micros;
}

export interface Learned {
  readonly learned: number;
  /** Records that were no older than the first one of the replay. */
  readonly unlearned: number;
}

/** So many records of one rule are kept before those that no window reaches back to are let go. */
const MOST_KEPT = 100_000;

export class Learning {
  private readonly feeds: readonly Feed[];
  private readonly students: ReadonlyMap<string, Student>;
  private readonly counts = new Map<string, { learned: number; unlearned: number }>();
  private readonly read: OnLines;
  private next = 0;
  private filled = false;

  /** `read` hears of all lines. */
  constructor(plan: Plan, program: Program, normalizer: Normalizer, files: readonly LearnFile[], read: OnLines) {
    this.read = read;
    const ahead = new Map(program.sources.map((source) => [source.name, source.ahead]));
    this.feeds = files.map((file) => {
      const lines = normalizer.file(file.path, file.sources);
      const arrivals = new FileArrivals((source) => ahead.get(source)!);
      return { file, splitter: lines.splitter(), normalizer: lines, arrivals };
    });
    const wanted = new Set(files.flatMap(({ rules }) => rules));
    const learning = plan.rules.filter(({ definition }) => wanted.has(definition.name));
    this.students = new Map(learning.map(({ index, definition }) => [definition.name, studentOf(plan, index)]));
  }

  /** Index of the file whose next bytes are needed; null: all were read. */
  wants(): number | null {
    return this.next < this.feeds.length ? this.next : null;
  }

  push(file: number, bytes: Uint8Array): void {
    const feed = this.feeds[file]!;
    this.take(feed, feed.splitter.push(bytes), false);
  }

  end(file: number): void {
    const feed = this.feeds[file]!;
    this.take(feed, feed.splitter.end(), true);
    this.next++;
  }

  /** Fills the windows with what is older than the first instant of the replay, once; true: now. */
  fill(state: DetectState, first: Micros, watch: Watch | null = null): boolean {
    if (this.filled) return false;
    this.filled = true;
    for (const [name, { plan, rule, records }] of this.students) {
      const older = records.sort(comparePlaces).filter(({ time }) => time < first);
      const own = createState(plan);
      for (const record of older) {
        own.now = Math.max(own.now, record.arrived);
        advance(plan, own, record.time, [record], () => undefined, watch);
        own.waits.length = 0;
      }
      const learned = own.rules[rule]!;
      for (const partition of learned.partitions.values()) partition.last = null;
      // All that it remembers, and nothing of what it counted.
      const { counts, slots } = state.rules[rule]!;
      Object.assign(state.rules[rule]!, { ...learned, counts, slots });
      state.items = Math.max(state.items, own.items);
      const count = this.countOf(name);
      count.learned += older.length;
      count.unlearned += records.length - older.length;
    }
    return true;
  }

  of(rule: string): Learned {
    return this.counts.get(rule) ?? NOTHING_LEARNED;
  }

  private take({ file, normalizer, arrivals }: Feed, lines: readonly RawLine[], ended: boolean): void {
    const out: Arrival[] = [];
    this.read(file.path, lines);
    for (const line of lines) arrivals.push(normalizer.normalize(line), line, out);
    if (ended) arrivals.end(out);
    for (const arrival of out) {
      if (arrival.kind !== "record") continue;
      arrival.record.arrive(arrival.at);
      for (const rule of file.rules) this.keep(rule, arrival.record);
    }
  }

  private keep(name: string, record: LogRecord): void {
    const student = this.students.get(name);
    if (student === undefined || !reads(student.plan, record)) return;
    student.records.push(record);
    student.newest = Math.max(student.newest, record.time);
    if (student.records.length % MOST_KEPT !== 0) return;
    const oldest = student.newest - student.plan.rules[student.rule]!.memory;
    const kept = student.records.filter(({ time }) => time >= oldest);
    this.countOf(name).learned += student.records.length - kept.length;
    student.records = kept;
  }

  private countOf(rule: string): { learned: number; unlearned: number } {
    let count = this.counts.get(rule);
    if (count === undefined) this.counts.set(rule, (count = { learned: 0, unlearned: 0 }));
    return count;
  }
}

export const NOTHING_LEARNED: Learned = { learned: 0, unlearned: 0 };

function studentOf(plan: Plan, rule: number): Student {
  const readers = plan.readers.map((all) => all.filter((reader) => reader.rule === rule));
  return { plan: { ...plan, readers }, rule, records: [], newest: -Infinity };
}

const reads = ({ routes, readers }: Plan, record: LogRecord): boolean =>
  routes[record.schema.index]!.candidates(record).some(
    (leaf) => readers[leaf.index]!.length > 0 && applyLeaf(leaf, record) !== null,
  );
