/** What a detection says of itself: emitted values, its risk as a sum, and what playbooks did about it. */
import type { TemplateResult } from "lit";
import { html, nothing } from "lit";
import type { Detection, RunRow } from "../panel/messages.ts";
import { withTerm, writeTerm } from "./filter.ts";
import { count, took, value } from "./format.ts";
import { resultMark } from "./icons.ts";
import type { View } from "./view.ts";

/** Null: it says nothing. */
export function facts(view: View, detection: Detection): TemplateResult | null {
  const runs = runsOf(view, detection);
  const { emit, risk } = detection;
  if (emit.length === 0 && risk === null && runs.length === 0) return null;
  return html`<div class="facts">
    ${emit.length > 0 ? emitted(view, detection) : nothing} ${risk === null ? nothing : sum(view, detection, risk)}
    ${runs.length > 0 ? playbooks(view, runs) : nothing}
  </div>`;
}

/** The same in one line, where there is no width for a column. */
export function strip(view: View, detection: Detection): TemplateResult | null {
  const runs = runsOf(view, detection);
  const { emit, risk } = detection;
  if (emit.length === 0 && risk === null && runs.length === 0) return null;
  return html`<div class="strip">
    ${risk === null ? nothing : html`<span><span class="dim">Risk</span> <b>${count(risk)}</b></span>`}
    ${emit.map(([field, held]) => html`<span><span class="dim">${field}</span> ${value(held)}</span>`)}
    ${runs.map((run) => html`<span class="run">${resultMark(run.result)} ${run.playbook}</span>`)}
  </div>`;
}

const runsOf = ({ data }: View, { id }: Detection): readonly RunRow[] =>
  data.runs.filter(({ on }) => on.kind === "detection" && on.id === id);

function emitted({ ui, set }: View, { emit }: Detection): TemplateResult {
  return html`<h4>Emitted</h4>
    <div class="pairs">
      ${emit.map(([field, held]) => {
        const text = value(held);
        const term = writeTerm(field, String(held));
        return html`<span title=${field}>${field}</span>
          <button
            title="${text}&#10;Show the detections with this value"
            @click=${() => set({ query: withTerm(ui.query, term) })}
          >
            ${text}
          </button>`;
      })}
    </div>`;
}

function sum({ post }: View, { rule, riskParts }: Detection, risk: number): TemplateResult {
  const open = (): void => post({ type: "openRule", rule });
  return html`<h4>Risk<b>${count(risk)}</b></h4>
    <div class="points">
      ${(riskParts.length > 1 ? riskParts : []).map(
        ([text, points], i) =>
          html`<span class="number">${i > 0 && points >= 0 ? "+" : ""}${count(points)}</span>
            <button class="mono" title="${text}&#10;Open the rule" @click=${open}>${text}</button>`,
      )}
    </div>`;
}

function playbooks({ set }: View, runs: readonly RunRow[]): TemplateResult {
  const live = runs.some(({ mode }) => mode === "live");
  return html`<h4>Playbook<span>${live ? "live" : "simulated"}</span></h4>
    <div class="acts">
      ${runs.map(
        ({ id, playbook, result, started, ended }) =>
          html`${resultMark(result)}
            <button
              title="${playbook}&#10;Show its run"
              @click=${() => set({ tab: "runs", run: id, runStep: null, runQuery: "" })}
            >
              ${playbook}
            </button>
            <span class="number dim">${took(ended - started)}</span>`,
      )}
    </div>`;
}
