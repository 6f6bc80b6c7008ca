/** Zoom, pan and the keys of the timeline. Invariant: what is in sight is inside the extent, and never less than a moment. */
import type { Micros } from "../../panel/messages.ts";
import type { Scene, Span } from "./scene.ts";
import { BIN } from "./scene.ts";

const SECOND = 1_000_000;
/** The closest look. */
const LEAST = SECOND / 10;
const STEP = 1.5;

export interface Moves {
  readonly scene: Pick<Scene, "sight" | "extent" | "brush">;
  readonly cursor: Micros | null;
  readonly anchor: Micros | null;
  readonly bins: number;
  readonly timeAt: (x: number) => Micros;
  readonly move: (cursor: Micros, anchor: Micros | null) => void;
  readonly brush: (span: Span | null) => void;
  readonly zoom: (span: Span | null) => void;
  readonly pick: () => void;
}

/** `factor` above 1: closer; `at` stays where it is. Null: all is in sight. */
export function zoomed(
  { sight, extent }: Pick<Scene, "sight" | "extent">,
  factor: number,
  at: Micros,
  least = LEAST,
): Span | null {
  const [from, to] = sight;
  const length = Math.max(least, (to - from) / factor);
  if (length >= extent[1] - extent[0]) return null;
  const start = at - ((at - from) * length) / (to - from);
  return within(extent, start, length);
}

export function panned({ sight, extent }: Pick<Scene, "sight" | "extent">, by: Micros): Span | null {
  const [from, to] = sight;
  return to - from >= extent[1] - extent[0] ? null : within(extent, from + by, to - from);
}

function within([first, last]: Span, start: Micros, length: Micros): Span {
  const from = Math.min(last - length, Math.max(first, start));
  return [Math.round(from), Math.round(from + length)];
}

/** Turned: closer or farther; with Shift, or sideways: along. */
export function wheel(moves: Moves, event: WheelEvent, x: number): void {
  event.preventDefault();
  const { scene, timeAt } = moves;
  const along = event.shiftKey
    ? event.deltaY || event.deltaX
    : Math.abs(event.deltaX) > Math.abs(event.deltaY)
      ? event.deltaX
      : 0;
  if (along !== 0) moves.zoom(panned(scene, timeAt(along) - timeAt(0)));
  else if (event.deltaY !== 0) moves.zoom(zoomed(scene, event.deltaY < 0 ? STEP : 1 / STEP, timeAt(x)));
}

/** True if the key meant something here. */
export function act(moves: Moves, { key, shiftKey }: Pick<KeyboardEvent, "key" | "shiftKey">): boolean {
  const { scene, cursor, anchor } = moves;
  const [from, to] = scene.sight;
  const middle = cursor ?? (from + to) / 2;
  switch (key) {
    case "ArrowLeft":
    case "ArrowRight": {
      const step = moves.timeAt(BIN) - moves.timeAt(0);
      const start = cursor ?? scene.brush?.[0] ?? from;
      const next = cursor === null ? start : start + (key === "ArrowRight" ? step : -step);
      const at = Math.min(to, Math.max(from, next));
      if (!shiftKey) moves.move(at, null);
      else {
        const fixed = anchor ?? start;
        moves.move(at, fixed);
        moves.brush(at < fixed ? [at, fixed] : [fixed, at]);
      }
      return true;
    }
    case "Home":
    case "End":
      moves.move(key === "Home" ? from : to, null);
      return true;
    case "+":
    case "=":
      moves.zoom(zoomed(scene, STEP, middle));
      return true;
    case "-":
      moves.zoom(zoomed(scene, 1 / STEP, middle));
      return true;
    case "0":
      moves.zoom(null);
      return true;
    case "Enter":
      moves.pick();
      return true;
    default:
      return false;
  }
}
