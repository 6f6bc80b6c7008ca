/** One action or approval of a run: its attempts, what it asked for, what came back, and what it waited for. */
import type { TemplateResult } from "lit";
import { html, nothing } from "lit";
import type { PlaybookRun, StepTrace } from "../panel/messages.ts";
import { printable, took, value } from "./format.ts";
import { resultMark } from "./icons.ts";
import { outcomeText } from "./runWords.ts";
import type { View } from "./view.ts";

export function stepDetail(view: View, run: PlaybookRun, step: StepTrace): TemplateResult {
  const { label, action, title, request, result, waited, once, outcome, reason } = step;
  const name = label ?? action ?? "approval";
  const said = outcomeText(step);
  return html`<section class="stepDetail" aria-label="Action">
    <div class="head">
      <div class="first">
        <b class="cut">${name}</b> <span class="dim cut">${label === null ? "" : (action ?? "approval")}</span>
      </div>
      <div class="second"><span title=${said}>${said}</span></div>
    </div>
    <div class="scrolled" tabindex="0" role="group" aria-label="What it did">
      ${
        action === null
          ? html`<h4>Question</h4>
              <p>${printable(title)}</p>`
          : nothing
      }
      ${
        reason === null || outcome === "done"
          ? nothing
          : html`<h4>Why</h4>
              <p>${printable(reason)}</p>`
      }
      ${
        once === null
          ? nothing
          : html`<h4>Once</h4>
              <p>Not called: ${once.step} of ${where(view, run, once.run)} had done the same.</p>`
      }
      ${
        step.attempts.length === 0
          ? nothing
          : html`<h4>Attempts</h4>
              ${attempts(step)}`
      }
      ${
        request === null
          ? nothing
          : html`<h4>Request</h4>
              <p class="mono">${printable(request.line)}</p>
              ${request.body === null ? nothing : html`<p class="mono dim">${printable(request.body)}</p>`}`
      }
      ${
        result.length === 0
          ? nothing
          : html`<h4>Result</h4>
              <div class="pairs">
                ${result.map(([field, held]) => html`<span class="dim">${printable(field)}</span><span>${value(held)}</span>`)}
              </div>`
      }
      ${
        waited.length === 0
          ? nothing
          : html`<h4>Waited for</h4>
              ${waited.map((at) => {
                const other = run.steps[at];
                if (other === undefined) return nothing;
                return html`<button class="link cut" @click=${() => view.set({ runStep: at })}>
                  ${other.label ?? printable(other.title)}
                </button>`;
              })}`
      }
    </div>
  </section>`;
}

function where({ data }: View, run: PlaybookRun, id: string): string {
  if (id === run.id) return "this run";
  const other = data.runs.find((each) => each.id === id);
  return other === undefined ? "another run" : `the run of ${other.playbook} before it`;
}

function attempts({ attempts: all }: StepTrace): TemplateResult {
  return html`<div class="attempts">
    ${all.map((attempt, i) => {
      const before = all[i - 1];
      return html`${
          before === undefined || attempt.begin === before.end
            ? nothing
            : html`<span></span><span class="dim">waited</span
                ><span class="dim number">${took(attempt.begin - before.end)}</span>`
        }
        ${resultMark(attempt.ok ? "done" : "failed")}<span>${printable(attempt.status)}</span
        ><span class="dim number">${took(attempt.end - attempt.begin)}</span>`;
    })}
  </div>`;
}
