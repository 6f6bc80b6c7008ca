/**
 * What is said of a line that somebody asked for and of which no record came. Invariant: told by what was read, so that a
 * file or a line that is not there is said not to be there.
 */
import type { RecordExplanation } from "./explanation.ts";

/** Lines as a file was split into them; one with line ends in it is a record of several. */
interface ReadLine {
  readonly number: number;
  readonly text: string | null;
}

/** Files that a sentence names. */
const MOST_NAMED = 5;

export class AskedLine {
  private readonly file: string;
  private readonly line: number;
  private readonly files: readonly string[];
  private rejection: string | null = null;
  /** Where the record begins that holds the line. */
  private begin = 0;
  private last = 0;

  /** `files`: all that are read. */
  constructor({ file, line }: { readonly file: string; readonly line: number }, files: readonly string[]) {
    this.file = file;
    this.line = line;
    this.files = files;
  }

  is(file: string, line: number): boolean {
    return this.line === line && this.file === file;
  }

  read(file: string, lines: readonly ReadLine[]): void {
    if (file !== this.file) return;
    for (const { number, text } of lines) {
      this.last = number + (text === null ? 0 : text.split("\n").length - 1);
      if (number <= this.line && this.line <= this.last) this.begin = number;
    }
  }

  /** It took no part in detection. */
  rejected(kind: string, reason: string): void {
    this.rejection = `Takes no part, it is ${kind}: ${reason}`;
  }

  answer(): RecordExplanation {
    const { file, line, begin, last, files } = this;
    if (this.rejection !== null) return saying(this.rejection);
    if (!files.includes(file)) return { ...saying(this.otherFile()), absent: true };
    if (line > last || line < 1)
      return { ...saying(`${file} has ${last} lines, so there is no line ${line}.`), absent: true };
    if (begin !== line)
      return saying(`Line ${line} belongs to the record that begins in line ${begin}: ask for ${file}:${begin}.`);
    return saying(
      "Takes no part: no source makes a record of it. Its `only` turns it away, or its format reads over it, as over a heading.",
    );
  }

  private otherFile(): string {
    const { file, files } = this;
    const like = files.filter((each) => each.endsWith(`/${file}`));
    const named = (like.length > 0 ? like : files).slice(0, MOST_NAMED).join(", ");
    const more = like.length === 0 && files.length > MOST_NAMED ? ` and ${files.length - MOST_NAMED} more` : "";
    return `No source reads ${file}. ${like.length > 0 ? "Did you mean" : "Logs are"} ${named}${more}${like.length > 0 ? "?" : ""}`;
  }
}

/** Of a line that is no record, or of none at all. */
const saying = (verdict: string): RecordExplanation => ({ record: null, key: [], verdict, leaves: [], waiting: [] });
