/** The list of detections: one row each, sorted by the column whose head was clicked. */
import type { TemplateResult } from "lit";
import { html } from "lit";
import type { Column, Row, Sort } from "../panel/messages.ts";
import { fields } from "./format.ts";
import { severityBars } from "./icons.ts";
import { key } from "./key.ts";
import type { ListRow } from "./list.ts";
import { noMatch } from "./states.ts";
import type { View } from "./view.ts";

export function detections(view: View): TemplateResult {
  const { shown, ui, dated, select, set, post } = view;
  const head = (column: Column, label: string): TemplateResult => columnHead(ui.sort, column, label, set);
  const selected = shown.findIndex(({ id }) => id === ui.selected);
  return html`<section class="detections ${dated ? "dated" : ""}" aria-label="Detections">
    <div class="heads">
      ${head("severity", "")} ${head("time", "Time")} ${head("rule", "Rule")} ${head("key", "Key")}
      <span class="emitted">Emitted</span>
    </div>
    ${
      shown.length === 0
        ? noMatch(view)
        : html`<mangrove-list
            id="detections"
            .kind=${"listbox"}
            .label=${"Detections"}
            .count=${shown.length}
            .row=${(index: number) => row(view, shown[index]!)}
            .selected=${selected}
            .offset=${ui.scroll}
            .onPick=${(index: number) => select(shown[index]!.id)}
            .onClickRow=${(index: number) => select(shown[index]!.id)}
            .onOpen=${(index: number) => post({ type: "openRule", rule: shown[index]!.rule })}
            .onScrolled=${(scroll: number) => set({ scroll })}
          ></mangrove-list>`
    }
  </section>`;
}

function row({ clock, dated }: View, of: Row): ListRow {
  const emitted = fields(of.emit);
  return {
    key: of.id,
    content: html`${severityBars(of.severity)}
      <span class="dim time" title=${clock.dated(of.time)}>${dated ? clock.dated(of.time) : clock.time(of.time)}</span>
      <span class="cut" title=${of.rule}>${of.rule}</span>
      <span class="cut">${key(of.key)}</span>
      <span class="cut dim mono emitted" title=${emitted}>${emitted}</span>`,
  };
}

function columnHead(sort: Sort, column: Column, label: string, set: View["set"]): TemplateResult {
  const sorted = sort.by === column;
  // A severity is looked for from its worst end, everything else from its beginning.
  const descending = sorted ? !sort.descending : column === "severity";
  const arrow = sorted ? (sort.descending ? "↓" : "↑") : "";
  const name = label || "Severity";
  return html`<button
    class=${sorted ? "sorted" : ""}
    title="Sort by ${name.toLowerCase()}"
    aria-label="${name}${sorted ? `, sorted ${sort.descending ? "downwards" : "upwards"}` : ""}"
    @click=${() => set({ sort: { by: column, descending } })}
  >
    ${label} ${arrow}
  </button>`;
}
