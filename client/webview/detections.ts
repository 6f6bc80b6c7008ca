/** The list of detections under its timeline: one row each, sorted by the column whose head was clicked, in groups if asked for. */
import type { TemplateResult } from "lit";
import { html, nothing } from "lit";
import type { Column, Mark, Row, RunRow, Sort } from "../panel/messages.ts";
import type { Entries, Entry, GroupEntry } from "./arrange.ts";
import { isGroup, memo } from "./arrange.ts";
import { withTerm } from "./filter.ts";
import { count, fields } from "./format.ts";
import { keyText, termOf } from "./groups.ts";
import { icon, resultMark, severityBars } from "./icons.ts";
import { key, sameKey } from "./key.ts";
import type { ListRow } from "./list.ts";
import { overview } from "./overview.ts";
import { noMatch } from "./states.ts";
import type { View } from "./view.ts";

export function detections(view: View): TemplateResult {
  const { arranged, ui, dated, set } = view;
  const { entries, shown } = arranged;
  const head = (column: Column, label: string, look = ""): TemplateResult =>
    columnHead(ui.sort, column, label, look, set);
  const selected = selectedIn(entries, ui.groupRow, ui.selected);
  const runs = resultsOf(view.data.runs);
  const { risk, emit } = filled(view.data.rows);
  return html`<section
    class="detections ${dated ? "dated" : ""} ${view.data.compared ? "compared" : ""} ${risk ? "" : "riskless"} ${emit ? "" : "silent"}"
    aria-label="Detections"
  >
    ${overview(view)}
    <div class="heads">
      ${view.data.compared ? html`<span title=${KEPT}></span>` : nothing} ${head("severity", "")}
      ${head("time", "Time")} ${head("rule", "Rule")} ${head("key", "Key")}
      <span class="emitted">Emitted</span> ${head("risk", "Risk", "number risk")}<span></span>
    </div>
    ${
      shown.length === 0
        ? noMatch(view)
        : html`<mangrove-list
            id="detections"
            .kind=${ui.group === "none" ? "listbox" : "tree"}
            .label=${"Detections"}
            .count=${entries.length}
            .row=${(index: number) => drawn(view, entries.at(index)!, runs)}
            .selected=${selected}
            .offset=${ui.scroll}
            .onPick=${(index: number) => pick(view, entries.at(index)!)}
            .onClickRow=${(index: number, event: MouseEvent) => click(view, entries.at(index)!, event)}
            .onOpen=${(index: number, event: KeyboardEvent) => open(view, entries.at(index)!, event)}
            .peek=${true}
            .text=${(index: number) => said(entries.at(index)!)}
            .onFold=${(index: number, unfold: boolean) => fold(view, entries.at(index)!, unfold)}
            .onHover=${(index: number) => hover(view, entries.at(index))}
            .onScrolled=${(scroll: number) => set({ scroll })}
          ></mangrove-list>`
    }
  </section>`;
}

/** A column without a value takes room from those that have some. */
const filled = memo((rows: readonly Row[]) => ({
  risk: rows.some(({ risk }) => risk !== null),
  emit: rows.some(({ emit }) => emit.length > 0),
}));

const selectedIn = memo((entries: Entries, groupRow: string | null, selected: string | null): number => {
  if (groupRow !== null) return entries.find(groupRow, "group");
  return selected === null ? -1 : entries.find(selected, "row");
});

function pick({ select, set }: View, entry: Entry): void {
  set({ groupRow: isGroup(entry) ? entry.name : null });
  if (!isGroup(entry)) select(entry.row.id);
}

function click(view: View, entry: Entry, { altKey }: MouseEvent): void {
  pick(view, entry);
  if (isGroup(entry)) openGroup(view, entry, altKey);
}

function open(view: View, entry: Entry, { altKey }: KeyboardEvent): void {
  if (isGroup(entry)) openGroup(view, entry, altKey);
  else view.post({ type: "openRule", rule: entry.row.rule });
}

/** With Alt only its rows are left. */
function openGroup(view: View, entry: GroupEntry, altKey: boolean): void {
  const term = altKey ? termOf(entry.rows[0]!, view.ui.group) : null;
  if (term !== null) view.set({ query: withTerm(view.ui.query, term) });
  else fold(view, entry, !entry.open);
}

/** What is looked for when somebody types. */
const said = (entry: Entry): string => (isGroup(entry) ? entry.name : `${entry.row.rule} ${keyText(entry.row)}`);

/** The marks of its key stay lit in the timeline. */
function hover({ ui, set }: View, entry: Entry | undefined): void {
  const hovered = entry === undefined || isGroup(entry) || entry.row.key.length === 0 ? null : entry.row.key;
  if (!sameKey(hovered ?? [], ui.hovered ?? [])) set({ hovered });
}

function fold({ ui, set }: View, entry: Entry, unfold: boolean): void {
  if (!isGroup(entry)) return;
  const others = ui.foldedKeys.filter((name) => name !== entry.name);
  set({ foldedKeys: unfold ? others : [...others, entry.name] });
}

function drawn(view: View, entry: Entry, runs: ReadonlyMap<string, RunRow["result"]>): ListRow {
  if (isGroup(entry)) return groupRow(view, entry);
  const { content, key } = row(view, entry.row, runs.get(entry.row.id));
  const mark = view.data.compared?.marks[entry.row.id];
  const look = `${entry.group === null ? "" : "inner"} ${mark === "gone" ? "gone" : ""}`;
  return entry.group === null ? { key, content, look } : { key, content, look, level: 1 };
}

const KEPT = "Compared with the replay before";

const SIGNS: Record<Mark, readonly [sign: string, words: string]> = {
  new: ["+", "new since the replay before"],
  changed: ["~", "changed since the replay before"],
  gone: ["-", "gone since the replay before"],
};

function markOf({ data }: View, { id }: Row): TemplateResult | typeof nothing {
  if (data.compared === null) return nothing;
  const mark = data.compared.marks[id];
  if (mark === undefined) return html`<span></span>`;
  const [sign, words] = SIGNS[mark];
  return html`<span class="mono" role="img" aria-label=${mark} title=${words}>${sign}</span>`;
}

function row(view: View, of: Row, run: RunRow["result"] | undefined): ListRow {
  const { clock, dated } = view;
  const emitted = fields(of.emit);
  return {
    key: of.id,
    content: html`${markOf(view, of)} ${severityBars(of.severity)}
      <span class="dim time" title=${clock.dated(of.time)}
        >${dated ? html`${clock.day(of.time)}<span class="clock"> ${clock.time(of.time)}</span>` : clock.time(of.time)}</span
      >
      <span class="cut" title=${of.rule}>${of.rule}${partOf(view, of)}</span>
      <span class="cut">${key(of.key)}</span>
      <span class="cut dim mono emitted" title=${emitted}>${emitted}</span>
      <span class="number risk" title=${riskWords(of)}>${of.risk === null ? "" : count(of.risk)}</span>
      ${run === undefined ? html`<span></span>` : resultMark(run)}`,
  };
}

/** What has used it up. */
function partOf({ rows }: View, { id }: Row): TemplateResult | typeof nothing {
  const taker = takersOf(rows).get(id);
  if (taker === undefined) return nothing;
  return html` <span class="dim taker" title="${taker} has used it up">in ${taker}</span>`;
}

const takersOf = memo((rows: readonly Row[]): ReadonlyMap<string, string> => {
  const takers = new Map<string, string>();
  for (const { took, rule } of rows) for (const id of took) takers.set(id, rule);
  return takers;
});

const riskWords = ({ riskParts }: Row): string => riskParts.map(([text, points]) => `${points} ${text}`).join(" + ");

function groupRow({ ui }: View, { name, rows, worst, risk, open }: GroupEntry): ListRow {
  const title = ui.group === "key" && rows[0]!.key.length > 0 ? key(rows[0]!.key) : name;
  const what = ui.group === "rule" ? "" : [...new Set(rows.map(({ rule }) => rule))].join(", ");
  return {
    key: `group-${name}`,
    level: 0,
    open,
    look: "group",
    content: html`<span>${icon(open ? "down" : "right", 12)}</span>
      <span class="cut" title="${name}&#10;Alt+click or Alt+Enter shows only these">${title}</span>
      <span class="dim">${count(rows.length)}</span>
      <span class="cut dim" title=${what}>${what}</span>
      ${severityBars(worst)}<span class="number risk">${risk === null ? "" : count(risk)}</span><span></span>`,
  };
}

/** How what playbooks did about each detection came out: the worst of it. */
const resultsOf = memo((runs: readonly RunRow[]): ReadonlyMap<string, RunRow["result"]> => {
  const worst = ["done", "stopped", "failed"];
  const results = new Map<string, RunRow["result"]>();
  for (const { on, result } of runs) {
    if (on.kind !== "detection") continue;
    const before = results.get(on.id);
    if (before === undefined || worst.indexOf(result) > worst.indexOf(before)) results.set(on.id, result);
  }
  return results;
});

function columnHead(sort: Sort, column: Column, label: string, look: string, set: View["set"]): TemplateResult {
  const sorted = sort.by === column;
  // Severity and risk are looked for from their worst end, everything else from its beginning.
  const descending = sorted ? !sort.descending : column === "severity" || column === "risk";
  const arrow = sorted ? (sort.descending ? "↓" : "↑") : "";
  const name = label || "Severity";
  return html`<button
    class="${look} ${sorted ? "sorted" : ""}"
    title="Sort by ${name.toLowerCase()}"
    aria-label="${name}${sorted ? `, sorted ${sort.descending ? "downwards" : "upwards"}` : ""}"
    @click=${() => set({ sort: { by: column, descending } })}
  >
    ${label} ${arrow}
  </button>`;
}
