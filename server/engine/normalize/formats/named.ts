/**
 * What formats share whose lines name their texts: rows of a table, `key=value`, CEF, LEEF. Invariant: a text that is
 * written as a number is that number exactly if writing the number gives the text again; else it stays a text.
 */
import type { Value } from "../../../model/program.ts";
import type { FieldReader, Format, FormatReader, Reading } from "../format.ts";

export interface NamedReading extends Reading {
  /** Undefined: the line has none. */
  text(name: string): string | undefined;
  keys(): Iterable<string>;
}

/** By a common name, the format's own names for it; the first that has a value counts. */
export type Aliases = Readonly<Record<string, readonly string[]>>;

export interface NamedFormat {
  readonly key: string;
  open(): FormatReader<NamedReading>;
  readonly aliases?: Aliases;
  /** What stands behind `date` and `time` in `timestamp`, for lines that have these apart. */
  readonly zone?: string;
}

export function namedFormat({ key, open, aliases = {}, zone = "" }: NamedFormat): Format<NamedReading> {
  const dated = ({ text }: Pick<NamedReading, "text">): string | undefined => {
    const [date, time] = [text("date"), text("time")];
    return date === undefined || time === undefined ? undefined : `${date} ${time}${zone}`;
  };
  return {
    key,
    open,
    field: (name): FieldReader<NamedReading> => {
      const names = [name, ...(Object.hasOwn(aliases, name) ? aliases[name]! : [])];
      const first = (reading: NamedReading): Value => {
        for (const each of names) {
          const text = reading.text(each);
          if (text !== undefined && text !== "") return valueOf(text);
        }
        return null;
      };
      return { of: name === "timestamp" ? (reading) => first(reading) ?? dated(reading) ?? null : first };
    },
    names: (reading) => {
      const names = new Set<string>();
      for (const name of reading.keys()) if (reading.text(name)) names.add(name);
      for (const [name, own] of Object.entries(aliases)) if (own.some((each) => reading.text(each))) names.add(name);
      if (dated(reading) !== undefined) names.add("timestamp");
      return names;
    },
  };
}

const NUMBER = /^-?(?:0|[1-9]\d{0,15})(?:\.\d{1,15})?$/;

export function valueOf(text: string): Value {
  const first = text.charCodeAt(0);
  if ((first > 57 || first < 45) && text !== "") return text;
  if (text.length > 20 || !NUMBER.test(text)) return text;
  const value = Number(text);
  return String(value) === text ? value : text;
}

/** Of a line whose names are its own. */
export function pairsReading(parts: Omit<Reading, "message">, message: string, pairs: ReadonlyMap<string, string>) {
  return { ...parts, message, text: (name: string) => pairs.get(name), keys: () => pairs.keys() };
}

/** Names to places, of a table: the first of two equal names counts, and columns without one are called by number. */
export class Columns {
  readonly names: readonly string[];
  private readonly places: ReadonlyMap<string, number>;

  constructor(written: readonly string[]) {
    this.names = written.map((name, index) => name.trim() || `column${index + 1}`);
    const last = this.names.map((name, index): [string, number] => [name, index]).reverse();
    this.places = new Map(last);
  }

  /** Or why the cells are no row of this table. */
  reading(message: string, cells: readonly string[]): NamedReading | string {
    if (cells.length !== this.names.length)
      return `a row of ${plural(cells.length)} in a table of ${plural(this.names.length)}: which is which cannot be told`;
    const { names, places } = this;
    const text = (name: string): string | undefined => cells[places.get(name) ?? -1];
    return { header: NO_HEADER, message, timestamp: null, text, keys: () => names };
  }

  /** What is wrong with the names, whose later columns nobody could read; null: nothing. */
  get fault(): string | null {
    const second = this.names.findIndex((name, index) => this.places.get(name) !== index);
    if (second < 0) return null;
    const name = this.names[second]!;
    return (
      `columns ${this.places.get(name)! + 1} and ${second + 1} are both called ${JSON.stringify(name)}, and only the first of them ` +
      "is read: give the columns names in the source's `format`"
    );
  }

  /** The names once more, as where files were put together. */
  isHeader(cells: readonly string[]): boolean {
    return cells.length === this.names.length && cells.every((cell, index) => cell.trim() === this.names[index]);
  }
}

const plural = (count: number): string => (count === 1 ? "1 column" : `${count} columns`);

export const NO_HEADER: readonly string[] = [];
