/** The boxes above the ranking and the playbook runs: words narrow what is listed while they are written. */
import type { TemplateResult } from "lit";
import { html, nothing } from "lit";
import { count } from "./format.ts";
import { icon } from "./icons.ts";
import { rankedRows, shownRanking } from "./rankWords.ts";
import { listedRejected } from "./reasons.ts";
import { listedRuns } from "./runWords.ts";
import type { View } from "./view.ts";

export function rankingBox(view: View): TemplateResult {
  const { ui, data, set } = view;
  const tree = shownRanking(data, ui);
  const keys = tree === null ? 0 : rankedRows(tree, ui).filter(({ leaf }) => leaf !== null).length;
  const listed = tree === null ? 0 : tree.nodes.reduce((sum, { leaves }) => sum + leaves.length, 0);
  return html`${box({
    label: "Filter the ranked keys",
    placeholder: "Filter: key",
    text: ui.rankQuery,
    found: `${count(keys)} of ${count(listed)}`,
    write: (rankQuery) => set({ rankQuery }),
  })}
  ${
    data.rankings.length < 2
      ? nothing
      : html`<select
          class="choice"
          aria-label="Ranking"
          @change=${(event: Event) =>
            set({ ranking: (event.target as HTMLSelectElement).value, ranked: null, foldedRanks: new Set() })}
        >
          ${data.rankings.map(({ name }) => html`<option value=${name} ?selected=${name === tree?.name}>${name}</option>`)}
        </select>`
  }`;
}

export function rejectedBox({ ui, data, set }: View): TemplateResult {
  return box({
    label: "Filter what was set aside",
    placeholder: "Filter: source:auth reason:late text",
    text: ui.rejectedQuery,
    found: `${count(listedRejected(data.rejected, ui.rejectedQuery).length)} of ${count(data.rejected.length)}`,
    write: (rejectedQuery) => set({ rejectedQuery }),
  });
}

export function runsBox({ ui, data, set }: View): TemplateResult {
  return box({
    label: "Filter playbook runs",
    placeholder: "Filter: playbook, detection, key or result",
    text: ui.runQuery,
    found: `${count(listedRuns(data, ui).length)} of ${count(data.runs.length)}`,
    write: (runQuery) => set({ runQuery }),
  });
}

interface Box {
  readonly label: string;
  readonly placeholder: string;
  readonly text: string;
  readonly found: string;
  readonly write: (text: string) => void;
}

function box({ label, placeholder, text, found, write }: Box): TemplateResult {
  return html`<div class="query" role="search">
    ${icon("search", 14)}
    <input
      type="text"
      spellcheck="false"
      aria-label=${label}
      placeholder=${placeholder}
      .value=${text}
      @input=${(event: InputEvent) => write((event.target as HTMLInputElement).value)}
    />
    ${
      text.trim() === ""
        ? nothing
        : html`<span class="found" role="status">${found}</span>
            <button class="tool small" title="Clear filter (Esc)" aria-label="Clear filter" @click=${() => write("")}>
              ${icon("close", 12)}
            </button>`
    }
  </div>`;
}
