/** `grove normalize --size`: bytes of the raw lines beside bytes of the records in code, by source. */
import type { LogRecord } from "../engine/item.ts";
import { SourceSizer, type SourceSize } from "../engine/normalize/size.ts";
import type { Templates } from "../engine/normalize/restore.ts";
import type { Program } from "../model/program.ts";
import { number, plural, printJson } from "./print.ts";

export class Sizes {
  private readonly sizers: ReadonlyMap<string, SourceSizer>;

  constructor(program: Program, templates: Templates) {
    this.sizers = new Map(program.sources.map((source) => [source.name, new SourceSizer(source, templates)]));
  }

  add(record: LogRecord): void {
    this.sizers.get(record.source)!.add(record);
  }

  print(json: boolean): void {
    const sources = [...this.sizers.values()].map((sizer) => sizer.result()).filter(({ records }) => records > 0);
    const add = (of: (size: SourceSize) => number): number => sources.reduce((sum, size) => sum + of(size), 0);
    const total: SourceSize = {
      source: "total",
      records: add(({ records }) => records),
      raw: add(({ raw }) => raw),
      coded: add(({ coded }) => coded),
      common: add(({ common }) => common),
      skeletons: add(({ skeletons }) => skeletons),
    };
    if (json) {
      for (const size of sources) printJson({ kind: "size", ...size });
      const { source: _, ...sums } = total;
      return printJson({ kind: "total", ...sums });
    }
    const rows = [...sources, total];
    const width = Math.max(...rows.map(({ source }) => source.length));
    for (const { source, records, raw, coded, common, skeletons } of rows) {
      const share = raw === 0 ? "" : ` (${((coded / raw) * 100).toFixed(1)}%)`;
      const shared = `${plural(skeletons, "common part")} of ${number(common)} bytes`;
      const line = `${number(raw)} bytes raw, ${number(coded)} in code${share}, with ${shared}`;
      process.stdout.write(`${source.padEnd(width)}  ${plural(records, "record")}: ${line}\n`);
    }
  }
}
