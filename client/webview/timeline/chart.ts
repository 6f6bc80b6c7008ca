/**
 * The timeline's chart: uPlot has the axis, the scales, the cursor, the selection and the watermark's line; the lanes are drawn in
 * its hooks. Invariant: what is drawn is a function of the scene; what a pointer does is told, and comes back as a new scene.
 */
import uPlot from "uplot";
import type { Micros } from "../../panel/messages.ts";
import { DAY, iso } from "../clock.ts";
import type { Mark } from "./bins.ts";
import { marksOf } from "./bins.ts";
import { drawAbove, drawLanes } from "./draw.ts";
import { deepest, line } from "./lag.ts";
import type { Palette } from "./palette.ts";
import { readPalette } from "./palette.ts";
import type { Scene, Span } from "./scene.ts";
import { AXIS, BIN, heightOf, LAG, LAG_TOP, lagTop, RIGHT } from "./scene.ts";

/** Milliseconds, as the chart counts. */
const ms = (at: Micros): number => at / 1_000;

/** Pixels of half a letter of the axis, at least. */
const HALF_LETTER = 3;

export interface Told {
  /** A span was drawn, or, by a double click, taken away. */
  brush(span: Span | null): void;
  /** The pointer is here, in pixels of the plot; null: it left. */
  hover(place: { readonly x: number; readonly y: number } | null): void;
}

export class Chart {
  readonly plot: uPlot;
  private scene: Scene;
  private palette: Palette;
  private marks: readonly Mark[] = [];
  private readonly host: HTMLElement;

  constructor(host: HTMLElement, scene: Scene, told: Told) {
    this.host = host;
    this.scene = scene;
    this.palette = readPalette(host);
    this.plot = new uPlot(this.options(told), this.data(), host);
    this.show(scene);
  }

  /** Pixels of the plot. */
  get width(): number {
    return this.plot.bbox.width / devicePixelRatio;
  }

  get bins(): number {
    return Math.max(1, Math.floor(this.width / BIN));
  }

  get all(): readonly Mark[] {
    return this.marks;
  }

  timeAt(x: number): Micros {
    const [from, to] = this.scene.sight;
    return from + ((to - from) * x) / this.width;
  }

  placeOf(at: Micros): number {
    const [from, to] = this.scene.sight;
    return ((at - from) / (to - from)) * this.width;
  }

  show(scene: Scene): void {
    this.scene = scene;
    const size = { width: this.host.clientWidth, height: heightOf(scene) };
    if (size.width === 0) return;
    if (size.width !== this.plot.width || size.height !== this.plot.height) this.plot.setSize(size);
    this.marks = marksOf({ rows: scene.rows, hits: scene.lit, lanes: scene.lanes.of }, ...this.binned());
    this.plot.setData(this.data());
    this.select(scene.brush);
  }

  /** The theme changed. */
  recolour(): void {
    this.palette = readPalette(this.host);
    this.plot.redraw(false, true);
  }

  /** Shows a span as chosen, without telling. */
  select(span: Span | null): void {
    const [left, right] = span === null ? [0, 0] : span.map((at) => this.inside(this.placeOf(at)));
    const height = this.plot.bbox.height / devicePixelRatio;
    this.plot.setSelect({ left: left!, width: right! - left!, top: 0, height: span === null ? 0 : height }, false);
  }

  destroy(): void {
    this.plot.destroy();
  }

  private inside(x: number): number {
    return Math.min(this.width, Math.max(0, x));
  }

  /** All bins are as wide as they are drawn, the last one too. */
  private binned(): [from: Micros, to: Micros, bins: number] {
    const [from, to] = this.scene.sight;
    const bins = Math.max(1, Math.ceil(this.width / BIN));
    return [from, from + ((to - from) * bins * BIN) / Math.max(1, this.width), bins];
  }

  private data(): uPlot.AlignedData {
    const [from, to] = this.scene.extent.map(ms) as [number, number];
    const [x, y] = line(this.scene.course);
    // The chart needs two points to have a scale.
    return [
      [Math.min(from, x[0] ?? from), ...x, Math.max(to, x.at(-1) ?? to)],
      [null, ...y, null],
    ];
  }

  private options(told: Told): uPlot.Options {
    const colour = (name: keyof Palette) => () => this.palette[name] as string;
    return {
      width: Math.max(1, this.host.clientWidth),
      height: heightOf(this.scene),
      ms: 1,
      tzDate: (at) => asLocal(new Date(ms(this.scene.clock.wall(at * 1_000)))),
      padding: [0, RIGHT, 0, 0],
      legend: { show: false },
      cursor: {
        y: false,
        points: { show: false },
        drag: { x: true, y: false, setScale: false, dist: 4 },
        bind: { dblclick: () => () => (told.brush(null), null) },
      },
      scales: {
        x: { time: true, range: () => this.scene.sight.map(ms) as [number, number] },
        lag: { dir: -1, range: () => this.depths() },
      },
      axes: [
        {
          side: 0,
          size: AXIS,
          gap: 3,
          space: 64,
          font: this.palette.font,
          stroke: colour("dim"),
          grid: { stroke: colour("faint"), width: 1 },
          ticks: { show: false },
          values: (u, splits, _, __, step) =>
            splits.map((at) => {
              const text = this.written(at, step);
              return u.valToPos(at, "x") < text.length * HALF_LETTER ? "" : text; // the half of a time is another time
            }),
        },
        { show: false, scale: "lag" },
      ],
      series: [
        {},
        {
          scale: "lag",
          stroke: colour("mid"),
          fill: colour("wash"),
          width: 1,
          paths: uPlot.paths.stepped!({ align: 1 }),
          points: { show: false },
        },
      ],
      hooks: {
        drawAxes: [(u) => drawLanes(u, this.scene, this.palette, this.marks)],
        draw: [(u) => drawAbove(u, this.scene, this.palette)],
        setSelect: [({ select: { left, width } }) => told.brush([this.timeAt(left), this.timeAt(left + width)])],
        setCursor: [
          ({ cursor: { left, top } }) => told.hover(left! < 0 || top! < 0 ? null : { x: left!, y: AXIS + top! }),
        ],
      },
    };
  }

  /** The scale of depths goes through the whole plot; 0 and the deepest lie on the edges of their lane. */
  private depths(): [number, number] {
    const { course, late } = this.scene;
    const [top, height] = [lagTop(this.scene) - AXIS + LAG_TOP, LAG - LAG_TOP];
    const unit = deepest(course, late) / height;
    return [-top * unit, (heightOf(this.scene) - AXIS - top) * unit];
  }

  /** On the axis: as exact as the steps are, and the day where a day begins. */
  private written(at: number, step: number): string {
    const { clock } = this.scene;
    const wall = clock.wall(at * 1_000);
    if (step * 1_000 >= DAY || wall % DAY === 0) return clock.day(at * 1_000);
    return iso(wall).slice(11, step >= 60_000 ? 16 : step >= 1_000 ? 19 : 23);
  }
}

/** What the date says in UTC, said in the zone of the browser: there the chart reads it. */
function asLocal(date: Date): Date {
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()];
  return new Date(
    year,
    month,
    day,
    date.getUTCHours(),
    date.getUTCMinutes(),
    date.getUTCSeconds(),
    date.getUTCMilliseconds(),
  );
}
