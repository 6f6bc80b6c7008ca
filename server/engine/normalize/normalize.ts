/**
 * A line of a file to what becomes of it. Invariant: every line becomes exactly one thing, a record, an unparsed line
 * with its reason or a filtered one; the first source, in name order, whose format reads the line and whose `only` holds
 * owns it.
 */
import type { Program } from "../../model/program.ts";
import { LONGEST, type RawLine } from "../intake/lines.ts";
import { LogSplitter } from "../intake/log.ts";
import { termEnvironment } from "../terms/environment.ts";
import type { NormalizedRecord } from "./record.ts";
import { sourceSchemas } from "./schema.ts";
import { SourceNormalizer } from "./source.ts";
import type { FormatReader, Reading } from "./format.ts";
import type { YearMemory } from "./time.ts";

/** `source`: the first of the file's sources, or the one whose line it would be. */
export type Normalized =
  | { readonly kind: "record"; readonly record: NormalizedRecord }
  | { readonly kind: "unparsed"; readonly line: number; readonly source: string; readonly reason: string }
  | { readonly kind: "filtered"; readonly line: number; readonly source: string };

/** All sources of a program. */
export class Normalizer {
  private readonly sources: ReadonlyMap<string, SourceNormalizer>;

  constructor(program: Program, schemas = sourceSchemas(program)) {
    const environment = termEnvironment(program);
    this.sources = new Map(
      program.sources.map((source, index) => [source.name, new SourceNormalizer(source, schemas[index]!, environment)]),
    );
  }

  /**
   * For one file, whose lines must be given in their order. `sources`: names in name order; at least one. `before`: the
   * file that this one continues, all of whose lines are given first.
   */
  file(path: string, sources: readonly string[], before: FileNormalizer | null = null): FileNormalizer {
    return new FileNormalizer(
      path,
      sources.map((name) => this.sources.get(name)!),
      before,
    );
  }
}

export class FileNormalizer {
  private readonly path: string;
  private readonly sources: readonly SourceNormalizer[];
  private readonly years: YearMemory;
  /** Sources that read lines in the same way share one; each sees every line of the file once, in their order. */
  private readonly readers: readonly FormatReader[];
  /** Of the line at hand, by reader. */
  private readonly readings: (Reading | string | null)[] = [];
  /** By source: the index of its reader. */
  private readonly readerOf: readonly number[];

  constructor(path: string, sources: readonly SourceNormalizer[], before: FileNormalizer | null) {
    this.path = path;
    this.years = before?.years ?? { last: null, instant: null };
    this.sources = sources;
    const formats = new Map(sources.map(({ format }) => [format.key, format]));
    const keys = [...formats.keys()];
    this.readers = [...formats.values()].map((format) => format.open());
    this.readerOf = sources.map(({ format }) => keys.indexOf(format.key));
  }

  /** Of a new file's bytes. What begins a record is said by the first of its sources whose records have several lines. */
  splitter(): LogSplitter {
    const several = this.sources.find(({ format }) => format.begins !== undefined);
    const framed = this.sources.some(({ format }) => format.framed);
    return new LogSplitter(several?.format.begins ?? null, framed);
  }

  normalize(line: RawLine): Normalized {
    const first = this.sources[0]!.definition.name;
    if (line.fault !== undefined) return { kind: "unparsed", line: line.number, source: first, reason: line.fault };
    if (line.text === null) {
      const long = `line of ${line.size} bytes: lines longer than ${LONGEST} bytes are not read`;
      const reason = line.refusal ?? long;
      return { kind: "unparsed", line: line.number, source: first, reason };
    }
    const { text } = line;
    const { readings, sources } = this;
    // All of them: some remember lines, such as a row of column names.
    for (let index = 0; index < this.readers.length; index++) readings[index] = this.readers[index]!.read(text);
    let unread: string | null = null;
    let understood = false;
    for (let index = 0; index < sources.length; index++) {
      const source = sources[index]!;
      const reading = readings[this.readerOf[index]!]!;
      if (typeof reading === "string") unread ??= reading;
      if (typeof reading !== "string") understood = true;
      if (reading === null || typeof reading === "string") continue;
      const taken = source.take(reading, line, this.path, this.years);
      if (taken === null) continue;
      if (typeof taken !== "string") return { kind: "record", record: taken };
      return { kind: "unparsed", line: line.number, source: source.definition.name, reason: taken };
    }
    // A file's only line that is read over, such as names of columns, has no record either.
    const unmade = readings.every((reading) => reading === null || typeof reading === "string");
    const reason = unmade ? (line.refusal ?? (understood ? null : unread)) : null;
    if (reason !== null) return { kind: "unparsed", line: line.number, source: first, reason };
    return { kind: "filtered", line: line.number, source: first };
  }
}
