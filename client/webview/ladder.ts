/** The middle of Explain: the rule's steps as a ladder, with how many matches reached each and where the others went. */
import type { TemplateResult } from "lit";
import { html, nothing, svg } from "lit";
import type { LadderStep, RuleBrief, RuleExplanation } from "../panel/messages.ts";
import type { Explained } from "./explained.ts";
import { count, counted, SEVERITIES } from "./format.ts";
import { icon, severityBars } from "./icons.ts";
import { lossesOf, ordinalOf, stopOf, waitedFor } from "./ladderWords.ts";
import { docLine, docText, prose } from "./prose.ts";
import { stack, type StackRow } from "./stack.ts";
import type { View } from "./view.ts";

interface Line {
  readonly key: string;
  readonly step: LadderStep;
  readonly level: number;
  /** The ladder that it is on. */
  readonly among: readonly LadderStep[];
}

export function ladder(view: View, explained: Explained): TemplateResult {
  const { brief, explanation, failure } = explained;
  return html`<section class="ladder" aria-label="Steps">
    ${head(view, brief)}
    <div class="ladderHead heads">
      <span></span><span>Step</span><span>Records</span><span>Reached</span><span></span>
    </div>
    <div class="scrolled">
      ${failure !== null && explanation === null ? html`<p class="foot dim">${prose(failure)}</p>` : nothing}
      ${explanation === null ? nothing : steps(view, explanation)}
    </div>
  </section>`;
}

function head({ state, post }: View, brief: RuleBrief): TemplateResult {
  const { rule, detections, suppressed, when, by, keyless, ignored } = brief;
  const known = state.rules?.find(({ name }) => name === rule);
  const severity = SEVERITIES.find((each) => each === known?.severity);
  const fired =
    detections > 0
      ? counted(detections, "detection") + (suppressed > 0 ? `, ${count(suppressed)} suppressed` : "")
      : brief.fired > 0
        ? `fired ${counted(brief.fired, "time")}, raised none`
        : "never fired";
  const aside = [
    keyless > 0 ? `${counted(keyless, "record")} without ${by.length === 1 ? by[0] : "a key field"} took no part` : "",
    ignored > 0 ? `${counted(ignored, "record")} ignored` : "",
  ].filter((part) => part !== "");
  const open = (): void => post({ type: "openRule", rule });
  return html`<div class="head">
    <div class="first">
      ${severity ? severityBars(severity) : nothing}
      <button class="name cut" title="Open the rule ${rule}" @click=${open}>${rule}</button>
      <span class="dim cut">${fired}</span>
      <span class="sp"></span>
      <button class="tool text" title="Open rule" @click=${open}>${icon("file")} Open rule</button>
      <button class="tool text" title="Replay this rule alone" @click=${() => post({ type: "replayRule", rule })}>
        ${icon("play")} Replay
      </button>
    </div>
    <div class="second">
      <span class="mono">${by.length > 0 ? `by ${by.join(", ")}, ` : ""}${when}</span>
      ${aside.map((part) => html`<span>${part}</span>`)}
      ${known?.doc ? html`<span class="doc" title=${docText(known.doc)}>${docLine(known.doc)}</span>` : nothing}
    </div>
  </div>`;
}

function steps(view: View, explanation: RuleExplanation): TemplateResult {
  const { ui, set, post } = view;
  const lines = linesOf(explanation.ladder, 0, "");
  const most = Math.max(1, ...lines.map(({ step }) => step.reached ?? 0));
  const rows = lines.map((line) => row(view, explanation, line, most));
  const open = (key: string): void => {
    const line = lines.find((each) => each.key === key);
    if (line) post({ type: "openStep", rule: explanation.rule, offset: line.step.location.start });
  };
  return html`${stack({
      kind: "listbox",
      id: "steps",
      label: `Steps of ${explanation.rule}`,
      rows,
      selected: ui.ladderRow,
      pick: (ladderRow) => set({ ladderRow }),
      open,
      fold: (key, only) => {
        const line = lines.find((each) => each.key === key);
        const ordinal = line?.level === 0 ? ordinalOf(line.among, line.step) : 0;
        set({ missedAfter: only && ordinal > 0 ? ordinal : null, miss: null });
      },
    })}
    <div class="step one fired">
      ${rail("fired")}<span></span><span class="dim">fired</span><span></span>
      <span class="number ${explanation.fired === 0 ? "strong" : ""}">${count(explanation.fired)}</span><span></span>
    </div>`;
}

const linesOf = (ladder: readonly LadderStep[], level: number, path: string): readonly Line[] =>
  ladder.flatMap((step, index): readonly Line[] => [
    { key: `${path}${index}`, step, level, among: ladder },
    ...linesOf(step.inner, level + 1, `${path}${index}.`),
  ]);

function row(view: View, explanation: RuleExplanation, line: Line, most: number): StackRow {
  const { step, level, among, key } = line;
  const { label, step: text, reached, records, kind, kills } = step;
  const name = html`<span
    class="what"
    .style=${`padding-left: ${level * 16}px`}
    title=${label === null ? text : `${label}: ${text}`}
    >${label === null ? nothing : html`<b>${label}</b> `}<span class="mono ${label === null ? "" : "dim"}"
      >${text}</span
    ></span
  >`;
  if (reached === null) {
    return {
      key,
      look: "step one",
      content: html`${rail("side")}<span></span>${name}<span class="number dim">${count(records)}</span>
        <span class="ends dim">ended ${count(kills)}</span>`,
    };
  }
  const stops = step === stopOf(among);
  const losses = stops ? "" : lossesOf(step, among, explanation.when);
  const ordinal = ordinalOf(among, step);
  const only = view.ui.missedAfter === ordinal && level === 0;
  const filters = level === 0 && explanation.nearMisses.some((miss) => miss.reached === ordinal);
  const filter = (event: Event): void => {
    event.stopPropagation();
    view.set({ missedAfter: only ? null : ordinal, miss: null });
  };
  const below = stops
    ? html`<span class="below"
        ><b>Stops here.</b> ${waitedFor(step, among, level === 0 ? explanation.nearMisses : [])}</span
      >`
    : losses === ""
      ? nothing
      : filters
        ? html`<span class="below"
            ><span
              class="losses ${only ? "chosen" : ""}"
              title="Their near misses alone (Right), all (Left)"
              @click=${filter}
              >${prose(losses)}</span
            ></span
          >`
        : html`<span class="below">${prose(losses)}</span>`;
  return {
    key,
    look: `step ${stops ? "stops" : ""} ${below === nothing ? "short" : ""}`,
    content: html`${rail(stops ? "stop" : kind === "member" ? "member" : "held")}<span></span>${name}${below}
      <span class="number dim">${count(records)}</span>
      <span class="number ${stops ? "strong" : ""}">${count(reached)}</span>
      <span class="bar"><span .style=${`width: ${barOf(reached, most)}%`}></span></span>`,
  };
}

/** In percent of the longest: a thousand and one are told apart, and so are one and none. */
const barOf = (n: number, most: number): number =>
  n === 0 ? 0 : Math.max(2, Math.round((100 * Math.log(n + 1)) / Math.log(most + 1)));

/** The line at the left with the knot of the step; dotted where no match went any further. */
function rail(knot: "held" | "member" | "stop" | "side" | "fired"): TemplateResult {
  const dotted = knot === "stop" || knot === "side";
  const marks = {
    held: svg`<circle class="full" cx="12" cy="13" r="4.5" />`,
    member: svg`<circle class="full" cx="12" cy="13" r="4.5" />`,
    stop: svg`<path class="stopper" d="M6 5.5h12" /><circle cx="12" cy="13" r="4.5" />`,
    side: nothing,
    fired: svg`<path d="M12 8l4 4-4 4-4-4z" />`,
  };
  return html`<svg class="rail" width="24" height="100%" aria-hidden="true">
    ${knot === "fired" ? svg`<path class="dotted" d="M12 0V8" />` : knot === "side" ? svg`<line class="dotted" x1="12" y1="0" x2="12" y2="100%" />` : svg`<line class="above" x1="12" y1="0" x2="12" y2="8" /><line class=${dotted ? "dotted" : ""} x1="12" y1="18" x2="12" y2="100%" />`}
    ${marks[knot]}
  </svg>`;
}
