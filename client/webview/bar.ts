/** The bar: tabs, the query, and at the right how far the replay is or that it is out of date. Below it the 2 px of progress. */
import type { TemplateResult } from "lit";
import { html, nothing } from "lit";
import type { Compared, ExportFormat, Group, Note, Place, Remembered } from "../panel/messages.ts";
import { memo } from "./arrange.ts";
import { offer } from "./complete.ts";
import { count, counted } from "./format.ts";
import { GROUPS } from "./groups.ts";
import { explainBox } from "./explainBox.ts";
import { rankingBox, rejectedBox, runsBox } from "./boxes.ts";
import { icon } from "./icons.ts";
import { placeName, prose } from "./prose.ts";
import { shownRanking } from "./rankWords.ts";
import { failureInBody } from "./states.ts";
import type { View } from "./view.ts";

type Tab = Remembered["tab"];
const TABS: readonly (readonly [Tab, string])[] = [
  ["detections", "Detections"],
  ["rejected", "Late and unparsed"],
  ["ranking", "Ranking"],
  ["runs", "Playbook runs"],
  ["explain", "Explain"],
];

/** The tab so many places further, round the end. */
export function neighbour(tab: Tab, by: number): Tab {
  const at = TABS.findIndex(([each]) => each === tab);
  return TABS[(at + by + TABS.length) % TABS.length]![0];
}

export function bar(view: View): TemplateResult {
  const { state } = view;
  const begun = state.phase !== "idle";
  return html`<div class="bar">
      <div class="tabs" role="tablist" aria-label="Views">
        ${TABS.map(([tab, label]) => tabButton(view, tab, label))}
      </div>
      ${box(view)} ${begun && state.rule !== null ? alone(view, state.rule) : nothing}
      ${state.phase === "running" ? progress(view) : begun && state.stale ? stale(view) : nothing}
      <mangrove-keys></mangrove-keys>
      ${state.phase === "running" ? progressLine(view) : nothing}
    </div>
    ${notices(view)}`;
}

/** What a tab lists; null: nothing that could be counted. */
function numberOf({ state, data, ui }: View, tab: Tab): number | null {
  if (tab === "detections") return state.detections;
  if (tab === "rejected") return state.rejected;
  if (tab === "ranking") return shownRanking(data, ui)?.keys ?? null;
  return tab === "runs" ? state.runs : null;
}

const newRows = memo(
  (compared: Compared | null) => Object.values(compared?.marks ?? {}).filter((mark) => mark === "new").length,
);

function tabButton(view: View, tab: Tab, label: string): TemplateResult {
  const { ui, state, set } = view;
  const number = numberOf(view, tab);
  const selected = ui.tab === tab;
  const fresh = newRows(view.data.compared);
  const step = (event: KeyboardEvent): void => {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    const next = neighbour(tab, event.key === "ArrowRight" ? 1 : -1);
    set({ tab: next });
    document.getElementById(`tab-${next}`)?.focus();
  };
  return html`<button
    class="tab"
    role="tab"
    id="tab-${tab}"
    aria-controls="body"
    aria-selected=${selected}
    tabindex=${selected ? 0 : -1}
    @click=${() => set({ tab })}
    @keydown=${step}
  >
    ${label}${state.phase === "idle" || number === null ? nothing : html`<i>${count(number)}</i>`}
    ${tab === "detections" && fresh > 0 ? html`<i title="New since the replay before">+${count(fresh)}</i>` : nothing}
  </button>`;
}

function box(view: View): TemplateResult {
  const { ui, data } = view;
  if (ui.tab === "detections" && (data.rows.length > 0 || ui.query !== ""))
    return html`${queryBox(view)} ${groupMenu(view)} ${exportMenu(view)}`;
  if (ui.tab === "rejected" && data.rejected.length > 0) return rejectedBox(view);
  if (ui.tab === "ranking" && data.rankings.length > 0) return rankingBox(view);
  if (ui.tab === "runs" && data.runs.length > 0) return runsBox(view);
  return ui.tab === "explain" && data.briefs.length > 0 ? explainBox(view) : html`<span class="sp"></span>`;
}

function queryBox(view: View): TemplateResult {
  const { ui, rows, shown, state, set, around, columns } = view;
  const all = state.detections > state.listed ? `first ${count(rows.length)}` : count(rows.length);
  return html`<mangrove-query
    .query=${ui.query}
    .found=${ui.query.trim() ? `${count(shown.length)} of ${all}` : ""}
    .saved=${ui.saved}
    .offer=${(query: string, caret: number) => offer(query, caret, columns, around)}
    .onQuery=${(query: string) => set({ query })}
    .onSaved=${(saved: readonly string[]) => set({ saved })}
  ></mangrove-query>`;
}

function groupMenu({ ui, set }: View): TemplateResult {
  const items = GROUPS.map(([id, label]) => ({ id, label, checked: id === ui.group }));
  return html`<mangrove-menu
    id="group"
    .label=${"Group by (G)"}
    .text=${`Group: ${GROUPS.find(([id]) => id === ui.group)![1]}`}
    .picture=${"group"}
    .items=${items}
    .onPick=${(id: string) => set({ group: id as Group, foldedKeys: [], groupRow: null })}
  ></mangrove-menu>`;
}

const FORMATS: readonly (readonly [ExportFormat, string])[] = [
  ["json", "JSON"],
  ["csv", "CSV"],
  ["markdown", "Markdown Report"],
  ["navigator", "ATT&CK Navigator Layer"],
];

function exportMenu({ shown, ui, post }: View): TemplateResult {
  const disabled = shown.length === 0;
  return html`<mangrove-menu
    id="export"
    .label=${`Export ${counted(shown.length, "detection")} (E)`}
    .text=${"Export"}
    .picture=${"export"}
    .items=${FORMATS.map(([id, label]) => ({ id, label, disabled }))}
    .onPick=${(format: string) =>
      post({ type: "export", format: format as ExportFormat, ids: shown.map(({ id }) => id), query: ui.query })}
  ></mangrove-menu>`;
}

function progress({ state, post }: View): TemplateResult {
  const now = state.progress;
  const text = now ? `${share(now)}%, ${counted(now.records, "record")}` : "Reading";
  return html`<span class="dim nowrap" role="status">${text}</span>
    <button class="tool text" @click=${() => post({ type: "stop" })}>Stop</button>`;
}

function progressLine({ state }: View): TemplateResult {
  const now = state.progress ? share(state.progress) : 0;
  return html`<div
    class="progress"
    role="progressbar"
    aria-label="Replay"
    aria-valuenow=${now}
    aria-valuemin="0"
    aria-valuemax="100"
  >
    <div .style=${`width: ${now}%`}></div>
  </div>`;
}

function share({ bytes, totalBytes }: { bytes: number; totalBytes: number }): number {
  return totalBytes > 0 ? Math.min(100, Math.floor((100 * bytes) / totalBytes)) : 0;
}

/** The others were not replayed: that nothing of them is listed says nothing of them. */
function alone({ state, post }: View, rule: string): TemplateResult {
  return html`<span class="dim cut alone" title="Only ${rule} and the rules that it needs were replayed"
      >only ${rule}</span
    >
    ${
      state.phase === "running"
        ? nothing
        : html`<button class="tool text" @click=${() => post({ type: "replay" })}>All Rules</button>`
    }`;
}

function stale({ post }: View): TemplateResult {
  return html`<span class="dim nowrap" title="What is shown was found before your last edit">outdated</span>
    <button class="tool text" @click=${() => post({ type: "replay" })}>Replay</button>`;
}

/** One line each: what went wrong, where, and what to do. What was found before it stays. */
function notices(view: View): TemplateResult {
  const { failure, notes, phase } = view.state;
  const stopped: Note = { severity: "information", message: "Stopped: what is listed is what had surfaced by then." };
  return html`
    ${failure && !failureInBody(view) ? notice(view, "error", failure.message, failure.place) : nothing}
    ${phase === "cancelled" ? notice(view, stopped.severity, stopped.message) : nothing}
    ${notes.map((note) => notice(view, note.severity, note.message, note.place))} ${capped(view)}
  `;
}

function capped(view: View): TemplateResult | typeof nothing {
  const { state } = view;
  if (state.detections <= state.listed) return nothing;
  const message = `The panel lists the first ${count(state.listed)} of ${counted(state.detections, "detection")}. Give the rule that fires most a suppress or a narrower where.`;
  return notice(view, "information", message);
}

function notice(view: View, severity: Note["severity"], message: string, place?: Place): TemplateResult {
  return html`<div class="notice ${severity}" role=${severity === "error" ? "alert" : "status"}>
    ${icon(severity === "information" ? "info" : "warning", 14)}
    <span class="message" title=${message}>${prose(message)}</span>
    ${
      place
        ? html`<button class="link" @click=${() => view.post({ type: "openPlace", place })}>
            ${placeName(place)}
          </button>`
        : nothing
    }
  </div>`;
}
