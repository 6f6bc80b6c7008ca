/** `grove normalize`: unified records, file by file, or the raw lines that they restore to. */
import path from "node:path";
import type { RawLine } from "../engine/intake/lines.ts";
import type { LogRecord } from "../engine/item.ts";
import { recordToJson } from "../engine/normalize/json.ts";
import { Normalizer, type FileNormalizer } from "../engine/normalize/normalize.ts";
import { restore, restoreText, templatesOf, type Templates } from "../engine/normalize/restore.ts";
import { readChunks } from "../host/chunks.ts";
import { matchFiles } from "../host/files.ts";
import { describe } from "../host/folder.ts";
import { load, sayDiagnostics, sayNotes } from "./load.ts";
import { readOptions, relativeFile, UsageError } from "./options.ts";
import { Sizes } from "./size.ts";
import { Clock, number, placed, plural, printable, printJson, show } from "./print.ts";

export async function runNormalize(args: readonly string[]): Promise<number> {
  const options = readOptions("normalize", args, ["file", "restore", "size"]);
  if (!options) return 0;
  const { root, values } = options;
  if (values.json && values.restore) throw new UsageError("`--json` and `--restore` are two answers; ask for one");
  if (values.size && values.restore) throw new UsageError("`--size` and `--restore` are two answers; ask for one");
  const only = relativeFile(root, values.file);
  const workspace = load(root);
  sayDiagnostics(workspace, "errors");
  const { files, notes } = matchFiles(root, workspace.program, workspace.listing, only);
  sayNotes(workspace, notes);
  if (files.length === 0)
    throw new UsageError("no source's `files` pattern matches a file, so there is nothing to normalize");

  const templates = templatesOf(workspace.program.sources);
  const sizes = values.size ? new Sizes(workspace.program, templates) : null;
  const write = writerOf(values, templates, sizes, workspace.program.zone);
  const normalizer = new Normalizer(workspace.program);
  const counts = { record: 0, unparsed: 0, filtered: 0 };
  let unread = 0;
  const before = new Map<string, FileNormalizer>();
  for (const file of files) {
    const lines = normalizer.file(file.path, file.sources, before.get(file.after ?? ""));
    before.set(file.path, lines);
    let arrived = -Infinity;
    const take = (line: RawLine): void => {
      const result = lines.normalize(line);
      counts[result.kind]++;
      if (result.kind === "record") {
        // As in a replay: line k arrives at max(a(k-1), t(k)).
        arrived = Math.max(arrived, result.record.time);
        result.record.arrive(arrived);
        write(result.record);
      }
      if (result.kind === "unparsed") {
        process.stderr.write(
          `${placed({ file: file.path, line: result.line })}:1: unparsed: ${printable(result.reason)}\n`,
        );
      }
    };
    const broken = (fault: string): void => {
      unread++;
      process.stderr.write(`${printable(file.path)}:1:1: error: it ${fault}\n`);
    };
    try {
      const splitter = lines.splitter();
      for await (const chunk of readChunks(path.join(root, file.path), broken)) splitter.push(chunk).forEach(take);
      splitter.end().forEach(take);
    } catch (error) {
      if (!isSystemError(error)) throw error;
      broken(`was not read to its end: ${describe(error)}`);
    }
  }
  sizes?.print(values.json === true);
  const rest = `${number(counts.unparsed)} unparsed, ${number(counts.filtered)} filtered`;
  process.stderr.write(`${plural(counts.record, "record")}, ${rest}, of ${plural(files.length, "file")}\n`);
  return workspace.errors > 0 || unread > 0 ? 2 : 0;
}

function writerOf(
  values: { readonly json?: boolean; readonly restore?: boolean },
  templates: Templates,
  sizes: Sizes | null,
  zone: string,
): (record: LogRecord) => void {
  if (sizes !== null) return (record) => sizes.add(record);
  if (values.restore) return writeRestored(templates);
  return values.json ? writeJson : writeText(templates, new Clock(zone));
}

function isSystemError(error: unknown): boolean {
  return error instanceof Error && "syscall" in error;
}

function writeRestored(templates: Templates) {
  return (record: LogRecord): void => void process.stdout.write(restore(record, templates));
}

function writeJson(record: LogRecord): void {
  printJson(recordToJson(record));
}

/** For a person: place, time, the fields that have a value. */
function writeText(templates: Templates, clock: Clock) {
  const shown = ["device", "process", "user", "ip", "domain", "threat", "template"] as const;
  return (record: LogRecord): void => {
    const fields = shown.flatMap((field) => {
      const value = record.values[record.schema.slot(field)] ?? null;
      return value === null ? [] : [`${field}=${show(value)}`];
    });
    const message = restoreText(record, templates).slice(record.header.join("").length);
    const line = `${record.file}:${record.line}  ${clock.date(record.time)}  ${fields.join(" ")}  ${message}`;
    process.stdout.write(`${printable(line)}\n`);
  };
}
