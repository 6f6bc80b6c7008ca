/**
 * A log's beginning to a source that reads it, and a first rule. Invariant: what is drafted has no error, whatever the log holds:
 * it was checked, and what does not pass is left out.
 */
import { format } from "../../grammar/print.ts";
import { check } from "../checks/index.ts";
import { RETURNS_ALONE } from "../model/facts.ts";
import { Model } from "../model/workspace.ts";
import { declarations } from "./aliases.ts";
import { mapOf } from "./map.ts";
import { ruleOf } from "./rule.ts";
import { look, type LogHead } from "./sight.ts";
import { messagesOf, sourceName, sourceText } from "./source.ts";
import type { DraftTemplate } from "./templates.ts";

export type { LogHead };

export type Draft =
  | {
      readonly ok: true;
      /** Of the source; free in the folder. */
      readonly name: string;
      /** Declarations, ready to stand in a rule file. */
      readonly source: string;
      readonly rule: string;
      /** Of the lines that were looked at: all, and those that become records. */
      readonly lines: number;
      readonly records: number;
      /** The most frequent reason why others do not; null: there are none. */
      readonly reason: string | null;
    }
  | { readonly ok: false; readonly message: string };

/** What the folder has already. */
export interface Present {
  /** Names of its namespace. */
  readonly names: ReadonlySet<string>;
  /** That are declared. */
  readonly fields: ReadonlySet<string>;
  /** Of sources whose patterns the log fits. */
  readonly readers: readonly string[];
}

const ADVICE =
  "Choose a log with a time in its lines; if this is one, write the source by hand: the page of formats has an example of each.";

export function draft(log: LogHead, { names, fields, readers }: Present): Draft {
  const sight = look(log);
  if (typeof sight === "string") {
    const advice = sight === RETURNS_ALONE ? "" : ` ${ADVICE}`;
    return { ok: false, message: `${log.path} gives no source: ${sight}.${advice}` };
  }
  const name = sourceName(log.path, names);
  const { templates: all, mixed } = messagesOf(sight);
  const bare = sourceText(name, log, sight, all, {
    entries: [],
    reads: all.flatMap(({ captured }) => [...captured.keys()]),
  });
  const left = faulty(bare, all);
  const templates = renumbered(all.filter((_, index) => !left.has(index)));
  const map = mapOf(templates, mixed, sight);
  const rule = ruleOf(name, sight, templates);
  const reads = [...map.reads, ...rule.reads];
  const declared = declarations(sight, reads, fields);
  const own = sourceText(name, log, sight, templates, { ...map, reads });
  const source = declared.length === 0 ? own : `${declared.join("\n")}\n\n${own}`;
  const { lines, records, reasons } = sight;
  return {
    ...{ ok: true, name, source: `${heading(readers)}${format(source).trimEnd()}`, rule: format(rule.text).trimEnd() },
    ...{ lines, records: records.length, reason: reasons[0] ?? null },
  };
}

/** Two sources of one log: the second by name would wait for lines that never come. */
function heading(readers: readonly string[]): string {
  if (readers.length === 0) return "";
  const [verb, names] = [readers.length === 1 ? "reads" : "read", readers.join(" and ")];
  return `// ${names} ${verb} this log already, and a line belongs to the first source by name that accepts it: keep one.\n`;
}

const renumbered = (templates: readonly DraftTemplate[]): readonly DraftTemplate[] =>
  templates.map((template, index) => ({ ...template, code: index + 1 }));

/** Indexes of the templates that do not pass, or that another one makes useless. */
function faulty(text: string, templates: readonly DraftTemplate[]): ReadonlySet<number> {
  const model = new Model();
  model.set(DOCUMENT, text);
  const findings = check(model.analysis()).filter(
    ({ severity, code }) => severity === "error" || code === "shadowed-template" || code === "duplicate-template",
  );
  const lines = text.split("\n");
  const starts = lines.map((_, index) => lines.slice(0, index).reduce((sum, line) => sum + line.length + 1, 0));
  const first = lines.findIndex((line) => line.startsWith("  template "));
  return new Set(
    findings.flatMap(({ start }) => {
      const at = starts.findLastIndex((offset) => offset <= start) - first;
      return at >= 0 && at < templates.length ? [at] : [];
    }),
  );
}

const DOCUMENT = "draft.grove";
