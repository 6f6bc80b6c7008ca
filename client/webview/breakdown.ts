/** Why a key stands where it stands: its place, and its second value as a sum. Invariant: the lines add up to what is below them. */
import type { TemplateResult } from "lit";
import { html, nothing } from "lit";
import type { RankedLevel, RankedPart, RankingTree } from "../panel/messages.ts";
import { count, printable } from "./format.ts";
import type { RankedRow } from "./rankWords.ts";
import { decimal, digitsOf, keyText, levelName, placeText, standingText } from "./rankWords.ts";

/** Of the bar of the heaviest part, in pixels. */
const LONGEST_BAR = 140;

export function breakdown(tree: RankingTree, chosen: RankedRow, show: () => void): TemplateResult {
  const leaf = chosen.leaf;
  if (leaf === null) return html``;
  const digits = digitsOf([leaf.value, ...leaf.parts.map((part) => part.value)]);
  const most = Math.max(...leaf.parts.map((part) => part.value));
  const standing = standingText(tree, leaf);
  return html`<section class="breakdown" aria-label="Why it stands there">
    <div class="head">
      <div class="first">
        <b class="cut" title=${keyText(leaf)}>${keyText(leaf)}</b>
        <span class="dim cut">${placeText(tree, chosen)}</span>
        <span class="sp"></span>
        <button class="tool text" title="Filter the detections by it (Enter)" @click=${show}>
          Show its detections
        </button>
      </div>
      <div class="second"><span title=${standing}>${standing}</span></div>
    </div>
    <div class="scrolled" tabindex="0" role="group" aria-label="Sum of the second value">
      <div class="sum">
        ${tree.levels.map((level, i) => lines(level, leaf.parts[i]!, { digits, most }))}
        <hr />
        <b>Second value</b><span></span><span></span><b class="number">${decimal(leaf.value, digits)}</b>
      </div>
    </div>
  </section>`;
}

function lines(
  level: RankedLevel,
  part: RankedPart,
  { digits, most }: { readonly digits: number; readonly most: number },
): TemplateResult {
  const width = part.value > 0 ? Math.max(1, Math.round((part.value / most) * LONGEST_BAR)) : 0;
  const products = part.kinds.map(({ weight, items }) => weight * items);
  const inner = digitsOf(products);
  const more = level.name === "hits" ? 0 : part.count - part.kinds.length;
  return html`<b title=${level.field ?? ""}>${levelName(level.name)}</b>
    <span class="fill" .style=${`width: ${width}px`}></span>
    <span class="number dim">${plain(level.weight)} × ${plain(part.sum)}</span>
    <b class="number">${decimal(part.value, digits)}</b>
    ${part.kinds.map(
      ({ kind, items, weight }, i) =>
        html`<span class="kind cut" title=${kind}>${printable(kind)}</span>
          <span class="kind number">${plain(weight)} × ${count(items)}</span>
          <span class="kind number">${decimal(products[i]!, inner)}</span>`,
    )}
    ${more > 0 ? html`<span class="kind rest">${count(more)} more, which weigh less</span>` : nothing}`;
}

const plain = (n: number): string => decimal(n, digitsOf([n]));
