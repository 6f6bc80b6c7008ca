/**
 * A record while it is being made. Invariant: one class with one layout for all sources; after its arrival nothing
 * changes it any more, and the rest of the engine sees it as `LogRecord`, which is read-only.
 */
import type { Micros, Value } from "../../model/program.ts";
import type { RawLine } from "../intake/lines.ts";
import type { LogRecord, Schema } from "../item.ts";
import type { Reading } from "./format.ts";
import { SLOT } from "./schema.ts";

/** What the record keeps of its line. */
export type RecordLine = Pick<RawLine, "number" | "offset" | "ending" | "latin1" | "wide">;

export class NormalizedRecord implements LogRecord {
  readonly schema: Schema;
  readonly values: Value[];
  time: Micros = 0;
  readonly source: string;
  readonly file: string;
  readonly position: number;
  readonly rank = null;
  readonly line: number;
  readonly offset: number;
  arrived: Micros = 0;
  template: number | null = null;
  features: readonly string[];
  readonly header: readonly string[];
  readonly ending: string;
  readonly latin1: boolean;
  readonly wide: "little" | "big" | undefined;
  filled: readonly number[];

  constructor(
    schema: Schema,
    values: Value[],
    { header, message }: Pick<Reading, "header" | "message">,
    file: string,
    line: RecordLine,
    filled: readonly number[],
  ) {
    this.schema = schema;
    this.values = values;
    this.source = schema.name;
    this.file = file;
    this.position = line.offset;
    this.line = line.number;
    this.offset = line.offset;
    // Copies are not made among the old objects: see `Line` in the splitter of lines.
    this.features = [message].slice();
    this.header = header.length === 0 ? header : header.slice();
    this.ending = line.ending;
    this.latin1 = line.latin1;
    this.wide = line.wide;
    this.filled = filled;
  }

  /** Gives it its record time. */
  happen(at: Micros): void {
    this.time = at;
    this.values[SLOT.time] = at;
  }

  /** Gives it its system time. */
  arrive(at: Micros): void {
    this.arrived = at;
    this.values[SLOT.arrived] = at;
    this.values[SLOT.lag] = at - this.time;
  }
}
