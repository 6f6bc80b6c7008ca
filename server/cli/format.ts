/**
 * `grove fmt`: rule files in the house style. Invariant: a file is replaced as a whole or not at all, and only if its
 * bytes change.
 */
import { TextDocument } from "vscode-languageserver-textdocument";
import { parse } from "../../grammar/parse.ts";
import { MOST_CHARACTERS } from "../../grammar/limits.ts";
import { format } from "../../grammar/print.ts";
import { readWords, UsageError } from "./options.ts";
import { placed, plural, printable, printJson } from "./print.ts";
import { readRuleText, replaceFile, ruleFiles, type Left } from "./ruleFiles.ts";

export function runFormat(args: readonly string[]): number {
  const words = readWords("fmt", args, ["check"]);
  if (!words) return 0;
  const { check = false, json = false } = words.values;
  const { files, left } = ruleFiles(words.positionals);
  if (files.length + left.length === 0) {
    throw new UsageError(
      `there is no rule file (*.grove) in ${words.positionals.join(", ") || "this folder"}, so nothing was formatted`,
    );
  }
  for (const each of left) sayLeft(each);
  let changed = 0;
  let faults = left.length;
  for (const file of files) {
    const outcome = formatFile(file, check);
    if ("reason" in outcome) {
      faults++;
      sayLeft(outcome);
      continue;
    }
    if (outcome.changed) changed++;
    if (sayErrors(file, outcome.text)) faults++;
    if (json) printJson({ kind: "format", file, changed: outcome.changed });
    else if (outcome.changed) process.stdout.write(`${check ? "would change" : "formatted"}: ${printable(file)}\n`);
  }
  if (json) printJson({ kind: "summary", files: files.length, changed });
  else
    process.stdout.write(
      `${plural(files.length, "rule file")}, ${changed || "none"} ${check ? "to format" : "formatted"}\n`,
    );
  if (check && changed > 0) return 1;
  return faults > 0 ? 2 : 0;
}

/** The text as it is afterwards, or would be. */
function formatFile(file: string, check: boolean): Left | { readonly text: string; readonly changed: boolean } {
  const before = readRuleText(file);
  if (typeof before !== "string") return before;
  if (before.length > MOST_CHARACTERS)
    return {
      file,
      reason: `it has more than ${MOST_CHARACTERS} characters; split it, all files of a folder share their names`,
    };
  const text = format(before);
  const changed = text !== before;
  return (changed && !check ? replaceFile(file, text) : undefined) ?? { text, changed };
}

/** True if there were any. */
function sayErrors(file: string, text: string): boolean {
  const { errors } = parse(text);
  if (errors.length === 0) return false;
  const document = TextDocument.create(file, "mangrove", 1, text);
  for (const { start, code, message } of errors) {
    const { line, character } = document.positionAt(start);
    process.stderr.write(
      `${placed({ file, line: line + 1 })}:${character + 1}: error[${code}]: ${printable(message)} The declaration is left as it is.\n`,
    );
  }
  return true;
}

function sayLeft({ file, reason }: Left): void {
  process.stderr.write(`${printable(file)}:1:1: error: this rule file was not formatted: ${reason}\n`);
}
