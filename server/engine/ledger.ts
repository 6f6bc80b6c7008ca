/**
 * The account of every source: where its lines went, and what its records were like. Invariant: a line is counted where
 * it ends, once; nothing is kept of a record but counts.
 */
import type { Program } from "../model/program.ts";
import { createAccounting } from "./accounting.ts";
import type { Accounting, SourceSummary } from "./events.ts";
import { SourceFacts } from "./facts.ts";
import type { LogRecord, Schema } from "./item.ts";
import type { Order } from "./order/order.ts";

interface Account {
  readonly accounting: Accounting;
  readonly facts: SourceFacts;
  /** Late records are listed, not only counted. */
  readonly lists: boolean;
  readonly files: number;
  openFiles: number;
  untemplated: number;
}

export class Ledger {
  private readonly accounts: ReadonlyMap<string, Account>;

  /** `files`: how many each source has; `schemas`: parallel to the sources. */
  constructor(program: Pick<Program, "sources">, schemas: readonly Schema[], files: (source: string) => number) {
    this.accounts = new Map(
      program.sources.map(({ name, late }, index) => {
        const own = files(name);
        const facts = new SourceFacts(schemas[index]!);
        const lists = late === "side";
        return [name, { accounting: createAccounting(), facts, lists, files: own, openFiles: own, untemplated: 0 }];
      }),
    );
  }

  /** Sources that no file belongs to. */
  without(): readonly string[] {
    return [...this.accounts].filter(([, { files }]) => files === 0).map(([name]) => name);
  }

  /** A file of this source is read to its end; true if it was the last one. */
  close(source: string): boolean {
    return --this.accounts.get(source)!.openFiles === 0;
  }

  listsLate(source: string): boolean {
    return this.accounts.get(source)!.lists;
  }

  /** A line came in and went this way; `way` null: it waits. */
  came(source: string, way: Exclude<keyof Accounting, "in"> | null): void {
    const { accounting } = this.accounts.get(source)!;
    accounting.in++;
    if (way !== null) accounting[way]++;
  }

  /** One that waited is a copy of another. */
  copied({ source }: LogRecord): void {
    this.accounts.get(source)!.accounting.duplicate++;
  }

  /** One that waited goes to detection. */
  released(record: LogRecord): void {
    const account = this.accounts.get(record.source)!;
    account.accounting.released++;
    if (record.template === null) account.untemplated++;
    account.facts.take(record);
  }

  summaries(order: Order): readonly (readonly [source: string, summary: SourceSummary])[] {
    return [...this.accounts].map(([name, { accounting, files, untemplated, facts }]) => {
      const latenesses = order.lateness(name);
      const silence = order.silence(name);
      const fields = facts.result();
      return [name, { records: accounting, files, untemplated, lateness: latenesses.all, latenesses, silence, fields }];
    });
  }
}
