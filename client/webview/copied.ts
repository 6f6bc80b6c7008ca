/** What Ctrl+C takes along: the selected row of the tab in sight, its columns apart by tabs; with Shift as Markdown for a ticket. */
import type { PlaybookRun, Row, RunRow } from "../panel/messages.ts";
import type { Clock } from "./clock.ts";
import type { Data } from "./data.ts";
import { printable, took } from "./format.ts";
import { asMarkdown, asText } from "./markdown.ts";
import {
  chosenKey,
  decimal,
  digitsOf,
  keyText,
  placeText,
  rankedRows,
  shownRanking,
  standingText,
} from "./rankWords.ts";
import { lineKey } from "./rejected.ts";
import { chosenRun, outcomeText, parallelText, triggerKey, triggerName } from "./runWords.ts";
import type { Ui } from "./view.ts";

/** Null: no row of the tab is selected. */
export function copied(data: Data, ui: Ui, row: Row | undefined, clock: Clock, markdown: boolean): string | null {
  switch (ui.tab) {
    case "detections": {
      if (row === undefined) return null;
      return markdown && data.detection?.id === row.id ? asMarkdown(data.detection, clock) : asText(row, clock);
    }
    case "ranking":
      return rankedText(data, ui, markdown);
    case "runs": {
      const run = chosenRun(data, ui);
      if (run === undefined) return null;
      return markdown && data.run?.id === run.id ? runMarkdown(data.run) : runText(run, clock);
    }
    case "rejected":
      return rejectedText(data, ui);
    case "explain":
      return null;
  }
}

function rankedText(data: Data, ui: Ui, markdown: boolean): string | null {
  const tree = shownRanking(data, ui);
  const chosen = tree && chosenKey(rankedRows(tree, ui), ui.ranked);
  if (!tree || !chosen?.leaf) return null;
  const { node, leaf } = chosen;
  const key = keyText(leaf);
  if (markdown) return `**${key}**, ${placeText(tree, chosen)}\n\n${standingText(tree, leaf)}\n`;
  return [node.rank, key, ...node.counts, decimal(leaf.value, digitsOf([leaf.value]))].join("\t");
}

const runText = (run: RunRow, clock: Clock): string =>
  [
    run.result,
    clock.dated(run.raised),
    run.playbook,
    triggerName(run),
    triggerKey(run),
    took(run.ended - run.started),
  ].join("\t");

function runMarkdown(run: PlaybookRun): string {
  const head = `**${run.playbook}** on ${triggerName(run)} ${triggerKey(run)}: ${run.result}. ${parallelText(run)}.`;
  const steps = run.steps.map(
    (step) => `- ${step.label === null ? "" : `${step.label}: `}${step.title}: ${outcomeText(step)}`,
  );
  return [head, "", ...steps, ""].join("\n");
}

function rejectedText({ rejected }: Data, { rejectedRow }: Ui): string | null {
  const index = rejected.findIndex((_, at) => lineKey(at) === rejectedRow);
  const line = rejected[index];
  return line === undefined ? null : [`${line.file}:${line.line}`, line.reason, printable(line.text)].join("\t");
}
