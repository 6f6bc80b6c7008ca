/**
 * Fixtures as one string: what a test is about, with its marks written under the text they are about.
 *
 *     //- rules/a.grove
 *     rule a { severity hihg }
 *                       ^^^^ error[unknown-name] did you mean
 *
 * `//- path` begins a file (without one, everything is `main.grove`), `$0` is the cursor, a line of carets marks the
 * nearest line of text above it. Headers, cursor and mark lines are not part of the text. Invariant: `annotate` of a
 * file with its own marks gives back the lines it was written with, cursor aside.
 */
import assert from "node:assert/strict";

/** A problem as a test writes it, and the shape any diagnostic can be brought to for `expectMarks`. */
export interface Mark {
  readonly start: number;
  readonly end: number;
  readonly severity: string;
  readonly code: string;
  readonly message?: string;
}

export interface FixtureFile {
  readonly path: string;
  readonly text: string;
  readonly marks: readonly Mark[];
  /** Offset of `$0`. */
  readonly cursor?: number;
}

export interface Fixture {
  readonly files: readonly FixtureFile[];
  /** The file that holds `$0`. */
  readonly cursor?: { readonly path: string; readonly offset: number };
}

const header = /^\/\/- (\S+)\s*$/;
const markLine = /^(\s*)(\^+) ([a-z]+)\[([\w./-]+)\](?: (.*))?$/;
const cursorSign = "$0";

/** Reads a fixture. Common indentation and an empty first line (template literals have both) are removed. */
export function fixture(source: string): Fixture {
  const files: FixtureFile[] = [];
  let path = "main.grove";
  let lines: string[] = [];
  const finish = (): void => {
    if (lines.length > 0 || files.length > 0) files.push(readFile(path, lines));
    lines = [];
  };
  for (const line of dedent(source)) {
    const next = header.exec(line)?.[1];
    if (next === undefined) {
      lines.push(line);
      continue;
    }
    if (lines.some((text) => text.trim() !== "")) finish();
    lines = [];
    path = next;
  }
  if (lines.length > 0 || files.length === 0) files.push(readFile(path, lines));
  const holder = files.find((file) => file.cursor !== undefined);
  return {
    files,
    ...(holder?.cursor === undefined ? {} : { cursor: { path: holder.path, offset: holder.cursor } }),
  };
}

/** A fixture of one file. */
export function fixtureFile(source: string): FixtureFile {
  const { files } = fixture(source);
  assert.equal(files.length, 1, "this fixture should have one file");
  return files[0]!;
}

/**
 * Asserts that exactly the marked problems were found. A mark with a message asks that the problem's message contains
 * it. A problem over several lines is marked on its first line; an empty one with a single caret.
 */
export function expectMarks(file: FixtureFile, found: readonly Mark[]): void {
  const actual = [...found].sort(byPlace).map((mark) => {
    const wanted = file.marks.find((other) => samePlace(file.text, mark, other));
    const agrees = wanted?.message !== undefined && mark.message?.includes(wanted.message) === true;
    return { ...mark, message: wanted === undefined ? mark.message : agrees ? wanted.message : shown(wanted, mark) };
  });
  assert.equal(annotate(file.text, actual), annotate(file.text, file.marks));
}

/** The text with a line of carets under every mark. */
export function annotate(text: string, marks: readonly Mark[]): string {
  const out: string[] = [];
  let start = 0;
  for (const line of text.split("\n")) {
    const last = start + line.length;
    out.push(line);
    for (const mark of [...marks].sort(byPlace)) {
      if (mark.start < start || mark.start > last) continue;
      const carets = "^".repeat(Math.max(1, Math.min(mark.end, last) - mark.start));
      const message = mark.message === undefined ? "" : ` ${mark.message}`;
      out.push(`${" ".repeat(mark.start - start)}${carets} ${mark.severity}[${mark.code}]${message}`);
    }
    start = last + 1;
  }
  return out.join("\n");
}

function shown(wanted: Mark, actual: Mark): string | undefined {
  return wanted.message === undefined ? undefined : actual.message;
}

function samePlace(text: string, a: Mark, b: Mark): boolean {
  return a.code === b.code && a.start === b.start && firstLineEnd(text, a) === firstLineEnd(text, b);
}

function firstLineEnd(text: string, mark: Mark): number {
  const newline = text.indexOf("\n", mark.start);
  return Math.max(mark.start + 1, Math.min(mark.end, newline < 0 ? text.length : newline));
}

function byPlace(a: Mark, b: Mark): number {
  return a.start - b.start || a.end - b.end || (a.code < b.code ? -1 : a.code > b.code ? 1 : 0);
}

function readFile(path: string, lines: readonly string[]): FixtureFile {
  const kept: string[] = [];
  const marks: Mark[] = [];
  let cursor: number | undefined;
  let lineStart = 0;
  let nextStart = 0;
  let cursorColumn = Infinity;
  for (const line of lines) {
    const mark = markLine.exec(line);
    if (mark !== null && kept.length > 0) {
      const [, blank = "", carets = "", severity = "", code = "", message] = mark;
      // Carets were aligned with a line that still had its cursor sign.
      const shift = (column: number): number => (column > cursorColumn ? column - cursorSign.length : column);
      const start = lineStart + shift(blank.length);
      const end = lineStart + shift(blank.length + carets.length);
      marks.push({ start, end, severity, code, ...(message === undefined ? {} : { message }) });
      continue;
    }
    const column = line.indexOf(cursorSign);
    cursorColumn = column < 0 ? Infinity : column;
    lineStart = nextStart;
    if (column >= 0) cursor = lineStart + column;
    const text = column < 0 ? line : line.slice(0, column) + line.slice(column + cursorSign.length);
    kept.push(text);
    nextStart += text.length + 1;
  }
  return { path, text: kept.join("\n"), marks, ...(cursor === undefined ? {} : { cursor }) };
}

function dedent(source: string): string[] {
  const lines = source.split("\n");
  if (lines.length > 1 && lines[0]!.trim() === "") lines.shift();
  if (lines.length > 1 && /^[ \t]*$/.test(lines.at(-1)!)) lines[lines.length - 1] = "";
  const indents = lines.filter((line) => line.trim() !== "").map((line) => /^ */.exec(line)![0].length);
  const indent = indents.length === 0 ? 0 : Math.min(...indents);
  return lines.map((line) => line.slice(Math.min(indent, line.length)));
}
