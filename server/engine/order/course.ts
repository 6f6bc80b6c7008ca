/**
 * The watermark's way: where it stood while records arrived, how many waited for it, and for whom it waited. Invariant: bounded
 * and a function of the arrivals alone. Time is cut into slices of one width, which doubles whenever there are too many; of each
 * slice the first moment is kept, and the one at which the watermark stood farthest behind.
 */
import type { Micros } from "../../model/program.ts";
import type { Course, CoursePoint } from "../events.ts";
import type { Order } from "./order.ts";

/** Two moments of each make 2,000 at most. */
const MOST_SLICES = 1_000;
const FIRST_WIDTH: Micros = 1_000_000;

interface Slice {
  index: number;
  readonly first: CoursePoint;
  worst: CoursePoint;
}

export class CourseRecorder {
  private readonly slices: Slice[] = [];
  private width = FIRST_WIDTH;
  private start: Micros = NaN;

  /** A record has arrived at system time `at`, and what it released has left the queue. */
  take(at: Micros, order: Pick<Order, "time" | "waiting" | "waitsFor">): void {
    if (Number.isNaN(this.start)) this.start = at;
    const index = Math.floor((at - this.start) / this.width);
    const last = this.slices.at(-1);
    const watermark = Number.isFinite(order.time) ? order.time : null;
    if (last?.index === index) {
      if (lagOf({ at, watermark }) > lagOf(last.worst)) last.worst = point(at, watermark, order);
      return;
    }
    const first = point(at, watermark, order);
    this.slices.push({ index, first, worst: first });
    if (this.slices.length > MOST_SLICES) this.halve();
  }

  course(): Course {
    const points = this.slices.flatMap(({ first, worst }) => (worst === first ? [first] : [first, worst]));
    const lags = this.slices.map(({ first }) => lagOf(first)).filter((lag) => lag >= 0);
    lags.sort((a, b) => a - b);
    return { points, median: lags[lags.length >> 1] ?? null };
  }

  private halve(): void {
    this.width *= 2;
    let kept = 0;
    for (const slice of this.slices) {
      slice.index >>= 1;
      const before = this.slices[kept - 1];
      if (before?.index !== slice.index) this.slices[kept++] = slice;
      else if (lagOf(slice.worst) > lagOf(before.worst)) before.worst = slice.worst;
    }
    this.slices.length = kept;
  }
}

function point(at: Micros, watermark: Micros | null, order: Pick<Order, "waiting" | "waitsFor">): CoursePoint {
  return { at, watermark, waiting: order.waiting, waitsFor: order.waitsFor(at) };
}

/** -1: there is no watermark yet. */
const lagOf = ({ at, watermark }: Pick<CoursePoint, "at" | "watermark">): Micros =>
  watermark === null ? -1 : Math.max(0, at - watermark);
