/** Late and unparsed: every line that took no part in detection, by its reason, and beside it the account that adds up. */
import type { TemplateResult } from "lit";
import { html, nothing } from "lit";
import type { Rejected } from "../panel/messages.ts";
import { account } from "./account.ts";
import { memo } from "./arrange.ts";
import { count, printable } from "./format.ts";
import { icon } from "./icons.ts";
import type { ListRow } from "./list.ts";
import { listedRejected, reasonGroups } from "./reasons.ts";
import { shortNames } from "./tree.ts";
import type { View } from "./view.ts";

type Shown =
  | { readonly key: string; readonly title: string; readonly number: number; readonly open: boolean }
  | { readonly key: string; readonly line: Rejected };

/** Pixels: of a letter of the places, and of the column that they get at most; the same of the reasons. */
const PLACE_LETTER = 6.8;
const MOST_PLACE = 148;
const REASON_LETTER = 7;
const MOST_REASON = 480;

/** Key of a line's row, by its index among all. */
export const lineKey = (index: number): string => `line-${index}`;

const namesOf = memo((lines: readonly Rejected[]) => shortNames(new Set(lines.map(({ file }) => file))));
/** Of the column of places, in pixels. */
const placeWidth = memo((lines: readonly Rejected[], names: ReadonlyMap<string, string>) => {
  const letters = lines.reduce((most, { file, line }) => Math.max(most, `${names.get(file)}:${line}`.length), 0);
  return Math.min(MOST_PLACE, Math.ceil(letters * PLACE_LETTER));
});
/** Of the column of reasons, in pixels: why a line was set aside is the answer, the line itself is a click away. */
const reasonWidth = memo((lines: readonly Rejected[]) =>
  Math.min(MOST_REASON, Math.ceil(lines.reduce((most, of) => Math.max(most, lettersOf(of)), 0) * REASON_LETTER)),
);
/** `, arrived 14:02:00` stands behind it where a line is late. */
const lettersOf = ({ kind, reason }: Rejected): number => reason.length + (kind === "late" ? 18 : 0);
const listed = memo(listedRejected);

export function rejected(view: View): TemplateResult {
  const { data, state, ui, set } = view;
  const names = namesOf(data.rejected);
  const rows = shownRows(view);
  const fold = (index: number, unfold: boolean): void => {
    const row = rows[index]!;
    if ("line" in row) return;
    const folded = new Set(ui.foldedGroups);
    if (unfold) folded.delete(row.key);
    else folded.add(row.key);
    set({ foldedGroups: folded });
  };
  const open = (index: number): void => {
    const row = rows[index]!;
    if ("line" in row) view.post({ type: "openEvidence", file: row.line.file, line: row.line.line });
    else fold(index, !row.open);
  };
  const pick = (index: number): void => set({ rejectedRow: rows[index]!.key });
  const missing = state.rejected - data.rejected.length;
  return html`<section
      class="rejected ${view.dated || !view.oneDay ? "dated" : ""}"
      aria-label="Late and unparsed"
      .style=${`--place: ${placeWidth(data.rejected, names)}px; --reason: ${reasonWidth(data.rejected)}px`}
    >
      ${
        rows.length === 0
          ? html`<p class="foot dim">No line has these words. Esc clears the filter.</p>`
          : html`<mangrove-list
              id="rejected"
              .kind=${"tree"}
              .label=${"Lines that took no part"}
              .count=${rows.length}
              .row=${(index: number) => drawn(view, rows[index]!, names)}
              .selected=${rows.findIndex(({ key }) => key === ui.rejectedRow)}
              .onPick=${pick}
              .onClickRow=${(index: number) => (pick(index), open(index))}
              .onOpen=${open}
              .peek=${true}
              .onFold=${fold}
            ></mangrove-list>`
      }
      ${missing > 0 ? html`<div class="foot dim">${count(missing)} more were counted and are not listed.</div>` : nothing}
    </section>
    ${state.summary ? account(state.summary) : nothing}`;
}

function shownRows({ data, state, ui }: View): readonly Shown[] {
  const lines = listed(data.rejected, ui.rejectedQuery);
  const all = ui.rejectedQuery.trim() === "";
  return reasonGroups(lines, all ? state.rejectedKinds : {}).flatMap(({ name, title, number, indexes }): Shown[] => {
    const open = !ui.foldedGroups.has(name);
    const head = { key: name, title, number, open };
    return open ? [head, ...indexes.map((index) => ({ key: lineKey(index), line: data.rejected[index]! }))] : [head];
  });
}

function drawn({ clock, dated, oneDay }: View, of: Shown, names: ReadonlyMap<string, string>): ListRow {
  if ("line" in of) {
    const { kind, line, file, source, reason, text, time, arrived } = of.line;
    const at = time ?? arrived;
    const write = (micros: number): string => (dated || !oneDay ? clock.dated(micros) : clock.time(micros));
    const sameDay = time !== null && arrived !== null && clock.day(time) === clock.day(arrived);
    const arrival = arrived === null ? "" : sameDay ? clock.time(arrived) : write(arrived);
    const why = kind === "late" && arrived !== null ? `${reason}, arrived ${arrival}` : reason;
    return {
      key: of.key,
      level: 1,
      look: "line",
      content: html`<span></span><span class="dim cut time">${at === null ? "-" : write(at)}</span>
        <span class="cut source" title=${source ?? "-"}>${source ?? "-"}</span>
        <span class="cut" title=${printable(why)}>${printable(why)}</span>
        <span class="cut mono dim logText" title=${printable(text)}>${printable(text)}</span>
        <span class="place" title="${file}:${line}"
          ><span class="cut">${names.get(file)}</span><span>:${line}</span></span
        >`,
    };
  }
  return {
    key: of.key,
    level: 0,
    open: of.open,
    look: "group",
    content: html`<span>${icon(of.open ? "down" : "right", 12)}</span><span class="strong cut">${of.title}</span>
      <span class="dim">${count(of.number)}</span>`,
  };
}
