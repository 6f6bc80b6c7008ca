/** A near miss on its own window, drawn to scale: what it had, the deadline, and what came too late or was turned away. */
import type { TemplateResult } from "lit";
import { html, svg } from "lit";
import type { NearMiss, NearRecord } from "../panel/messages.ts";
import { span } from "./format.ts";

const WIDTH = 148;
const SIDE = 4;
/** The window has this share of the width, what lies behind the deadline the rest. */
const INSIDE = 0.8;
const LAST = 1.22;

/** Where a time lies, in pixels: 0 is the beginning of the window, 1 its deadline. */
export function place({ first, deadline }: Pick<NearMiss, "first" | "deadline">, time: number): number {
  const share = deadline > first ? (time - first) / (deadline - first) : 0;
  return SIDE + Math.min(LAST, Math.max(0, share)) * (WIDTH - 2 * SIDE) * INSIDE;
}

export function missWindow(miss: NearMiss): TemplateResult {
  const { first, deadline, records } = miss;
  const end = place(miss, deadline > first ? deadline : first);
  const marks = new Map(records.map((near) => [`${near.role} ${Math.round(place(miss, near.record.time))}`, near]));
  return html`<svg
    class="window"
    width=${WIDTH}
    height="22"
    viewBox="0 0 ${WIDTH} 22"
    role="img"
    aria-label=${inWords(miss)}
  >
    <title>${inWords(miss)}</title>
    <path d="M${SIDE} 11.5H${end}" />
    <path class="dotted" d="M${end} 11.5H${WIDTH - SIDE}" />
    <path class="deadline" d="M${end} 5v12" />
    ${[...marks.values()].map((near) => mark(near, place(miss, near.record.time)))}
  </svg>`;
}

function mark({ role }: NearRecord, x: number) {
  if (role === "part") return svg`<circle class="full" cx=${x} cy="11.5" r="3" />`;
  if (role === "late") return svg`<circle class="open" cx=${x} cy="11.5" r="3.2" />`;
  return svg`<path class="cross" d="M${x - 3} 8.5l6 6m0-6l-6 6" />`;
}

function inWords({ first, deadline, records }: NearMiss): string {
  const other = records.find(({ role }) => role !== "part");
  const had = records.filter(({ role }) => role === "part").length;
  const what = { late: "one too late", excluded: "one turned away", ended: "one that ended it", part: "" };
  const window = deadline > first ? `${span(deadline - first)} window, ` : "";
  return `${window}${had} ${had === 1 ? "record" : "records"}${other ? `, ${what[other.role]}` : ""}`;
}
