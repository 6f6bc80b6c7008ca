/** Where nothing surfaced: every rule that was replayed, how far it came, and its nearest miss. */
import type { TemplateResult } from "lit";
import { html } from "lit";
import type { RuleBrief } from "../panel/messages.ts";
import { listed } from "./explained.ts";
import { counted, printable } from "./format.ts";
import { stepDots } from "./icons.ts";
import { key } from "./key.ts";
import { nameOf, reachOf, stopOf } from "./ladderWords.ts";
import type { ListRow } from "./list.ts";
import type { View } from "./view.ts";

export function nearest(view: View): TemplateResult {
  const { data, ui, set } = view;
  const rules = listed(data, { ...ui, finding: "", ruleOrder: "steps" });
  const open = (index: number): void => view.explain(rules[index]!.rule, "");
  return html`<div class="heads nearest">
      <span>Rule</span><span>Key</span><span>Steps</span><span>Stops at</span><span>Nearest miss</span><span></span>
    </div>
    <mangrove-list
      class="nearest"
      .kind=${"listbox"}
      .label=${"Rules that did not fire"}
      .count=${rules.length}
      .row=${(index: number) => row(rules[index]!)}
      .selected=${Math.min(ui.nearestRow, rules.length - 1)}
      .onPick=${(nearestRow: number) => set({ nearestRow })}
      .onClickRow=${(nearestRow: number) => (set({ nearestRow }), open(nearestRow))}
      .onOpen=${open}
    ></mangrove-list>`;
}

function row(brief: RuleBrief): ListRow {
  const [miss] = brief.nearest;
  const stop = stopOf(brief.ladder);
  const missing = miss && brief.ladder[miss.step];
  const at = stop ?? missing ?? null;
  const name = missing ? nameOf(missing) : "";
  const text = miss ? printable(miss.text) : whyNot(brief);
  return {
    key: brief.rule,
    content: html`<span class="cut" title=${brief.rule}>${brief.rule}</span>
      <span class="cut">${miss && miss.key.length > 0 ? key(miss.key) : html`<span class="dim">-</span>`}</span>
      ${stepDots(reachOf(brief))}
      <span class="cut mono" title=${at ? nameOf(at) : ""}>${at ? nameOf(at) : "-"}</span>
      <span class="cut" title=${text}
        >${name !== "" && at === missing && text.startsWith(`${name} `) ? text.slice(name.length + 1) : text}</span
      >
      <span class="dim">Explain</span>`,
  };
}

function whyNot({ ladder, keyless, suppressed, ignored }: RuleBrief): string {
  if (suppressed > 0) return `${counted(suppressed, "detection")} suppressed`;
  if (keyless > 0) return `${counted(keyless, "record")} had no value for its key`;
  if (ignored > 0) return `${counted(ignored, "record")} ignored`;
  const first = ladder[0];
  return first?.records === 0 ? "no record fits its first step" : "no match came near";
}
