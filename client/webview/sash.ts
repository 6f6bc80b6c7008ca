/** The line between list and detail: dragged, moved by arrow keys, back to the design's measure by a double click. */
import type { TemplateResult } from "lit";
import { html } from "lit";
import type { View } from "./view.ts";

const LEAST = 20;
const MOST = 80;

export function sash({ ui, set }: View): TemplateResult {
  const move = (percent: number): void => set({ left: Math.round(10 * Math.min(MOST, Math.max(LEAST, percent))) / 10 });
  const drag = (event: PointerEvent): void => {
    const line = event.currentTarget as HTMLElement;
    if (!line.hasPointerCapture(event.pointerId)) return;
    const { left, width } = line.parentElement!.getBoundingClientRect();
    move((100 * (event.clientX - left)) / width);
  };
  const step = (event: KeyboardEvent): void => {
    const by = event.key === "ArrowLeft" ? -2 : event.key === "ArrowRight" ? 2 : 0;
    if (by !== 0) move((ui.left ?? 38) + by);
  };
  return html`<div
    class="sash"
    role="separator"
    aria-orientation="vertical"
    aria-label="Width of the list"
    aria-valuenow=${Math.round(ui.left ?? 38)}
    aria-valuemin=${LEAST}
    aria-valuemax=${MOST}
    tabindex="0"
    @pointerdown=${(event: PointerEvent) => (event.currentTarget as HTMLElement).setPointerCapture(event.pointerId)}
    @pointermove=${drag}
    @dblclick=${() => set({ left: null })}
    @keydown=${step}
  ></div>`;
}
