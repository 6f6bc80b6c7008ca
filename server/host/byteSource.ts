/** Where a log's bytes come from, however they are stored. */
export interface ByteSource {
  /** Once it has ended: what the file's name needs behind it to be a sentence on why not all was read; null: it was. */
  readonly fault: string | null;
  /** Null: the end. Throws, or rejects with, what the operating system says. */
  read(): Uint8Array | null | Promise<Uint8Array | null>;
  close(): void;
}
