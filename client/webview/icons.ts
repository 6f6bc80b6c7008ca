/** The few pictures of the panel, drawn in the text's colour. A severity is a shape, one to four bars, before it is a colour. */
import type { TemplateResult } from "lit";
import { html, svg } from "lit";
import type { Severity } from "../panel/messages.ts";
import { SEVERITIES } from "./format.ts";

const PATHS = {
  right: "M6 3.5 10.5 8 6 12.5",
  down: "M3.5 6 8 10.5 12.5 6",
  close: "M4 4l8 8M12 4l-8 8",
  search: "M7 11.5a4.5 4.5 0 1 1 0-9 4.5 4.5 0 0 1 0 9zM10.3 10.3 14 14",
  copy: "M5.5 5.5h8v8h-8zM3 10.5h-.5v-8h8V3",
  warning: "M8 2.5 14.5 13.5h-13zM8 6.5v3.5M8 11.9v.01",
  failed: "M4 4l8 8M12 4l-8 8",
  stopped: "M4.5 4.5h7v7h-7z",
  check: "M3 8.5 6.5 12 13 4.5",
  file: "M3.5 1.5h6l3 3v10h-9zM9.5 1.5v3h3",
  group: "M2.5 4h2M7 4h6.5M4.5 8h2M9 8h4.5M4.5 12h2M9 12h4.5",
  keys: "M1.5 4.5h13v8h-13zM4 7h.01M6.7 7h.01M9.3 7h.01M12 7h.01M4.5 10h7",
  export: "M8 10V2.5M5 5.5l3-3 3 3M3 8.5v5h10v-5",
  star: "M8 2l1.8 3.8 4.2.5-3.1 2.9.8 4.1L8 11.3l-3.7 2 .8-4.1L2 6.3l4.2-.5z",
  starred: "M8 2l1.8 3.8 4.2.5-3.1 2.9.8 4.1L8 11.3l-3.7 2 .8-4.1L2 6.3l4.2-.5zM6.5 7.5l3 0M7 9h2",
  play: "M4.5 2.5 13 8l-8.5 5.5z",
  info: "M8 14.5a6.5 6.5 0 1 1 0-13 6.5 6.5 0 0 1 0 13zM8 7.5v4M8 5v.01",
};
export type Icon = keyof typeof PATHS;

/** A pattern may be longer than a list is wide. */
export const MOST_DOTS = 6;

export function icon(name: Icon, size = 16): TemplateResult {
  return html`<svg class="icon" width=${size} height=${size} viewBox="0 0 16 16" aria-hidden="true">
    <path d=${PATHS[name]} />
  </svg>`;
}

export function severityBars(severity: Severity): TemplateResult {
  const bars = SEVERITIES.indexOf(severity);
  return html`<svg
    class="severity s${bars}"
    width="12"
    height="12"
    viewBox="0 0 12 12"
    role="img"
    aria-label=${severity}
  >
    <title>${severity}</title>
    ${[0, 1, 2, 3].map(
      (i) =>
        svg`<rect class=${i < bars ? "on" : "off"} x=${i * 3} y=${8 - i * 2.5} width="2" height=${3.5 + i * 2.5} rx=".5" />`,
    )}
  </svg>`;
}

/** One square per step, filled as far as a match came. */
export function stepDots({ reached, steps }: { readonly reached: number; readonly steps: number }): TemplateResult {
  const shown = Math.min(steps, MOST_DOTS);
  const full = steps <= MOST_DOTS ? reached : Math.floor((reached / steps) * MOST_DOTS);
  const said = `${reached} of ${steps} steps reached`;
  return html`<svg
    class="dots"
    width=${shown * 8}
    height="10"
    viewBox="0 0 ${shown * 8} 10"
    role="img"
    aria-label=${said}
  >
    <title>${said}</title>
    ${Array.from({ length: shown }, (_, i) => svg`<rect class=${i < full ? "on" : "off"} x=${i * 8 + 0.5} y="2.5" width="5" height="5" rx="1" />`)}
  </svg>`;
}

/** How a run or an attempt came out: a shape before it is a colour. */
export function resultMark(result: "done" | "failed" | "stopped"): TemplateResult {
  const name = result === "done" ? "check" : result;
  return html`<span class="mark ${result}" role="img" aria-label=${result} title=${result}>${icon(name, 12)}</span>`;
}
