/**
 * What the sample logs hold: the input that lets completion, hover and checks speak of real fields and real values.
 * Invariant: facts never change what a program means; without them everything still works, only blinder.
 */
import type { Micros, Type } from "./program.ts";

export interface FieldFacts {
  /** How many records had a value. */
  readonly present: number;
  /** The most frequent values with their counts, most frequent first. */
  readonly values: readonly (readonly [value: string, count: number])[];
  /** Of the values; absent: they are of several types, or the source's format has its fields' types fixed. */
  readonly type?: Type;
}

export interface SourceFacts {
  /** Records that were looked at. */
  readonly records: number;
  readonly fields: Readonly<Record<string, FieldFacts>>;
  /** The logs name more fields than were looked at, so that any other may be there; absent: none that was seen. */
  readonly more?: true;
  /** How the records came in the last replay; absent: there was none. */
  readonly arrival?: ArrivalFacts;
  /** What became of the lines in the last replay of the whole folder, or in the logs' beginnings; absent: none was read. */
  readonly intake?: IntakeFacts;
}

export interface IntakeFacts {
  /** The beginnings of the logs were read, and nothing was replayed; absent: it was a replay. */
  readonly beginnings?: true;
  readonly files: number;
  readonly lines: number;
  readonly unparsed: number;
  /** The commonest reason of those, as it reads for one of them; null: none was looked at. */
  readonly common: {
    readonly reason: string;
    readonly file: string;
    readonly line: number;
    readonly text: string;
  } | null;
  /** That rules saw, and those of them that fit no template. */
  readonly records: number;
  readonly untemplated: number;
}

/** The reason of a log that is one line since another character ends its lines. It says what to do: no advice is added. */
export const RETURNS_ALONE =
  "the whole file is one line: its lines end with CR alone, and a line ends with LF or CR LF; have the file written so, or convert it, as `tr '\\r' '\\n'` does";

export interface ArrivalFacts {
  /** Records that were late. */
  readonly late: number;
  /** The lateness with which none would have been. */
  readonly needed: Micros;
  /** As it is written: what would have kept all, and what 99.9%. */
  readonly keepsAll: string;
  readonly keepsMost: string;
}

/** By source name. */
export type SampleFacts = Readonly<Record<string, SourceFacts>>;

/** Why a file that a rule file names cannot be used. `large`: it has more lines, or bytes, than are read. */
export type FileFault = "missing" | "outside" | "directory" | "unreadable" | "large";

/** A file with one entry per line; blank lines and those that begin with `#` are none. */
export type ListFile =
  | { readonly kind: "read"; readonly entries: readonly { readonly line: number; readonly text: string }[] }
  | { readonly kind: FileFault };

/** A CSV file: the names in its first line, and below each the cells, as many as there are names; absent: not looked at. */
export type TableFile =
  | { readonly kind: "read"; readonly columns: readonly string[]; readonly rows?: readonly (readonly string[])[] }
  | { readonly kind: FileFault };

/** The files that lists and tables name, by the path that is written. What is not there was not looked at. */
export interface FolderFiles {
  readonly lists: Readonly<Record<string, ListFile>>;
  readonly tables: Readonly<Record<string, TableFile>>;
}

/** A table that users' names look up: what every object inherits, `constructor` say, is not in it. */
export function bare<T>(table: Readonly<Record<string, T>>): Readonly<Record<string, T>> {
  return Object.assign(Object.create(null) as Record<string, T>, table);
}

export const NO_FILES: FolderFiles = { lists: bare({}), tables: bare({}) };
