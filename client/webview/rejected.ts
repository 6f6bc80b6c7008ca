/** Late and unparsed: every line that took no part in detection, by kind, and beside it the account that adds up. */
import type { TemplateResult } from "lit";
import { html, nothing } from "lit";
import type { Rejected } from "../panel/messages.ts";
import { account } from "./account.ts";
import { count, printable } from "./format.ts";
import { icon } from "./icons.ts";
import type { ListRow } from "./list.ts";
import { shortNames } from "./tree.ts";
import type { View } from "./view.ts";

const KINDS: readonly (readonly [Rejected["kind"], string])[] = [
  ["late", "Late by more than the source allows"],
  ["ahead", "Further ahead than the source allows"],
  ["unparsed", "Not parsed"],
  ["duplicate", "Duplicates"],
];

type GroupedRow =
  { readonly group: string; readonly title: string; readonly number: number } | { readonly line: Rejected };

export function rejected(view: View): TemplateResult {
  const { data, state, ui, set } = view;
  const rows = group(data.rejected, state.rejectedKinds, ui.foldedGroups);
  const names = shortNames(new Set(data.rejected.map(({ file }) => file)));
  const open = (index: number): void => {
    const row = rows[index]!;
    if ("line" in row) view.post({ type: "openEvidence", file: row.line.file, line: row.line.line });
    else fold(index, ui.foldedGroups.has(row.group));
  };
  const fold = (index: number, unfold: boolean): void => {
    const row = rows[index]!;
    if ("line" in row) return;
    const folded = new Set(ui.foldedGroups);
    if (unfold) folded.delete(row.group);
    else folded.add(row.group);
    set({ foldedGroups: folded });
  };
  const missing = state.rejected - data.rejected.length;
  return html`<section class="rejected" aria-label="Late and unparsed">
      <mangrove-list
        .kind=${"tree"}
        .label=${"Lines that took no part"}
        .count=${rows.length}
        .row=${(index: number) => row(rows[index]!, index, ui.foldedGroups, names)}
        .selected=${Math.min(ui.rejectedRow, rows.length - 1)}
        .onPick=${(rejectedRow: number) => set({ rejectedRow })}
        .onClickRow=${(rejectedRow: number) => (set({ rejectedRow }), open(rejectedRow))}
        .onOpen=${open}
        .onFold=${fold}
      ></mangrove-list>
      ${missing > 0 ? html`<div class="foot dim">${count(missing)} more were counted and are not listed.</div>` : nothing}
    </section>
    ${state.summary ? account(state.summary) : nothing}`;
}

function group(
  lines: readonly Rejected[],
  numbers: Readonly<Record<string, number>>,
  folded: ReadonlySet<string>,
): readonly GroupedRow[] {
  return KINDS.flatMap(([kind, title]): GroupedRow[] => {
    const of = lines.filter((line) => line.kind === kind);
    if (of.length === 0) return [];
    const head = { group: kind, title, number: numbers[kind] ?? of.length };
    return folded.has(kind) ? [head] : [head, ...of.map((line) => ({ line }))];
  });
}

function row(of: GroupedRow, index: number, folded: ReadonlySet<string>, names: ReadonlyMap<string, string>): ListRow {
  if ("line" in of) {
    const { line, file, source, reason, text } = of.line;
    return {
      key: `${index}`,
      level: 1,
      look: "line",
      content: html`<span></span><span class="cut dim source" title=${source ?? "-"}>${source ?? "-"}</span>
        <span class="cut" title=${printable(reason)}>${printable(reason)}</span>
        <span class="cut mono dim logText" title=${printable(text)}>${printable(text)}</span>
        <span class="place" title="${file}:${line}"
          ><span class="cut">${names.get(file)}</span><span>:${line}</span></span
        >`,
    };
  }
  const open = !folded.has(of.group);
  return {
    key: of.group,
    level: 0,
    open,
    look: "group",
    content: html`<span>${icon(open ? "down" : "right", 12)}</span><span class="strong cut">${of.title}</span>
      <span class="dim">${count(of.number)}</span>`,
  };
}
