/** Explain: why a rule fired or did not. Three columns: the rules, the ladder of one, its near misses or one line of a log. */
import type { TemplateResult } from "lit";
import { html, nothing } from "lit";
import type { RuleBrief } from "../panel/messages.ts";
import { explainedOf, listed } from "./explained.ts";
import { count } from "./format.ts";
import { MOST_DOTS, stepDots } from "./icons.ts";
import { ladder } from "./ladder.ts";
import { reachOf } from "./ladderWords.ts";
import type { ListRow } from "./list.ts";
import { misses } from "./misses.ts";
import { record } from "./record.ts";
import type { Ui, View } from "./view.ts";

export function explain(view: View): TemplateResult {
  const explained = explainedOf(view.data, view.ui);
  if (explained === null) return html`<section class="states">${notReplayed(view)}</section>`;
  return html`${rules(view, explained.brief.rule)} ${ladder(view, explained)}
  ${view.ui.asked === "" ? misses(view, explained) : record(view, explained)}`;
}

function rules(view: View, chosen: string): TemplateResult {
  const { data, ui, set, post } = view;
  const shown = listed(data, ui);
  const most = Math.max(1, ...shown.map((brief) => reachOf(brief).steps));
  const pick = (index: number): void => view.explain(shown[index]!.rule, ui.asked);
  const column = (order: Ui["ruleOrder"], label: string, title: string): TemplateResult =>
    html`<button
      class=${ui.ruleOrder === order ? "sorted" : ""}
      title=${title}
      @click=${() => set({ ruleOrder: order })}
    >
      ${label}
    </button>`;
  return html`<section class="ruleList" aria-label="Rules" .style=${`--dots: ${8 * Math.min(MOST_DOTS, most)}px`}>
    <div class="heads">
      ${column("file", shown.length === 1 ? "1 rule" : `${count(shown.length)} rules`, "In the order of the rule files")}
      ${column("steps", "Steps", "Those that came nearest without firing first")}
      ${column("fired", "Fired", "Those that fired most first")}
    </div>
    ${
      shown.length === 0
        ? html`<p class="foot dim">No rule, and no key of its near misses, has this text.</p>`
        : html`<mangrove-list
            id="rules"
            .kind=${"listbox"}
            .label=${"Rules that were replayed"}
            .count=${shown.length}
            .row=${(index: number) => ruleRow(shown[index]!)}
            .selected=${shown.findIndex(({ rule }) => rule === chosen)}
            .onPick=${pick}
            .onClickRow=${pick}
            .onOpen=${(index: number) => post({ type: "openRule", rule: shown[index]!.rule })}
          ></mangrove-list>`
    }
  </section>`;
}

function ruleRow(brief: RuleBrief): ListRow {
  const { rule, fired } = brief;
  return {
    key: rule,
    content: html`<span class="cut" title=${rule}>${rule}</span>${stepDots(reachOf(brief))}
      <span class="number ${fired === 0 ? "strong" : "dim"}">${count(fired)}</span>`,
  };
}

function notReplayed({ state, post }: View): TemplateResult {
  const running = state.phase === "running";
  return html`<div class="empty">
    <h2>${running ? "Replaying" : "Nothing to explain yet"}</h2>
    <p class="dim">
      After a replay this says of each rule how far its matches came, where they stopped, and how near they came to
      firing.
    </p>
    ${running || state.folder === null ? nothing : html`<p><button class="button" @click=${() => post({ type: "replay" })}>Replay</button></p>`}
  </div>`;
}
