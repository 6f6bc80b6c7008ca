/** `grove learn`: a source and a first rule for a log, drafted from its beginning. */
import path from "node:path";
import { draft, type Present } from "../draft/draft.ts";
import { readersOf } from "../host/files.ts";
import { describe, listFolder, readRules } from "../host/folder.ts";
import { logHead, type LogHead } from "../host/logHead.ts";
import { Model } from "../model/workspace.ts";
import { readFolder, readWords, relativeFile, UsageError } from "./options.ts";
import { number, plural, printable, printJson } from "./print.ts";

export function runLearn(args: readonly string[]): number {
  const words = readWords("learn", args);
  if (!words) return 0;
  const [log, ...folder] = words.positionals;
  if (log === undefined) throw new UsageError("learn needs a log file: grove learn logs/auth.log");
  const root = readFolder("learn", folder);
  const file = relativeFile(root, log)!;
  const drafted = draft(headOf(root, file), presentIn(root, file));
  if (!drafted.ok) throw new UsageError(drafted.message);
  const { name, source, rule, lines, records, reason } = drafted;
  if (words.values.json) printJson({ kind: "draft", name, source, rule, lines, records, reason });
  else process.stdout.write(`${source}\n\n${rule}\n`);
  const others = records === lines ? "" : `; of others the most frequent reason: ${printable(reason ?? "")}`;
  process.stderr.write(`${number(records)} of the first ${plural(lines, "line")} are records${others}\n`);
  return 0;
}

function headOf(root: string, file: string): LogHead {
  try {
    return logHead(root, file);
  } catch (error) {
    throw new UsageError(`${path.join(root, file)} cannot be read: ${describe(error)}`);
  }
}

/** What is declared already, so that the draft can stand beside it. */
function presentIn(root: string, log: string): Present {
  const model = new Model();
  for (const { path: file, text } of readRules(root, listFolder(root)).rules) model.set(file, text);
  const { names, program } = model.analysis();
  return {
    names: new Set(names.byName.keys()),
    fields: new Set(names.fields.keys()),
    readers: readersOf(program, log),
  };
}
