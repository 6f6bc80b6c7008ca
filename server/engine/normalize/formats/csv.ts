/**
 * `csv` and `tsv`: a row in each line, under the names of the file's first row or of those that the source gives.
 * Invariant: every row has a cell for each name.
 *
 * The splitting of a line is done here and not by a library: those for CSV work on streams, and would read across a quote
 * that nobody closed into the next lines, where one bad line must stay one bad line.
 */
import type { FormatOption } from "../../../model/program.ts";
import type { Format } from "../format.ts";
import { Columns, namedFormat, type NamedReading } from "./named.ts";

const QUOTE = 34;

export const csvFormat = (options: readonly FormatOption[]): Format<NamedReading> => {
  const separator = options.find((option) => typeof option === "string") ?? ",";
  return tableFormat("csv", options, (text) => splitRow(text, separator));
};

/** Tabs stand between cells only, and a quote is a character like any other. */
export const tsvFormat = (options: readonly FormatOption[]): Format<NamedReading> =>
  tableFormat("tsv", options, (text) => text.split("\t"));

function tableFormat(
  name: string,
  options: readonly FormatOption[],
  split: (text: string) => readonly string[] | string,
): Format<NamedReading> {
  const given = options.find((option) => typeof option === "object");
  return namedFormat({
    key: JSON.stringify([name, options]),
    open: () => {
      let columns = given === undefined ? null : new Columns(given);
      const read = (text: string): NamedReading | string | null => {
        if (text.trim() === "") return "empty line";
        const cells = split(text.charCodeAt(0) === 0xfeff ? text.slice(1) : text);
        if (typeof cells === "string") return cells;
        // Zeek's logs: lines about the table begin with a number sign.
        const about = name === "tsv" && text.startsWith("#");
        if (about && cells[0] === "#fields") columns = new Columns(cells.slice(1));
        if (about) return null;
        if (columns === null) {
          columns = new Columns(cells);
          return columns.fault;
        }
        return columns.isHeader(cells) ? null : columns.reading(text, cells);
      };
      return { read };
    },
  });
}

/** As RFC 4180 has it: quotes around a cell, doubled in it. Or what is wrong. */
export function splitRow(text: string, separator: string): readonly string[] | string {
  const cells: string[] = [];
  let at = 0;
  for (;;) {
    if (text.charCodeAt(at) === QUOTE) {
      const end = closingQuote(text, at + 1);
      if (end < 0) return `the quote at column ${at + 1} is not closed in this line`;
      cells.push(text.slice(at + 1, end).replaceAll('""', '"'));
      if (end + 1 === text.length) return cells;
      if (text[end + 1] !== separator)
        return `no separator ${JSON.stringify(separator)} behind the quote at column ${end + 1}`;
      at = end + 2;
    } else {
      const end = text.indexOf(separator, at);
      cells.push(end < 0 ? text.slice(at) : text.slice(at, end));
      if (end < 0) return cells;
      at = end + 1;
    }
  }
}

function closingQuote(text: string, from: number): number {
  let at = text.indexOf('"', from);
  while (at >= 0 && text.charCodeAt(at + 1) === QUOTE) at = text.indexOf('"', at + 2);
  return at;
}
