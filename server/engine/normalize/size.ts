/**
 * How small records are when what they have in common is written once. Invariant: every byte that restoring needs is
 * counted: the common parts, which one a record has, how long each value is, and the values.
 *
 * A record is written as the number of its common part and its values, each behind its length; numbers take a byte per seven
 * bits. What a template matched has the template as its common part; other lines have what is left when the values are
 * taken out. A common part that only one line has saves nothing: such a line is counted as it is, behind its length.
 */
import type { SourceDefinition } from "../../model/program.ts";
import type { LogRecord } from "../item.ts";
import { restoreText, type Templates } from "./restore.ts";
import { Pieces, splitterOf, splitWords, type Split } from "./skeleton.ts";

export interface SourceSize {
  readonly source: string;
  readonly records: number;
  /** Bytes of their lines, line ends included. */
  readonly raw: number;
  /** Bytes of the records in code, common parts included. */
  readonly coded: number;
  /** Of `coded`: bytes of the common parts. */
  readonly common: number;
  /** How many different ones lines share. */
  readonly skeletons: number;
}

interface Skeleton {
  /** Bytes of the common part, written once. */
  readonly size: number;
  records: number;
  /** Of its records. */
  raw: number;
  values: number;
}

/** Common parts of one source that are told apart; lines of others are counted as they are. */
const MOST = 100_000;

export class SourceSizer {
  private readonly name: string;
  private readonly split: Split;
  private readonly templates: Templates;
  private readonly skeletons = new Map<string, Skeleton>();
  private readonly rest = { records: 0, coded: 0, raw: 0 };

  constructor(definition: Pick<SourceDefinition, "name" | "format" | "options">, templates: Templates) {
    this.name = definition.name;
    this.split = splitterOf(definition);
    this.templates = templates;
  }

  add(record: LogRecord): void {
    const bytesOf = record.latin1 ? (text: string) => text.length : utf8Length;
    const pieces = this.pieces(record);
    const common = pieces.filter((_, index) => index % 2 === 0);
    const key = JSON.stringify([record.template, record.ending, record.latin1, common]);
    const raw = bytesOf(restoreText(record, this.templates)) + record.ending.length;
    let skeleton = this.skeletons.get(key);
    if (skeleton === undefined && this.skeletons.size === MOST) {
      this.rest.records++;
      this.rest.raw += raw;
      this.rest.coded += raw + 1 + numberLength(raw);
      return;
    }
    // One byte says line end and encoding.
    skeleton ??= { size: sum(common.map((text) => withLength(bytesOf(text)))) + 1, records: 0, raw: 0, values: 0 };
    this.skeletons.set(key, skeleton);
    skeleton.records++;
    skeleton.raw += raw;
    skeleton.values += sum(pieces.map((text, index) => (index % 2 === 0 ? 0 : withLength(bytesOf(text)))));
  }

  result(): SourceSize {
    const all = [...this.skeletons.values()];
    // The commonest have the shortest numbers.
    const shared = all.filter(({ records }) => records > 1).sort((a, b) => b.records - a.records);
    const single = all.filter(({ records }) => records === 1);
    const common = sum(shared.map(({ size }) => size));
    const numbers = sum(shared.map(({ records }, index) => records * numberLength(index + 1)));
    const values = sum(shared.map((skeleton) => skeleton.values));
    const alone = sum(single.map(({ raw }) => raw + 1 + numberLength(raw)));
    return {
      source: this.name,
      records: this.rest.records + sum(all.map(({ records }) => records)),
      raw: this.rest.raw + sum(all.map(({ raw }) => raw)),
      coded: this.rest.coded + common + numbers + values + alone,
      common,
      skeletons: shared.length,
    };
  }

  /** Common parts and values in turn, of the whole line. */
  private pieces(record: LogRecord): readonly string[] {
    const pieces = new Pieces();
    const parts = record.template === null ? null : this.templates.get(record.source)?.get(record.template)?.parts;
    if (!parts) {
      this.split(restoreText(record, this.templates), pieces);
      return pieces.list;
    }
    splitWords(record.header.join(""), pieces);
    let feature = 0;
    for (const part of parts) {
      if (part.kind === "capture") pieces.value(record.features[feature++]!);
      else pieces.common(part.text);
    }
    for (const behind of record.features.slice(feature)) if (behind !== "") pieces.value(behind);
    return pieces.list;
  }
}

const encoder = new TextEncoder();
const utf8Length = (text: string): number => encoder.encode(text).length;
const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);
const withLength = (bytes: number): number => bytes + numberLength(bytes);

/** Seven bits in each byte. */
function numberLength(value: number): number {
  let length = 1;
  for (let rest = value; rest >= 128; rest = Math.floor(rest / 128)) length++;
  return length;
}
