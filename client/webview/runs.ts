/** Playbook runs: the list, the selected run as a Gantt chart, and one of its actions. Replays simulate, and this says so. */
import type { TemplateResult } from "lit";
import { html, nothing } from "lit";
import type { RunRow } from "../panel/messages.ts";
import { took } from "./format.ts";
import { gantt } from "./gantt.ts";
import { resultMark } from "./icons.ts";
import type { ListRow } from "./list.ts";
import { noRuns } from "./responseStates.ts";
import { chosenRun, listedRuns, triggerKey, triggerName } from "./runWords.ts";
import { stepDetail } from "./stepDetail.ts";
import type { View } from "./view.ts";

export function runs(view: View): TemplateResult {
  const { data, ui } = view;
  if (data.runs.length === 0) return html`<section class="states">${noRuns(view)}</section>`;
  const chosen = chosenRun(data, ui);
  const run = chosen !== undefined && data.run?.id === chosen.id ? data.run : null;
  const index = Math.min(ui.runStep ?? 0, (run?.steps.length ?? 0) - 1);
  return html`${list(view, chosen)} ${run === null ? nothing : gantt(view, run, index)}
  ${run?.steps[index] === undefined ? nothing : stepDetail(view, run, run.steps[index])}`;
}

function list(view: View, chosen: RunRow | undefined): TemplateResult {
  const { data, ui, set, post, dated } = view;
  const shown = listedRuns(data, ui);
  const pick = (index: number): void => set({ run: shown[index]!.id, runStep: null });
  const open = (index: number): void => post({ type: "openDeclared", kind: "playbooks", name: shown[index]!.playbook });
  return html`<section class="runList ${dated ? "dated" : ""}" aria-label="Playbook runs">
    <div class="heads">
      <span></span><span>Detected</span><span>Playbook</span><span>On</span><span class="number">Took</span>
    </div>
    ${
      shown.length === 0
        ? html`<p class="foot dim">No run has these words. Esc clears the filter.</p>`
        : html`<mangrove-list
            id="runs"
            .kind=${"listbox"}
            .label=${"Playbook runs"}
            .count=${shown.length}
            .row=${(index: number) => row(view, shown[index]!)}
            .selected=${shown.findIndex(({ id }) => id === chosen?.id)}
            .onPick=${pick}
            .onClickRow=${pick}
            .onDoubleClickRow=${open}
            .onOpen=${open}
          ></mangrove-list>`
    }
    <p class="foot dim">
      ${data.runs.some(({ mode }) => mode === "live") ? "Some of these called for real." : SIMULATED}
    </p>
  </section>`;
}

const SIMULATED = html`Simulated: nothing left this machine. The command <code>Replay and Run Playbooks</code>, and in a
  terminal <code>grove replay --live</code>, list what would be called before they call it.`;

function row({ clock, dated }: View, run: RunRow): ListRow {
  const { id, playbook, raised, started, ended } = run;
  return {
    key: id,
    content: html`${resultMark(run.result)}
      <span class="dim time" title=${clock.dated(raised)}>${dated ? clock.dated(raised) : clock.time(raised)}</span>
      <span class="cut" title=${playbook}>${playbook}</span>
      <span class="cut" title="${triggerName(run)} ${triggerKey(run)}"
        >${triggerName(run)} <span class="dim">${triggerKey(run)}</span></span
      >
      <span class="number">${took(ended - started)}</span>`,
  };
}
