/** Reads a workspace folder's rules and checks them: what every command starts with. */
import { TextDocument } from "vscode-languageserver-textdocument";
import { check, type Diagnostic, type DiagnosticSeverity } from "../checks/index.ts";
import { listFolder, readRules, type Listing } from "../host/folder.ts";
import { readNamedFiles } from "../host/listFiles.ts";
import type { Note } from "../host/notes.ts";
import { intakeNow, sampleNow } from "../host/sample.ts";
import { isOpenFormat } from "../model/formats.ts";
import { groupBy } from "../model/group.ts";
import type { Location, Program } from "../model/program.ts";
import { Model } from "../model/workspace.ts";
import { UsageError } from "./options.ts";
import { placed, plural, printable } from "./print.ts";

export interface Workspace {
  readonly root: string;
  readonly listing: Listing;
  readonly program: Program;
  readonly diagnostics: readonly Diagnostic[];
  readonly errors: number;
  /** `file:line:column`, 1-based, of the beginning of a location. */
  place(location: Location): string;
  /** 1-based line and column of an offset in a rule file. */
  position(document: string, offset: number): { line: number; column: number };
  readonly files: readonly string[];
}

/** Throws UsageError where there is no rule file to work with. `readsLogs`: checks tell what the beginning of the logs tells, too. */
export function load(root: string, readsLogs = false): Workspace {
  const listing = listFolder(root);
  const { rules, left } = readRules(root, listing);
  for (const { path, reason } of left)
    process.stderr.write(`${printable(path)}:1:1: error: this rule file was not read: ${reason}\n`);
  for (const { path, reason } of listing.left.filter((each) => each.path.endsWith(".grove")))
    process.stderr.write(`${printable(path)}:1:1: warning: this rule file was not read: ${reason}\n`);
  if (rules.length === 0) {
    throw new UsageError(
      `there is no rule file (*.grove) in ${root}; \`grove learn LOG > rules.grove\` drafts one from a log of that folder, or give another folder`,
    );
  }
  const model = new Model();
  const texts = new Map<string, TextDocument>();
  const marked = new Set(rules.filter(({ text }) => text.startsWith("\uFEFF")).map(({ path }) => path));
  for (const { path, text } of rules) {
    model.set(path, text);
    texts.set(path, TextDocument.create(path, "mangrove", 1, text));
  }
  model.files = readNamedFiles(root, model.named);
  if (readsLogs) model.facts = intakeNow(root, model.analysis().program);
  // What the records of an open format hold, only they tell.
  else if (model.analysis().program.sources.some(({ format }) => isOpenFormat(format)))
    model.facts = sampleNow(root, model.analysis().program);
  const analysis = model.analysis();
  const diagnostics = [...check(analysis)].sort(
    (a, b) => (a.document < b.document ? -1 : a.document > b.document ? 1 : 0) || a.start - b.start || a.end - b.end,
  );
  const position = (document: string, offset: number) => {
    const at = texts.get(document)?.positionAt(offset) ?? { line: 0, character: 0 };
    // No editor counts a byte order mark.
    const hidden = at.line === 0 && at.character > 0 && marked.has(document) ? 1 : 0;
    return { line: at.line + 1, column: at.character + 1 - hidden };
  };
  return {
    root,
    listing,
    program: analysis.program,
    diagnostics,
    errors: countOf(diagnostics, "error") + left.length,
    position,
    place: ({ document, start }) => {
      const { line, column } = position(document, start);
      return `${placed({ file: document, line })}:${column}`;
    },
    files: rules.map((rule) => rule.path),
  };
}

/** Of all there are, those that are not shown too. */
export function countOf(diagnostics: readonly Diagnostic[], severity: DiagnosticSeverity): number {
  const all = diagnostics.flatMap((each) => [each.severity, ...(each.more ?? [])]);
  return all.filter((each) => each === severity).length;
}

/** Findings that are asked for, as `grove check` does, are output; elsewhere they say what is left out, beside it. */
export function sayDiagnostics(workspace: Workspace, which: "all" | "errors"): void {
  const out = which === "all" ? process.stdout : process.stderr;
  const shown = workspace.diagnostics.filter(({ severity }) => which === "all" || severity === "error");
  const consequences = groupBy(shown.filter(isConsequence), ({ message }) => message);
  for (const each of shown) {
    const alike = isConsequence(each) ? consequences.get(each.message)! : [each];
    if (alike[0] !== each) continue;
    const others = alike.length === 1 ? "" : ` So in ${plural(alike.length - 1, "more place")}.`;
    const message = each.message.replaceAll(/\s*\n\s*/g, " ");
    out.write(`${workspace.place(each)}: ${each.severity}[${each.code}]: ${printable(message)}${others}\n`);
  }
}

/** Of one mistake there may be a hundred; said once for each cause, they do not hide it. */
const isConsequence = ({ code }: Diagnostic): boolean => code === "broken-dependency";

export function sayNotes(workspace: Workspace, notes: readonly Note[]): void {
  for (const { severity, message, at } of notes) {
    process.stderr.write(`${at ? `${workspace.place(at)}: ` : ""}${severity}: ${printable(message)}\n`);
  }
}
