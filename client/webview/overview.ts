/** The timeline of the panel: what it shows of a view, and what it writes into the query. */
import type { TemplateResult } from "lit";
import { html, nothing } from "lit";
import type { Course, Detection, Group, Row } from "../panel/messages.ts";
import { memo } from "./arrange.ts";
import type { Term } from "./filter.ts";
import { withoutField, withTerm } from "./filter.ts";
import { groupOf } from "./groups.ts";
import { sameKey } from "./key.ts";
import { lineKey } from "./rejected.ts";
import { writeTimes } from "./times.ts";
import { lateOf } from "./timeline/lag.ts";
import type { Lanes } from "./timeline/lanes.ts";
import { lanesOf } from "./timeline/lanes.ts";
import type { Scene, Selected, Span } from "./timeline/scene.ts";
import { heightOf } from "./timeline/scene.ts";
import type { View } from "./view.ts";

/** Below this height or width of the view there is one lane for all. */
const LOW = 315;
const NARROW = 400;
/** Below the timeline. */
const LINE = 1;

const lanes = memo((rows: readonly Row[], group: Group, merged: boolean) => lanesOf(rows, group, merged));
const late = memo(lateOf);
/** Of the rows that match, those with the key of the row under the pointer. */
const litOf = memo((rows: readonly Row[], hits: Uint8Array, hovered: Row["key"] | null): Uint8Array => {
  if (hovered === null) return hits;
  const lit = new Uint8Array(rows.length);
  for (let i = 0; i < lit.length; i++) if (hits[i] === 1 && sameKey(rows[i]!.key, hovered)) lit[i] = 1;
  return lit;
});
/** One scene for as long as nothing of it changes: then nothing is drawn again. */
const same = memo((...parts: SceneParts): Scene => {
  const [
    rows,
    hits,
    lit,
    of,
    merged,
    course,
    records,
    extent,
    from,
    to,
    brushed,
    end,
    selected,
    watermark,
    clock,
    dated,
  ] = parts;
  const brush = brushed === null || end === null ? null : ([brushed, end] as const);
  const seen = { rows, hits, lit, lanes: of, merged, course, late: records };
  return { ...seen, extent, sight: [from, to], brush, selected, watermark, clock, dated };
});
type SceneParts = [
  ...[Scene["rows"], Scene["hits"], Scene["lit"], Lanes, boolean, Course | null, Scene["late"], Span],
  ...[number, number, number | null, number | null, Selected | null, number | null, Scene["clock"], boolean],
];

export function overview(view: View): TemplateResult | typeof nothing {
  const { rows, ui, set, arranged, extent } = view;
  if (extent === null) return nothing;
  const scene = sceneOf(view, extent);
  const { clock, oneDay } = view;
  const brush = (span: Span | null): void => {
    const query = withoutField(ui.query, "time");
    set({ query: span === null ? query : withTerm(query, `time:${writeTimes(...span, clock, !oneDay)}`) });
  };
  return html`<mangrove-timeline
    .style=${`height: ${heightOf(scene) + LINE}px`}
    .scene=${scene}
    .onBrush=${brush}
    .onZoom=${(zoom: Span | null) => set({ zoom })}
    .onPick=${(row: number) => pick(view, rows[row]!, arranged.hits[row] === 1)}
    .onLate=${(index: number | null) => set({ tab: "rejected", rejectedRow: index === null ? null : lineKey(index) })}
    .onTerm=${(term: string) => set({ query: withTerm(ui.query, term) })}
  ></mangrove-timeline>`;
}

function sceneOf(view: View, extent: Span): Scene {
  const { data, rows, state, ui, arranged, clock, dated, oneDay, terms } = view;
  const merged = innerHeight < LOW || innerWidth < NARROW;
  const of = lanes(rows, ui.group, merged);
  const [from, to] = sightOf(ui.zoom, extent);
  const [brushed, end] = brushOf(terms, extent) ?? [null, null];
  const watermark = state.phase === "running" ? (state.progress?.watermark ?? null) : null;
  return same(
    ...([rows, arranged.hits, litOf(rows, arranged.hits, ui.hovered), of, merged] as const),
    ...([data.course, late(data.rejected), extent] as const),
    ...([from, to, brushed, end, selected(rows, data.detection, ui.selected, of), watermark] as const),
    ...([clock, dated || !oneDay] as const),
  );
}

/** A zoom of a replay before this one may be outside of it. */
function sightOf(zoom: Span | null, [first, last]: Span): Span {
  if (zoom === null) return [first, last];
  const [from, to] = [Math.max(first, zoom[0]), Math.min(last, zoom[1])];
  return from < to ? [from, to] : [first, last];
}

function brushOf(terms: readonly Term[], [first, last]: Span): Span | null {
  const span = terms.find((term) => term.span !== undefined)?.span;
  return span ? [Math.max(first, span[0]), Math.min(last, span[1])] : null;
}

const selected = memo(
  (rows: readonly Row[], detection: Detection | null, id: string | null, { of }: Lanes): Selected | null => {
    const index = id === null ? -1 : rows.findIndex((row) => row.id === id);
    const row = rows[index];
    if (row === undefined) return null;
    const ticks = detection?.id === id ? detection.records.map(({ time }) => time) : [];
    return { lane: of[index]!, span: [row.first, row.time], ticks };
  },
);

/** The row must be in sight: what hides it gives way. */
function pick({ ui, set, select }: View, row: Row, matches: boolean): void {
  const folded = groupOf(row, ui.group);
  set({ groupRow: null, foldedKeys: ui.foldedKeys.filter((name) => name !== folded) });
  if (!matches) set({ query: "" });
  select(row.id);
}
