/**
 * The files of a replay, from bytes to arrivals in one order. Invariant: neither the sizes of chunks nor when they come
 * changes what comes out; a file is through once it has no more bytes and all that arrived of it was taken.
 */
import type { Micros, Program } from "../model/program.ts";
import type { Disturbance } from "./events.ts";
import type { RawLine } from "./intake/lines.ts";
import type { LogSplitter } from "./intake/log.ts";
import type { FileNormalizer, Normalizer } from "./normalize/normalize.ts";
import { FileArrivals, type Arrival } from "./order/arrival.ts";
import { Disturbed } from "./order/disturbed.ts";
import { Merge, type Merged } from "./order/merge.ts";

export interface ReplayFile {
  /** Workspace-relative, `/` as separator. */
  readonly path: string;
  /** Names of the sources whose `files` match it, in name order; at least one. */
  readonly sources: readonly string[];
  /** In bytes, for the progress only. */
  readonly size: number;
  /** Path of the file in front of it that it continues, of the same sources: rotation began it. Absent: none. */
  readonly after?: string;
}

export type OnLines = (path: string, lines: readonly RawLine[]) => void;

/** A file while it is read. */
interface Feed {
  readonly file: ReplayFile;
  readonly splitter: LogSplitter;
  readonly normalizer: FileNormalizer;
  readonly arrivals: FileArrivals;
  /** Arrivals that the merge has of it. */
  waiting: number;
  ended: boolean;
}

export class Feeds {
  private readonly feeds: readonly Feed[];
  private readonly merge: Merge;
  /** Null: records arrive as they would. */
  private readonly disturbed: Disturbed | null;
  private readonly read: OnLines;

  /** `read` hears of all lines. */
  constructor(
    files: readonly ReplayFile[],
    { sources }: Pick<Program, "sources">,
    normalizer: Normalizer,
    disturb: Disturbance | undefined,
    read: OnLines,
  ) {
    this.read = read;
    const ahead = new Map(sources.map((source): [string, Micros] => [source.name, source.ahead]));
    const feeds = new Map<string, Feed>();
    for (const file of files) {
      const before = file.after === undefined ? undefined : feeds.get(file.after);
      const lines = normalizer.file(file.path, file.sources, before?.normalizer);
      const arrivals = new FileArrivals((source) => ahead.get(source)!, before?.arrivals);
      const splitter = lines.splitter();
      feeds.set(file.path, { file, splitter, normalizer: lines, arrivals, waiting: 0, ended: false });
    }
    this.feeds = [...feeds.values()];
    this.merge = mergeOf(files);
    this.disturbed = disturb === undefined ? null : new Disturbed(this.merge, disturb);
  }

  get length(): number {
    return this.feeds.length;
  }

  /** Records that were disturbed so much that they never came. */
  get dropped(): number {
    return this.disturbed?.dropped ?? 0;
  }

  file(index: number): ReplayFile {
    return this.feeds[index]!.file;
  }

  /** The next bytes of a file. They are not kept: the array may be reused. */
  push(file: number, bytes: Uint8Array): void {
    this.arrive(file, this.feeds[file]!.splitter.push(bytes));
  }

  /** A file has no more bytes. True: it is through. */
  end(file: number): boolean {
    const feed = this.feeds[file]!;
    const out = this.arrive(file, feed.splitter.end());
    feed.arrivals.end(out);
    this.hand(file, out);
    feed.ended = true;
    this.merge.end(file);
    return feed.waiting === 0;
  }

  /** What comes next in the order of arrival; what it says of a file is to be `taken`. */
  next(): Merged {
    return (this.disturbed ?? this.merge).next();
  }

  /** `next` was dealt with. True: its file is through. */
  taken({ kind, file }: Extract<Merged, { file: number }>): boolean {
    const feed = this.feeds[file]!;
    feed.waiting += kind === "copied" ? 1 : -1;
    return feed.waiting === 0 && feed.ended;
  }

  private arrive(file: number, lines: readonly RawLine[]): Arrival[] {
    const { normalizer, arrivals } = this.feeds[file]!;
    const out: Arrival[] = [];
    this.read(this.feeds[file]!.file.path, lines);
    for (const line of lines) arrivals.push(normalizer.normalize(line), line, out);
    this.hand(file, out);
    return out;
  }

  /** Empties `out` into the merge. */
  private hand(file: number, out: Arrival[]): void {
    this.feeds[file]!.waiting += out.length;
    this.merge.push(file, out);
    out.length = 0;
  }
}

function mergeOf(files: readonly ReplayFile[]): Merge {
  const paths = files.map(({ path }) => path);
  const after = files.flatMap((file, index): [number, number][] => {
    const before = file.after === undefined ? -1 : paths.indexOf(file.after);
    return before < 0 || before > index ? [] : [[index, before]];
  });
  return new Merge(paths, new Map(after));
}
