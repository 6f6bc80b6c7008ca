/**
 * What the pointer gets over a note: the nearest misses with their lines, and what to do. Invariant: whatever comes from logs
 * and rules is text; the only links are our own commands.
 */
import * as vscode from "vscode";
import type { NearMiss } from "../../server/protocol.ts";
import { escape, link, seen } from "../markdown.ts";
import type { LiveRule } from "../texts.ts";
import type { LineNote } from "./words.ts";
import { counted } from "./words.ts";

const COMMANDS = ["mangrove.openEvidence", "mangrove.explain", "mangrove.tryFix"];

export function noteHover(folder: string, { brief }: LiveRule, note: LineNote): vscode.MarkdownString {
  const text = new vscode.MarkdownString();
  text.isTrusted = { enabledCommands: COMMANDS };
  const step = note.step === null ? undefined : brief.ladder[note.step];
  const misses = brief.nearest.filter((miss) => note.stops || miss.step === note.step);
  if (step) {
    text.appendMarkdown(`**${escape(step.label ?? step.step)}** `);
    text.appendMarkdown(
      escape(
        note.stops
          ? `matched ${counted(step.records, "record")}, none where a match waited for it.`
          : `matched ${counted(step.records, "record")}: ${note.said}.`,
      ),
    );
    text.appendMarkdown("\n\n");
  }
  for (const miss of misses) text.appendMarkdown(`${line(folder, miss)}  \n`);
  const links = [link(`Explain ${brief.rule}`, "mangrove.explain", [folder, brief.rule])];
  const fix = misses.find((miss) => miss.fix !== null)?.fix;
  if (fix) links.push(link(`Try ${fix.text.trim()}`, "mangrove.tryFix", [folder, brief.rule, fix]));
  text.appendMarkdown(`\n\n${links.join(" | ")}`);
  return text;
}

function line(folder: string, { key, text, records }: NearMiss): string {
  const of = key.map(([, value]) => seen(String(value)).replaceAll("`", "'")).join(" ");
  const at = records.find(({ role }) => role !== "part") ?? records.at(-1);
  const place = at
    ? link(shown(at.record.file, at.record.line), "mangrove.openEvidence", [folder, at.record.file, at.record.line])
    : "";
  return [of === "" ? "" : `\`${of}\``, escape(text), place].filter((part) => part !== "").join(" &nbsp; ");
}

const shown = (file: string, number: number): string => `${file.slice(file.lastIndexOf("/") + 1)}:${number}`;
