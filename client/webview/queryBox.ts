/**
 * The query box of the detections: a text with completion, how many it finds, and the filters that were kept. Invariant: the text
 * is the panel's; here lives only what is offered while somebody writes.
 */
import type { PropertyValues, TemplateResult } from "lit";
import { html, LitElement, nothing } from "lit";
import type { Offer, Suggestion } from "./complete.ts";
import { count } from "./format.ts";
import { icon } from "./icons.ts";
import type { MenuItem } from "./menu.ts";
import { painted } from "./paint.ts";

export class QueryBox extends LitElement {
  static override properties = {
    query: {},
    found: {},
    saved: { attribute: false },
    offered: { state: true },
    active: { state: true },
  };
  declare query: string;
  /** `73 of 1,284`; empty: nothing is left out. */
  declare found: string;
  declare saved: readonly string[];
  declare offer: (query: string, caret: number) => Offer;
  declare onQuery: (query: string) => void;
  declare onSaved: (saved: readonly string[]) => void;
  declare private offered: Offer | null;
  declare private active: number;
  /** A text that was written and found, and not yet completed. */
  private unoffered: { readonly query: string } | null = null;
  /** Where the caret goes with the next text. */
  private caret: number | null = null;

  constructor() {
    super();
    this.query = this.found = "";
    this.saved = [];
    this.offered = null;
    this.active = -1;
    this.onQuery = this.onSaved = () => {};
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult {
    const { query, offered, active } = this;
    return html`<div class="query" role="search">
      ${icon("search", 14)}
      <input
        type="text"
        role="combobox"
        spellcheck="false"
        autocomplete="off"
        aria-label="Filter detections"
        aria-autocomplete="list"
        aria-expanded=${offered !== null}
        aria-controls="offers"
        aria-activedescendant=${offered !== null && active >= 0 ? `offer-${active}` : nothing}
        placeholder="Filter: rule:x severity>=high text"
        .value=${query}
        @input=${(event: InputEvent) => void this.write((event.target as HTMLInputElement).value)}
        @keydown=${this.onKey}
        @blur=${() => (this.offered = this.unoffered = null)}
      />
      ${this.found ? html`<span class="found" role="status">${this.found}</span>` : nothing}
      ${
        query
          ? html`<button
              class="tool small"
              title="Clear filter (Esc)"
              aria-label="Clear filter"
              @click=${() => this.onQuery("")}
            >
              ${icon("close", 12)}
            </button>`
          : nothing
      }
      <mangrove-menu
        .label=${"Saved filters"}
        .picture=${this.saved.includes(query.trim()) ? "starred" : "star"}
        .items=${this.kept()}
        .onPick=${(id: string) => (id === "save" ? this.onSaved([query.trim(), ...this.saved]) : this.onQuery(id.slice(4)))}
      ></mangrove-menu>
      <div
        id="offers"
        class="offers"
        role="listbox"
        aria-label="Completions"
        ?hidden=${offered === null}
        .style=${this.at()}
      >
        ${offered?.suggestions.map((each, i) => this.option(each, i))}
      </div>
    </div>`;
  }

  /** Below the word that is written. */
  private at(): string {
    return `left: min(calc(22px + ${this.offered?.start ?? 0}ch), calc(100% - min(100%, 340px)))`;
  }

  private option({ label, field, count: rows }: Suggestion, index: number): TemplateResult {
    return html`<div
      class="option"
      id="offer-${index}"
      role="option"
      aria-selected=${index === this.active}
      @mousedown=${(event: MouseEvent) => (event.preventDefault(), this.take(index))}
    >
      <span class="cut strong">${label}${field === "" ? ":" : ""}</span>
      <span class="cut dim">${field === "" ? "field" : field}</span>
      <span class="number ${rows === 0 ? "dim" : ""}">${count(rows)}</span>
    </div>`;
  }

  private kept(): readonly MenuItem[] {
    const query = this.query.trim();
    const disabled = query === "" || this.saved.includes(query);
    return [
      { id: "save", label: query === "" ? "Write a filter to save it here" : "Save this filter", disabled },
      ...this.saved.map((each, i) => ({
        id: `use ${each}`,
        label: each,
        apart: i === 0,
        remove: () => this.onSaved(this.saved.filter((other) => other !== each)),
      })),
    ];
  }

  /** What it finds comes first, what could be written behind it. */
  private async write(query: string): Promise<void> {
    this.onQuery(query);
    const waits = (this.unoffered = { query });
    await painted();
    if (this.unoffered === waits) this.offerNow();
  }

  /** For a key that speaks of what is offered: it does not wait. */
  private offerNow(): void {
    const waits = this.unoffered;
    this.unoffered = null;
    if (waits) this.complete(waits.query);
  }

  private complete(query: string): void {
    const offered = this.offer(query, this.input.selectionStart ?? query.length);
    const word = query.slice(offered.start, offered.end);
    this.offered = offered.suggestions.length > 0 && (word !== "" || query === "") ? offered : null;
    // Enter takes what a field's value begins with; plain words stay what they are.
    this.active = /[:>]/.test(word) ? 0 : -1;
  }

  private take(index: number): void {
    // What is in sight is of the text before.
    if (this.unoffered) return this.offerNow();
    const { offered, query } = this;
    const taken = offered?.suggestions[index];
    if (!offered || taken === undefined) return;
    const whole = taken.field !== "";
    const rest = query.slice(offered.end);
    const text = query.slice(0, offered.start) + taken.term + (whole && rest === "" ? " " : "") + rest;
    this.caret = offered.start + taken.term.length + (whole && rest === "" ? 1 : 0);
    this.offered = null;
    this.onQuery(text);
    // The element's own copy is of the panel's next drawing; completion goes on at once.
    this.query = text;
    void this.updateComplete.then(() => (whole ? undefined : this.complete(text)));
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has("query") && this.caret !== null) {
      this.input.setSelectionRange(this.caret, this.caret);
      this.caret = null;
    }
  }

  private readonly onKey = (event: KeyboardEvent): void => {
    if (event.key.length > 1) this.offerNow();
    const { offered, active } = this;
    const last = (offered?.suggestions.length ?? 0) - 1;
    if (event.key === " " && event.ctrlKey) this.complete(this.query);
    else if (offered === null || event.ctrlKey || event.metaKey || event.altKey) return;
    else if (event.key === "ArrowDown") this.active = active >= last ? 0 : active + 1;
    else if (event.key === "ArrowUp") this.active = active <= 0 ? last : active - 1;
    else if (event.key === "Escape") this.offered = null;
    else if ((event.key === "Enter" || event.key === "Tab") && active >= 0) this.take(active);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  private get input(): HTMLInputElement {
    return this.querySelector("input")!;
  }
}

customElements.define("mangrove-query", QueryBox);
