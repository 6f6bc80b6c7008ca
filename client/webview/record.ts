/** One line of a log before one rule, leaf by leaf: what held, what did not, and what the line has there. */
import type { TemplateResult } from "lit";
import { html, nothing } from "lit";
import type { LeafFinding, RecordExplanation } from "../panel/messages.ts";
import type { Explained } from "./explained.ts";
import { printable } from "./format.ts";
import { icon } from "./icons.ts";
import { key } from "./key.ts";
import { markUp } from "./marks.ts";
import { prose } from "./prose.ts";
import { stack, type StackRow } from "./stack.ts";
import type { View } from "./view.ts";

export function record(view: View, { brief, record: found, failure }: Explained): TemplateResult {
  const { asked } = view.ui;
  return html`<section class="misses one" aria-label="One line">
    <div class="head">
      <div class="first">
        ${title(view, asked, found)}
        <span class="sp"></span>
        <button
          class="tool"
          title="Back to the near misses (Esc)"
          aria-label="Back to the near misses"
          @click=${() => view.explain(brief.rule, "")}
        >
          ${icon("close")}
        </button>
      </div>
      <div class="second" role="status">
        ${failure !== null ? prose(failure) : found === null ? `Reading the logs as far as ${asked}` : prose(printable(found.verdict))}
      </div>
      ${found?.record ? html`<div class="text" title=${printable(found.record.text)}>${markUp(found.record, { key: found.key, emit: [] })}</div>` : nothing}
    </div>
    ${found === null || found.leaves.length === 0 ? nothing : leaves(view, brief.rule, found)}
  </section>`;
}

function title({ clock, post }: View, asked: string, found: RecordExplanation | null): TemplateResult {
  const at = found?.record;
  if (!at) return html`<span class="name cut">${asked}</span>`;
  const open = (): void => post({ type: "openEvidence", file: at.file, line: at.line });
  return html`<button class="name cut" title="${at.file}:${at.line}" @click=${open}>${asked}</button>
    <span class="dim nowrap">${clock.dated(at.time)}</span><span class="cut">${key(found.key)}</span>`;
}

function leaves(view: View, rule: string, { leaves: list, waiting }: RecordExplanation): TemplateResult {
  const { ui, set, post } = view;
  const near = list.findIndex(({ holds }) => !holds);
  const open = (at: string): void => {
    const leaf = list[Number(at)];
    if (leaf) post({ type: "openStep", rule, offset: leaf.location.start });
  };
  return html`<div class="heads"><span></span><span>Step</span><span>Leaf</span><span>This record</span></div>
    <div class="scrolled">
      ${stack({
        kind: "listbox",
        id: "leaves",
        label: "Leaves",
        rows: list.map((leaf, index) => row(leaf, index, list[index - 1], index === near)),
        selected: ui.leaf,
        pick: (leaf) => set({ leaf }),
        open,
      })}
      ${waiting.map(
        ({ step, since }) =>
          html`<p class="foot dim">
            A match waited for <b>${step}</b> then, begun at
            <button class="link" @click=${() => post({ type: "openEvidence", file: since.file, line: since.line })}>
              ${since.file}:${since.line}
            </button>
          </p>`,
      )}
    </div>`;
}

function row(leaf: LeafFinding, index: number, before: LeafFinding | undefined, first: boolean): StackRow {
  const { step, term, holds, found } = leaf;
  return {
    key: `${index}`,
    look: "leaf",
    content: html`<span title=${holds ? "holds" : "does not hold"}>${icon(holds ? "check" : "close", 12)}</span>
      <span class="cut" title=${step}>${before?.step === step ? "" : step}</span>
      <span class="cut mono" title=${term}>${term}</span>
      <span class="cut ${first ? "strong" : "dim"}" title=${printable(found)}>${printable(found)}</span>`,
  };
}
