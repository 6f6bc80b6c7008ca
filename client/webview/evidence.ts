/** The tree of evidence: detections, steps and log lines, drawn. A click on a line opens the log there. */
import type { TemplateResult } from "lit";
import { html, nothing } from "lit";
import type { Detection, EvidenceRecord } from "../panel/messages.ts";
import { count, counted, printable, span } from "./format.ts";
import { icon } from "./icons.ts";
import type { ListRow } from "./list.ts";
import { markUp } from "./marks.ts";
import type { TreeRow } from "./tree.ts";
import { origins, shortNames, treeRows } from "./tree.ts";
import type { Ui, View } from "./view.ts";

/** Pixels: of a letter of the places, and of the column that they get at most; the same of the labels. */
const PLACE_LETTER = 6.8;
const MOST_PLACE = 148;
const LABEL_LETTER = 8;
const MOST_LABEL = 140;
/** Of one level of the tree, and of the fold mark. */
const INDENT = 12;
const TWISTY = 16;

/** Pixels that the longest of some labels gets. */
export const labelWidth = (labels: readonly string[]): number =>
  Math.min(MOST_LABEL, Math.max(0, ...labels.map(({ length }) => length)) * LABEL_LETTER);

export function evidence(view: View, detection: Detection): TemplateResult {
  const { ui, set } = view;
  const rows = treeRows(detection, ui.folds);
  const names = shortNames(origins(detection.evidence).files);
  const longest = Math.max(0, ...rows.map((row) => (row.kind === "line" ? placeOf(row.record, names).length : 0)));
  const labels = rows.map((row) => row.level * INDENT + TWISTY + ("label" in row ? labelWidth([row.label]) : 0));
  const columns = {
    label: Math.min(MOST_LABEL, Math.ceil(Math.max(0, ...labels))),
    place: Math.min(MOST_PLACE, Math.ceil(longest * PLACE_LETTER)),
  };
  const pick = (index: number): void => set({ evidenceRow: rows[index]!.path });
  const open = (index: number): void => {
    pick(index);
    openRow(view, rows[index]!);
  };
  return html`<mangrove-list
    class="evidence ${view.dated ? "dated" : ""}"
    .style=${`--label: ${columns.label}px; --place: ${columns.place}px`}
    .kind=${"tree"}
    .label=${"Evidence"}
    .count=${rows.length}
    .row=${(index: number) => row(view, detection, names, rows[index]!)}
    .selected=${rows.findIndex(({ path }) => path === ui.evidenceRow)}
    .onPick=${pick}
    .onClickRow=${open}
    .onOpen=${open}
    .peek=${true}
    .onFold=${(index: number, unfold: boolean) => set({ folds: fold(ui, rows[index]!.path, unfold) })}
  ></mangrove-list>`;
}

function openRow({ ui, set, post }: View, row: TreeRow): void {
  if (row.kind === "line") post({ type: "openEvidence", file: row.record.file, line: row.record.line });
  else if (row.kind !== "more") set({ folds: fold(ui, row.path, !row.open) });
  else if (row.known) set({ folds: { ...ui.folds, unfolded: new Set([...ui.folds.unfolded, row.path]) } });
}

function fold({ folds }: Ui, path: string, unfold: boolean): Ui["folds"] {
  const folded = new Set(folds.folded);
  if (unfold) folded.delete(path);
  else folded.add(path);
  return { ...folds, folded };
}

function row(view: View, detection: Detection, names: ReadonlyMap<string, string>, of: TreeRow): ListRow {
  const { clock, dated } = view;
  const time = (at: number): string => (dated ? clock.dated(at) : clock.time(at));
  const at = { key: of.path, level: of.level };
  switch (of.kind) {
    case "detection":
      return {
        ...at,
        open: of.open,
        content: html`${label(of.level, of.label, of.open)}
          <span class="dim cut">${of.last === null ? "" : time(of.last)}</span>
          <span class="cut rule">${of.rule}</span>`,
      };
    case "counted":
      return {
        ...at,
        open: of.open,
        content: html`${label(of.level, of.label, of.open)}
          <span class="dim cut">${of.length > 0 ? span(of.length) : ""}</span>
          <span class="cut dim">${counted(of.step.total, "record")}, ${of.step.step}</span>`,
      };
    case "more":
      return {
        ...at,
        content: html`${label(of.level, "")}<span></span>${
            of.known
              ? html`<span class="link">${count(of.number)} more</span>`
              : html`<span class="dim">${count(of.number)} more, counted but not kept</span>`
          }`,
      };
    case "line":
      return {
        ...at,
        look: "line",
        content: html`${label(of.level, of.label)} ${line(view, detection, names, of.record)}`,
      };
  }
}

function label(level: number, text: string, open?: boolean): TemplateResult {
  return html`<span class="label">
    ${Array.from({ length: level }, () => html`<span class="guide"></span>`)}
    <span class="twisty">${open === undefined ? nothing : icon(open ? "down" : "right", 12)}</span>
    <span class="cut" title=${text}>${text}</span>
  </span>`;
}

/** `web1/auth.log:38` */
function placeOf({ file, line }: EvidenceRecord, names: ReadonlyMap<string, string>): string {
  return `${names.get(file) ?? file}:${line}`;
}

function line(
  { clock, dated }: View,
  detection: Detection,
  names: ReadonlyMap<string, string>,
  record: EvidenceRecord,
): TemplateResult {
  const { file, line: number, time } = record;
  return html`<span class="dim cut" title=${clock.dated(time)}>${dated ? clock.dated(time) : clock.time(time)}</span>
    <span class="text" title=${printable(record.text)}>${markUp(record, detection)}</span>
    <span class="place" title="${file}:${number}"
      ><span class="cut">${names.get(file)}</span><span>:${number}</span></span
    >`;
}
