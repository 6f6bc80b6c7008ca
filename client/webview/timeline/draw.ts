/** Draws on the chart's canvas what is no line: lanes, marks, the selected detection, late records. Reads, changes nothing. */
import type uPlot from "uplot";
import type { Micros } from "../../panel/messages.ts";
import type { Mark } from "./bins.ts";
import { countOf, heightOf } from "./bins.ts";
import { depth } from "./lag.ts";
import type { Palette } from "./palette.ts";
import type { Scene } from "./scene.ts";
import { AXIS, BIN, LAG_TOP, lagTop, laneHeight } from "./scene.ts";

/** A canvas in CSS pixels, x from the left of the plot, y from the top of the timeline. */
interface Pen {
  readonly ctx: CanvasRenderingContext2D;
  readonly width: number;
  readonly x: (at: Micros) => number;
}

function withPen(u: uPlot, draw: (pen: Pen) => void): void {
  const { ctx } = u;
  const scale = devicePixelRatio;
  ctx.save();
  ctx.beginPath();
  ctx.rect(u.bbox.left, 0, u.bbox.width, u.height * scale);
  ctx.clip();
  ctx.translate(u.bbox.left, 0);
  ctx.scale(scale, scale);
  draw({ ctx, width: u.bbox.width / scale, x: (at) => u.valToPos(at / 1_000, "x") });
  ctx.restore();
}

export function drawLanes(u: uPlot, scene: Scene, palette: Palette, marks: readonly Mark[]): void {
  const height = laneHeight(scene.merged);
  withPen(u, ({ ctx, width }) => {
    ctx.strokeStyle = palette.faint;
    ctx.globalAlpha = 0.5;
    ctx.beginPath();
    scene.lanes.lanes.forEach((_, i) => {
      const y = AXIS + (i + 1) * height - 0.5;
      ctx.moveTo(0, y);
      ctx.lineTo(width, y);
    });
    ctx.stroke();
    for (const mark of marks) drawMark(ctx, mark, AXIS + (mark.lane + 1) * height - 1, scene, palette);
    ctx.globalAlpha = 1;
    const zero = lagTop(scene) + LAG_TOP - 0.5;
    ctx.strokeStyle = palette.mid;
    ctx.setLineDash([1, 3]);
    ctx.beginPath();
    ctx.moveTo(0, zero);
    ctx.lineTo(width, zero);
    ctx.stroke();
    ctx.setLineDash([]);
  });
}

function drawMark(ctx: CanvasRenderingContext2D, mark: Mark, bottom: number, scene: Scene, palette: Palette): void {
  ctx.globalAlpha = mark.lit ? 1 : 0.35;
  const left = mark.bin * BIN;
  if (!scene.merged) {
    const height = heightOf(countOf(mark), 10);
    ctx.fillStyle = palette.severities[mark.bars]!;
    ctx.fillRect(left, bottom - height, 3, height);
    return;
  }
  // One lane for all: the severities stand on each other, the worst on top.
  const total = heightOf(countOf(mark), 18);
  let from = bottom;
  mark.severities.forEach((rows, bars) => {
    if (rows === 0) return;
    const height = Math.max(2, (total * rows) / countOf(mark));
    from -= height;
    ctx.fillStyle = palette.severities[bars]!;
    ctx.fillRect(left, from, 3, height);
  });
}

export function drawAbove(u: uPlot, scene: Scene, palette: Palette): void {
  withPen(u, (pen) => {
    drawSelected(pen, scene, palette);
    drawLate(pen, scene, palette, u);
    if (scene.watermark === null) return;
    const x = Math.round(pen.x(scene.watermark)) + 0.5;
    pen.ctx.strokeStyle = palette.progress;
    pen.ctx.beginPath();
    pen.ctx.moveTo(x, AXIS);
    pen.ctx.lineTo(x, u.height);
    pen.ctx.stroke();
  });
}

function drawSelected({ ctx, x }: Pen, { selected, merged }: Scene, palette: Palette): void {
  if (selected === null) return;
  const height = laneHeight(merged);
  const y = Math.round(AXIS + selected.lane * height + height / 2) + 0.5;
  const [from, to] = selected.span.map(x) as [number, number];
  ctx.strokeStyle = palette.fg;
  ctx.beginPath();
  ctx.moveTo(from, y);
  ctx.lineTo(Math.max(from + 2, to), y);
  for (const at of selected.ticks) {
    const tick = Math.round(x(at)) + 0.5;
    ctx.moveTo(tick, y - 3);
    ctx.lineTo(tick, y + 3);
  }
  ctx.stroke();
}

/** One diamond for those that would lie on each other. */
function drawLate({ ctx, x, width }: Pen, { late }: Scene, palette: Palette, u: uPlot): void {
  const drawn = new Set<number>();
  ctx.fillStyle = palette.bg;
  ctx.strokeStyle = palette.fg;
  ctx.lineWidth = 1.1;
  for (const { arrived, lag } of late) {
    const left = Math.round(x(arrived));
    const top = AXIS + u.valToPos(depth(lag), "lag");
    const place = Math.round(left / 3) * 64 + Math.round(top / 3);
    if (left < 0 || left > width || drawn.has(place)) continue;
    drawn.add(place);
    ctx.beginPath();
    ctx.moveTo(left, top - 3);
    ctx.lineTo(left + 3, top);
    ctx.lineTo(left, top + 3);
    ctx.lineTo(left - 3, top);
    ctx.closePath();
    ctx.fill();
    ctx.stroke();
  }
  ctx.lineWidth = 1;
}
