/** Risk ranking: the tree of groups of equal first rank, and beside it why the selected key stands where it stands. */
import type { TemplateResult } from "lit";
import { html, nothing } from "lit";
import type { RankedKey, RankingTree } from "../panel/messages.ts";
import { breakdown } from "./breakdown.ts";
import { writeTerm } from "./filter.ts";
import { count, printable } from "./format.ts";
import { icon } from "./icons.ts";
import type { ListRow } from "./list.ts";
import { docText } from "./prose.ts";
import type { RankedRow } from "./rankWords.ts";
import { chosenKey, decimal, digitsOf, footText, keyText, levelName, rankedRows, shownRanking } from "./rankWords.ts";
import { noRanking } from "./responseStates.ts";
import type { View } from "./view.ts";

export function ranking(view: View): TemplateResult {
  const { data, ui } = view;
  const tree = shownRanking(data, ui);
  if (tree === null || tree.keys === 0) return html`<section class="states">${noRanking(view, tree)}</section>`;
  const rows = rankedRows(tree, ui);
  const chosen = chosenKey(rows, ui.ranked);
  return html`${list(view, tree, rows, chosen)}
  ${chosen === null ? nothing : breakdown(tree, chosen, () => filterBy(view, chosen.leaf))}`;
}

/** Shows the detections that speak of it, whatever they call the field. */
function filterBy({ set }: View, leaf: RankedKey | null): void {
  if (leaf === null) return;
  const terms = leaf.key.flatMap(([, held]) => (held === null ? [] : [writeTerm("value", String(held))]));
  set({ tab: "detections", query: terms.join(" ") });
}

function list(view: View, tree: RankingTree, rows: readonly RankedRow[], chosen: RankedRow | null): TemplateResult {
  const { ui, set, post } = view;
  const compared = tree.levels.filter((level) => level.compared);
  const values = rows.flatMap(({ leaf }) => (leaf === null ? [] : [leaf.value]));
  const scale = { names: compared.map(({ name }) => name), digits: digitsOf(values), most: Math.max(...values, 0) };
  const selected = rows.findIndex(({ id }) => id === (ui.ranked ?? chosen?.id));
  const fold = (index: number, open: boolean): void => {
    const { rank } = rows[index]!.node;
    const others = [...ui.foldedRanks].filter((each) => each !== rank);
    set({ foldedRanks: new Set(open ? others : [...others, rank]), ranked: rows[index]!.id });
  };
  const pick = (index: number): void => set({ ranked: rows[index]!.id });
  const open = (index: number): void => {
    const { leaf, node } = rows[index]!;
    if (leaf !== null) filterBy(view, leaf);
    else fold(index, ui.foldedRanks.has(node.rank));
  };
  return html`<section class="ranking" aria-label="Ranking" .style=${`--levels: ${compared.length}`}>
    <div class="heads">
      <span class="number">Rank</span>
      <button
        class="cut"
        title="${docText(tree.doc ?? tree.name)}&#10;Open the ranking"
        @click=${() => post({ type: "openDeclared", kind: "rankings", name: tree.name })}
      >
        ${tree.by.map(printable).join(", ")} of ${tree.of}
      </button>
      ${compared.map(
        ({ name, field }, i) =>
          html`<span class="number cut level" title=${field ?? levelName(name)}>${i + 1}. ${levelName(name)}</span>`,
      )}
      <span class="number">Second value</span>
    </div>
    ${
      rows.length === 0
        ? html`<p class="foot dim">No key that is listed has this text. Esc clears the filter.</p>`
        : html`<mangrove-list
            id="ranked"
            .kind=${"tree"}
            .label=${`Ranking ${tree.name}`}
            .count=${rows.length}
            .row=${(index: number) => row(view, rows[index]!, scale)}
            .selected=${selected}
            .onPick=${pick}
            .onClickRow=${pick}
            .onDoubleClickRow=${open}
            .onOpen=${open}
            .onFold=${fold}
          ></mangrove-list>`
    }
    <p class="foot dim">${footText(tree)}</p>
  </section>`;
}

interface Scale {
  /** Of the levels that are compared. */
  readonly names: readonly string[];
  readonly digits: number;
  /** The highest second value. */
  readonly most: number;
}

/** Of the bar of the highest second value, in pixels. */
const LONGEST_BAR = 96;

function row({ ui, set }: View, of: RankedRow, { names, digits, most }: Scale): ListRow {
  const { node, leaf, inGroup, id } = of;
  const counts = node.counts.map(
    (n, i) => html`<span class="number level ${names[i] === node.decides ? "strong" : "dim"}">${count(n)}</span>`,
  );
  const blank = node.counts.map(() => html`<span class="level"></span>`);
  if (leaf === null) {
    const folded = ui.foldedRanks.has(node.rank) && ui.rankQuery.trim() === "";
    const toggle = (event: Event): void => {
      event.stopPropagation();
      const others = [...ui.foldedRanks].filter((each) => each !== node.rank);
      set({ foldedRanks: new Set(folded ? others : [...others, node.rank]), ranked: id });
    };
    return {
      key: id,
      level: 0,
      open: !folded,
      content: html`<span class="number">${count(node.rank)}</span>
        <span class="cut group"
          ><span class="twisty" @click=${toggle}>${icon(folded ? "right" : "down", 12)}</span
          ><span class="dim cut">${count(node.size)} equal, split by second value</span></span
        >${counts}<span></span>`,
    };
  }
  const text = keyText(leaf);
  const decides = leaf.next?.by === "value";
  const bar = most > 0 ? Math.max(2, Math.round((Math.log(leaf.value + 1) / Math.log(most + 1)) * LONGEST_BAR)) : 0;
  return {
    key: id,
    level: inGroup ? 1 : 0,
    content: html`<span class="number dim">${inGroup ? "" : count(node.rank)}</span>
      <span class="cut mono key ${inGroup ? "inner" : ""}" title=${text}>${text}</span>${inGroup ? blank : counts}
      <span class="second">
        ${inGroup ? html`<span class="fill" .style=${`width: ${bar}px`}></span>` : nothing}
        <span class=${decides ? "strong" : inGroup ? "" : "dim"}>${decimal(leaf.value, digits)}</span>
      </span>`,
  };
}
