/** A record as evidence shows it. Invariant: plain data; the text is the line's own. */
import type { Micros } from "../model/program.ts";

export interface EvidenceRecord {
  readonly source: string;
  readonly file: string;
  readonly line: number;
  readonly time: Micros;
  /** The line, restored from the record, without its line end. */
  readonly text: string;
  /** Where in `text` the message begins, and where the template's captures stand. */
  readonly message: number;
  readonly captures: readonly { readonly field: string; readonly start: number; readonly end: number }[];
}
