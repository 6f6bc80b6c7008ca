/** The edges of the brush: two lines with a grip, which are dragged. */
import type { TemplateResult } from "lit";
import { html, nothing } from "lit";
import type { Micros } from "../../panel/messages.ts";
import type { Span } from "./scene.ts";

export interface Edge {
  readonly event: PointerEvent;
  readonly span: Span;
  /** Which end of the span it is. */
  readonly end: 0 | 1;
}

/** Those in sight; `left` where the plot begins. */
export function edges(
  brush: Span | null,
  place: (at: Micros) => number,
  width: number,
  left: number,
  grab: (edge: Edge) => void,
): (TemplateResult | typeof nothing)[] {
  if (brush === null || width === 0) return [];
  return ([0, 1] as const).map((end) => {
    const x = place(brush[end]);
    if (x < left || x > left + width) return nothing;
    const down = (event: PointerEvent): void => grab({ event, span: brush, end });
    return html`<div class="edge" .style=${`left: ${Math.round(x)}px`} @pointerdown=${down}></div>`;
  });
}

/** Follows the pointer until it is let go; beyond the other edge the two change places. */
export function drag(
  { event, span, end }: Edge,
  host: HTMLElement,
  timeAt: (x: number) => Micros,
  { show, tell }: { readonly show: (span: Span) => void; readonly tell: (span: Span) => void },
): void {
  const edge = event.currentTarget as HTMLElement;
  const fixed = span[1 - end]!;
  const { left } = host.getBoundingClientRect();
  const spanAt = ({ clientX }: PointerEvent): Span => {
    const at = timeAt(clientX - left);
    return at < fixed ? [at, fixed] : [fixed, at];
  };
  const move = (moved: PointerEvent): void => {
    edge.style.left = `${Math.round(moved.clientX - left)}px`;
    show(spanAt(moved));
  };
  event.preventDefault();
  edge.setPointerCapture(event.pointerId);
  edge.addEventListener("pointermove", move);
  edge.addEventListener(
    "pointerup",
    (up) => {
      edge.removeEventListener("pointermove", move);
      tell(spanAt(up));
    },
    { once: true },
  );
}
