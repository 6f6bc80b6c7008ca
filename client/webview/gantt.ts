/**
 * A run as a Gantt chart: filled, it ran; outlined, an attempt failed; dotted, waiting to try again; hatched, somebody was
 * asked; an elbow leads from what a step waited for. Invariant: all bars stand on one axis, from the detection to the end;
 * the wheel and the keys show a part of it closer.
 */
import type { SVGTemplateResult, TemplateResult } from "lit";
import { html, nothing, svg } from "lit";
import type { PlaybookRun, StepTrace } from "../panel/messages.ts";
import { span, took, value } from "./format.ts";
import { icon, resultMark } from "./icons.ts";
import { key } from "./key.ts";
import { ROW_HEIGHT, type ListRow } from "./list.ts";
import type { Axis } from "./runAxis.ts";
import { along, around, axisOf, closer } from "./runAxis.ts";
import { instead, outcomeText, parallelText, triggerName } from "./runWords.ts";
import type { View } from "./view.ts";

export function gantt(view: View, run: PlaybookRun, selected: number): TemplateResult {
  const { set } = view;
  const axis = axisOf(run, view.ui.runZoom);
  const open = (index: number): void => set({ runStep: index, runZoom: around(run, run.steps[index]!, axis) });
  // The first row is of the queue, and nothing that could be selected beside the steps.
  const pick = (index: number): void => set({ runStep: index });
  return html`<section
    class="gantt"
    aria-label="Run"
    @wheel=${(event: WheelEvent) => turned(view, run, axis, event)}
    @keydown=${{ capture: true, handleEvent: (event: KeyboardEvent) => pressed(view, run, axis, event) }}
  >
    ${head(view, run, axis)}
    <div class="heads">
      <span>Action</span>
      <svg class="axis" height="22" aria-hidden="true">
        <title>The wheel zooms, with Shift it moves along; + - 0 in the list, Enter for one action</title>
        ${axis.ticks.map(
          ({ at, text }) =>
            svg`<text x="${at}%" y="15" text-anchor=${at < 3 ? "start" : at > 94 ? "end" : "middle"}>${text}</text>`,
        )}
      </svg>
      <span class="number">Took</span>
    </div>
    <div class="queue" title=${queueText(run)}>
      <span class="dim cut">queued, started</span>
      <svg class="bars" height="22" aria-hidden="true">
        ${grid(axis)} ${queueBar(axis, run.raised, run.queued)} ${queueBar(axis, run.queued, run.started)}
      </svg>
      <span class="number dim">${took(run.started - run.raised)}</span>
    </div>
    ${hatch()}
    <mangrove-list
      id="steps"
      .kind=${"listbox"}
      .label=${`Actions of ${run.playbook}`}
      .count=${run.steps.length}
      .row=${(index: number) => row(run, index, axis)}
      .selected=${selected}
      .onPick=${pick}
      .onClickRow=${pick}
      .onDoubleClickRow=${open}
      .onOpen=${open}
    ></mangrove-list>
  </section>`;
}

const STEP = 1.5;

/** On the bars or their axis: closer or farther; with Shift, or sideways: along. Elsewhere the list scrolls. */
function turned({ set }: View, run: PlaybookRun, axis: Axis, event: WheelEvent): void {
  const chart = (event.target as Element).closest(".axis, .bars, .chart");
  if (chart === null) return;
  event.preventDefault();
  const { left, width } = chart.getBoundingClientRect();
  const sideways = Math.abs(event.deltaX) > Math.abs(event.deltaY);
  const by = event.shiftKey || sideways ? event.deltaX || event.deltaY : 0;
  if (by !== 0 && axis.partly) set({ runZoom: along(run, axis, by / width) });
  else if (by === 0 && event.deltaY !== 0)
    set({ runZoom: closer(run, axis, event.deltaY < 0 ? STEP : 1 / STEP, (event.clientX - left) / width) });
}

/** Before the list takes a digit for the beginning of a name. */
function pressed({ set }: View, run: PlaybookRun, axis: Axis, event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const { key } = event;
  if (key === "0") set({ runZoom: null });
  else if (key === "+" || key === "=") set({ runZoom: closer(run, axis, STEP, 0.5) });
  else if (key === "-") set({ runZoom: closer(run, axis, 1 / STEP, 0.5) });
  else if ((key === "ArrowLeft" || key === "ArrowRight") && axis.partly)
    set({ runZoom: along(run, axis, key === "ArrowRight" ? 0.1 : -0.1) });
  else return;
  event.preventDefault();
  event.stopPropagation();
}

function head(view: View, run: PlaybookRun, axis: Axis): TemplateResult {
  const { post, set } = view;
  const { playbook, result, error } = run;
  const open = (): void => post({ type: "openDeclared", kind: "playbooks", name: playbook });
  const copy = (): void => post({ type: "copy", text: JSON.stringify(run, null, 2) });
  return html`<div class="head">
    <div class="first">
      ${resultMark(result)}
      <button class="name" title="Open the playbook (Enter)" @click=${open}>${playbook}</button>
      <span class="cut">on ${trigger(view, run)}</span>
      <span class="sp"></span>
      ${
        axis.partly
          ? html`<button class="tool text" title="Show the whole run (0)" @click=${() => set({ runZoom: null })}>
              ${span(axis.sight[1] - axis.sight[0])} of ${span(run.ended - run.raised)}
            </button>`
          : nothing
      }
      <button class="tool text" @click=${open}>${icon("file")} Open playbook</button>
      <button class="tool" title="Copy the run as JSON" aria-label="Copy the run as JSON" @click=${copy}>
        ${icon("copy")}
      </button>
    </div>
    <div class="second">
      <span>${parallelText(run)}</span>
      <span>${run.mode === "live" ? "Called for real" : "Simulated"}</span>
      ${error === null ? nothing : html`<span class="doc" title=${error}>${error}</span>`}
    </div>
  </div>`;
}

/** What started it, as a way there. */
function trigger({ data, set, post }: View, run: PlaybookRun): TemplateResult {
  const { on } = run;
  if (on.kind === "record")
    return html`<button class="name" @click=${() => post({ type: "openEvidence", file: on.file, line: on.line })}>
      ${on.file}:${on.line}
    </button>`;
  const row = data.rows.find(({ id }) => id === on.id);
  const show = (): void => {
    set({ tab: "detections", query: "", selected: on.id, evidenceRow: null });
    post({ type: "evidence", id: on.id });
  };
  const name = triggerName(run);
  return html`${
    row === undefined ? name : html`<button class="name" title="Show the detection" @click=${show}>${name}</button>`
  }
  ${key(on.key)}`;
}

const queueText = ({ raised, queued, started }: PlaybookRun): string =>
  `The event queue had room after ${took(queued - raised)}, the playbook a place after ${took(started - queued)} more`;

function row(run: PlaybookRun, index: number, axis: Axis): ListRow {
  const step = run.steps[index]!;
  const { label, title, each, kind, begin, end, outcome } = step;
  const text = kind === "approval" ? `approval "${title}"` : title;
  const whole = `${label === null ? "" : `${label}: `}${text}`;
  const begun = begin !== null && end !== null;
  const aside = instead(step);
  return {
    key: String(index),
    look: begun ? "" : "unbegun",
    content: html`<span class="cut" title="${whole}&#10;${outcomeText(step)}"
        >${outcome === "failed" ? html`<span class="failed">${icon("failed", 12)}</span>` : nothing}${
          label === null ? nothing : html`${label} `
        }<span class="mono ${label === null ? "" : "dim"}">${text}</span>${
          each.length === 0 ? nothing : html` <span class="dim">${each.map(value).join(", ")}</span>`
        }</span
      >
      <span class="chart">
        <svg class="bars" height=${ROW_HEIGHT} role="img" aria-label=${outcomeText(step)}>
          ${grid(axis)} ${elbows(run, index, axis)} ${begun ? bars(step, axis, begin, end) : nothing}
        </svg>
        ${aside === null ? nothing : html`<span class="instead dim cut" title=${aside}>${aside}</span>`}
      </span>
      <span class="number dim">${begun ? took(end - begin) : "-"}</span>`,
  };
}

const grid = ({ ticks }: Axis): SVGTemplateResult[] =>
  ticks.map(({ at }) => svg`<line class="grid" x1="${at}%" x2="${at}%" y1="0" y2=${ROW_HEIGHT} />`);

/** From each step that it waited for and that ended last, down to where it began. */
function elbows({ steps }: PlaybookRun, index: number, axis: Axis): SVGTemplateResult | typeof nothing {
  const { begin, waited } = steps[index]!;
  const ends = waited.flatMap((at) => (steps[at]?.end == null ? [] : [{ at, end: steps[at].end }]));
  const last = ends.reduce<(typeof ends)[number] | null>((a, b) => (a === null || b.end >= a.end ? b : a), null);
  if (begin === null || last === null) return nothing;
  const x = `${axis.at(begin)}%`;
  const above = 16 - (index - last.at) * ROW_HEIGHT;
  return svg`<line class="elbow" x1=${x} x2=${x} y1=${above} y2="6" />
    <svg x=${x} y="0" width="1" height="10" class="tip"><path class="elbow" d="M-2.5 3.5l2.5 3 2.5 -3" /></svg>`;
}

function bars({ kind, attempts, outcome }: StepTrace, axis: Axis, begin: number, end: number): SVGTemplateResult[] {
  const bar = (from: number, to: number, look: string): SVGTemplateResult =>
    svg`<rect class=${look} x="${axis.at(from)}%" y="6.5" width="${Math.max(0.3, axis.at(to) - axis.at(from))}%" height="9" rx="1.5" />`;
  if (kind === "approval") return [bar(begin, end, outcome === "refused" ? "asked refused" : "asked")];
  if (attempts.length === 0)
    return [svg`<line class="waiting" x1="${axis.at(begin)}%" x2="${axis.at(end)}%" y1="11" y2="11" />`];
  return attempts.flatMap((attempt, i) => {
    const before = attempts[i - 1];
    const waiting =
      before === undefined
        ? []
        : [svg`<line class="waiting" x1="${axis.at(before.end)}%" x2="${axis.at(attempt.begin)}%" y1="11" y2="11" />`];
    return [...waiting, bar(attempt.begin, attempt.end, attempt.ok ? "ran" : "missed")];
  });
}

const queueBar = (axis: Axis, from: number, to: number): SVGTemplateResult | typeof nothing =>
  to === from
    ? nothing
    : svg`<rect class="ran" x="${axis.at(from)}%" y="10" width="${Math.max(0.2, axis.at(to) - axis.at(from))}%" height="3" />`;

/** What approvals are filled with. */
const hatch = (): TemplateResult =>
  html`<svg class="defs" width="0" height="0" aria-hidden="true">
    <defs>
      <pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <path d="M0 0V5" />
      </pattern>
    </defs>
  </svg>`;
