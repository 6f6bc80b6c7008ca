/** What the timeline says in words: the sentence that stands for the picture, and what hangs at the pointer. */
import type { TemplateResult } from "lit";
import { html, nothing } from "lit";
import type { CoursePoint, Micros } from "../../panel/messages.ts";
import { total } from "../filter.ts";
import { count, counted, SEVERITIES, span } from "../format.ts";
import type { Mark } from "./bins.ts";
import { countOf } from "./bins.ts";
import type { LateRecord } from "./lag.ts";
import type { Scene } from "./scene.ts";

export function sentence({ rows, hits, clock, dated, sight, late, course }: Scene): string {
  const [from, to] = sight.map((at) => (dated ? clock.dated(at) : clock.time(at)));
  const matching = total(hits);
  const parts = [
    `${counted(rows.length, "detection")} from ${from} to ${to}`,
    ...(matching === rows.length ? [] : [`${count(matching)} of them match the filter`]),
    ...(late.length > 0 ? [`${counted(late.length, "record")} came too late`] : []),
    ...(typeof course?.median === "number" ? [`the watermark stood ${span(course.median)} behind arrival`] : []),
  ];
  return `Timeline: ${parts.join("; ")}.`;
}

/** `high 2, medium 1` */
export function severityWords(marks: readonly Mark[]): string {
  return [...SEVERITIES.keys()]
    .reverse()
    .map((bars) => [SEVERITIES[bars]!, marks.reduce((sum, { severities }) => sum + severities[bars]!, 0)] as const)
    .filter(([, rows]) => rows > 0)
    .map(([severity, rows]) => `${severity} ${count(rows)}`)
    .join(", ");
}

export interface Pointed {
  readonly at: Micros;
  /** Of the place that is pointed at. */
  readonly marks: readonly Mark[];
  readonly point: CoursePoint | null;
  readonly late: LateRecord | null;
}

export function tip({ clock, dated, lanes }: Scene, { at, marks, point, late }: Pointed): TemplateResult {
  const time = (of: Micros): string => (dated ? clock.dated(of) : clock.time(of));
  const behind = point?.watermark == null ? null : point.at - point.watermark;
  return html`<b>${time(at)}</b> ${marks.map(
      (mark) => html`<span class="dim">${lanes.lanes[mark.lane]!.label}</span> <span>${severityWords([mark])}</span>`,
    )}
    ${
      late === null
        ? nothing
        : html`<span class="dim">late</span><span>arrived ${time(late.arrived)}, ${span(late.lag)} behind</span>`
    }
    ${
      point === null
        ? nothing
        : html`<span class="dim">arrival</span><span>${time(point.at)}</span> <span class="dim">watermark</span
            ><span>
              ${point.watermark === null ? "none yet" : `${time(point.watermark)}, ${span(Math.max(0, behind!))} behind`}${
                point.waitsFor === null ? "" : `, waits for ${point.waitsFor}`
              }</span
            >
            <span class="dim">queue</span><span>${counted(point.waiting, "record")}</span>`
    }`;
}

/** The same for ears. */
export function spoken(scene: Scene, { at, marks, point }: Pointed): string {
  const rows = marks.reduce((sum, mark) => sum + countOf(mark), 0);
  const found = rows === 0 ? "no detection" : `${counted(rows, "detection")}: ${severityWords(marks)}`;
  const behind = point?.watermark == null ? "" : `, watermark ${span(point.at - point.watermark)} behind`;
  return `${scene.dated ? scene.clock.dated(at) : scene.clock.time(at)}, ${found}${behind}`;
}
