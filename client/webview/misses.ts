/** Near misses: the best 20, each with its window to scale; unfolded, with its records, its deadline and what would make it fire. */
import type { TemplateResult } from "lit";
import { html, nothing } from "lit";
import type { Fix, NearMiss, NearRecord, RuleExplanation } from "../panel/messages.ts";
import { labelWidth } from "./evidence.ts";
import type { Explained } from "./explained.ts";
import { isLine } from "./explained.ts";
import { count, printable } from "./format.ts";
import { icon, stepDots } from "./icons.ts";
import { key } from "./key.ts";
import { nameIn, nameOf, windowOf } from "./ladderWords.ts";
import { markUp } from "./marks.ts";
import { missWindow } from "./missWindow.ts";
import { prose } from "./prose.ts";
import { stack, type StackRow } from "./stack.ts";
import { shortNames } from "./tree.ts";
import type { View } from "./view.ts";

export function misses(view: View, { explanation, brief }: Explained): TemplateResult {
  if (explanation === null) return html`<section class="misses" aria-label="Near misses"></section>`;
  const { missed, when, nearMisses } = explanation;
  const shown = nearMisses.flatMap((miss, index) => (isWanted(view, explanation, miss) ? [{ miss, index }] : []));
  const window = windowOf(when);
  const best = missed > nearMisses.length ? `best ${count(nearMisses.length)} of ${count(missed)}` : count(missed);
  const { missedAfter } = view.ui;
  const names = shown.flatMap(({ miss }) => miss.records.map((record) => nameIn(explanation.ladder, record)));
  return html`<section
    class="misses ${view.dated ? "dated" : ""}"
    aria-label="Near misses"
    .style=${`--near: ${labelWidth(names)}px`}
  >
    <div class="heads">
      <span class="title"><b>Near misses</b> ${missed === 0 ? nothing : best}</span>
      ${
        missedAfter === null
          ? nothing
          : html`<button class="link" @click=${() => view.set({ missedAfter: null })}>Show all</button>`
      }
      <span>${shown.length === 0 ? "" : window === null ? "" : `${window}, then the deadline`}</span>
    </div>
    <div class="scrolled">
      ${shown.length === 0 ? html`<p class="foot dim">${whyNone(view, explanation, brief.detections)}</p>` : list(view, explanation, shown)}
    </div>
  </section>`;
}

function isWanted({ ui }: View, { rule }: RuleExplanation, miss: NearMiss): boolean {
  if (ui.missedAfter !== null && miss.reached !== ui.missedAfter) return false;
  const words = isLine(ui.finding) ? "" : ui.finding.trim().toLowerCase();
  if (words === "" || rule.toLowerCase().includes(words)) return true;
  return [miss.text, ...miss.key.map(([, value]) => String(value))].some((text) => text.toLowerCase().includes(words));
}

function whyNone({ ui }: View, { missed, ladder }: RuleExplanation, detections: number): string {
  if (missed > 0) return ui.missedAfter === null ? "None has this text." : "None of the best stopped there.";
  if (ladder[0]?.records === 0)
    return "None: no record fits the first step. Ask about a line by its file:line to see why.";
  return detections > 0 ? "None: what began also fired." : "None that got beyond the first step.";
}

function list(view: View, explanation: RuleExplanation, shown: readonly { miss: NearMiss; index: number }[]) {
  const { ui, set, post } = view;
  const files = shown.flatMap(({ miss }) => miss.records.map(({ record }) => record.file));
  const names = shortNames(new Set(files));
  const isOpen = (index: number): boolean => ui.openMisses.has(index);
  const rows = shown.flatMap(({ miss, index }) => [
    head(explanation, miss, index, isOpen(index)),
    ...(isOpen(index) ? inside(view, explanation, miss, index, names) : []),
  ]);
  const fold = (key: string, open: boolean): void => {
    const openMisses = new Set(ui.openMisses);
    if (open) openMisses.add(Number(key));
    else openMisses.delete(Number(key));
    set({ openMisses, miss: key });
  };
  const open = (at: string): void => {
    const [index, part] = at.split("-");
    const miss = explanation.nearMisses[Number(index)]!;
    if (part === undefined) fold(at, !isOpen(Number(index)));
    else if (part === "fix") post({ type: "tryFix", rule: explanation.rule, fix: miss.fix! });
    else {
      const near = miss.records[Number(part)];
      if (near) post({ type: "openEvidence", file: near.record.file, line: near.record.line });
    }
  };
  return stack({
    kind: "tree",
    id: "misses",
    label: "Near misses",
    rows,
    selected: ui.miss,
    pick: (miss) => set({ miss }),
    open,
    fold,
  });
}

function head({ ladder }: RuleExplanation, miss: NearMiss, index: number, open: boolean): StackRow {
  const step = ladder[miss.step];
  const label = step === undefined ? "" : nameOf(step);
  const named = label !== "" && miss.text.startsWith(label);
  const rest = printable(named ? miss.text.slice(label.length) : miss.text);
  return {
    key: `${index}`,
    look: "miss",
    level: 0,
    open,
    content: html`${stepDots(miss)}
      <span class="words" title=${printable(miss.text)}
        ><span>${named ? html`<b>${label}</b>` : nothing}${rest}</span
        ><span class="below">${key(miss.key)}${miss.key.length > 0 ? ", " : ""}${how(miss)}</span></span
      >
      ${missWindow(miss)}`,
  };
}

/** What would make it fire; else what was missing, as it is written in the rule. */
function how({ fix, because, missing, records }: NearMiss): TemplateResult {
  if (fix !== null) return html`fires with <code>${fix.text.trim()}</code>`;
  if (because !== undefined) return html`${printable(because)}`;
  if (missing.kind === "excluded") return html`<code>${printable(missing.term)}</code> is false`;
  if (missing.kind === "keyless") return html`it has no <code>${missing.field}</code>`;
  if (missing.kind === "ended") return html`<code>${missing.by}</code>`;
  const had = records.filter(({ role }) => role === "part").length;
  return html`${count(had)} ${had === 1 ? "record" : "records"} came`;
}

function inside(
  view: View,
  { ladder }: RuleExplanation,
  miss: NearMiss,
  index: number,
  names: ReadonlyMap<string, string>,
): readonly StackRow[] {
  const time = (at: number): string => (view.dated ? view.clock.dated(at) : view.clock.time(at));
  const line = (near: NearRecord, at: number) => {
    const { record, role } = near;
    const name = nameIn(ladder, near);
    return {
      time: record.time,
      row: {
        key: `${index}-${at}`,
        level: 1,
        look: "near line",
        content: html`<span class="cut ${role === "part" ? "" : "strong"}" title=${name}>${name}</span>
          <span class="dim cut">${time(record.time)}</span>
          <span class="text" title=${printable(record.text)}>${markUp(record, { key: miss.key, emit: [] })}</span>
          <span class="place" title="${record.file}:${record.line}"
            ><span class="cut">${names.get(record.file)}</span><span>:${record.line}</span></span
          >`,
      },
    };
  };
  const end = {
    time: miss.deadline,
    row: {
      key: `${index}-deadline`,
      level: 1,
      look: "near",
      content: html`<span></span><span class="dim cut">${time(miss.deadline)}</span><span class="dim">deadline</span
        ><span></span>`,
    },
  };
  const lines = miss.records.map(line);
  const all = miss.deadline > miss.first ? [...lines, end] : lines;
  return [...all.sort((a, b) => a.time - b.time).map(({ row }) => row), ...fixRow(miss.fix, index)];
}

const fixRow = (fix: Fix | null, index: number): readonly StackRow[] =>
  fix === null
    ? []
    : [
        {
          key: `${index}-fix`,
          level: 1,
          look: "near fix",
          content: html`<span></span
            ><span class="link">${icon("play", 14)} Try ${prose(`\`${fix.text.trim()}\``)}</span>
            <span class="dim cut">writes it into the rule and replays that</span>`,
        },
      ];
