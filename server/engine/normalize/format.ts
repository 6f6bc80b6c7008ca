/**
 * What a line format is to the normalizer. Invariant: what a reader makes of a line, its header's parts and its message
 * put together, is the line; so every record restores its line, whatever the format.
 */
import type { Value } from "../../model/program.ts";
import type { Timestamp } from "./timestamp.ts";

/** A line as its format splits it. */
export interface Reading {
  /** What stands in front of the message. */
  readonly header: readonly string[];
  /** What templates are matched with. */
  readonly message: string;
  /** Of formats that know the place of the time: it was read on the way. Valid until the next line. */
  readonly timestamp: Timestamp | null;
}

/** How one field is read off a line. Written as a method, so that a format may ask for its own kind of reading. */
export interface FieldReader<R extends Reading = Reading> {
  of(reading: R): Value;
  /** Whether lines of a layout never have the field; absent: they may. */
  lacks?(layout: object): boolean;
}

/** A method for the same reason. */
export interface FieldFinder<R extends Reading = Reading> {
  in(reading: R): readonly number[];
}

export interface Format<R extends Reading = Reading> {
  /** Equal for formats that read lines in the same way: sources of one file share what was read. */
  readonly key: string;
  /** For one file, whose lines are given in their order. */
  open(): FormatReader<R>;
  /** Null: lines of this format never have the field. */
  field(name: string): FieldReader<R> | null;
  /** Lines of the same layout lack the same fields, which so need not be looked for. Null, or absent: nothing is known. */
  layout?(reading: R): object | null;
  /**
   * Of formats whose lines have few of many fields: finds, without asking for each, which of these fields a line may have,
   * by their numbers, each once. Absent: each must be asked for.
   */
  among?(names: readonly string[]): FieldFinder<R>;
  /** The fields that a line names itself. */
  names(reading: R): Iterable<string>;
  /**
   * Of formats whose records may have several lines: whether this one begins a record, given the one in front of it in
   * the file. The lines of one record are joined with their ends. Absent: every line is a record.
   */
  readonly begins?: (line: string, before: string | null) => boolean;
  /** A line may hold several messages of a stream, each behind the count of its octets. */
  readonly framed?: true;
}

export interface FormatReader<R extends Reading = Reading> {
  /** Or the reason why the line is none of this format. Null: it is no record, such as a row of column names. */
  read(text: string): R | string | null;
}
