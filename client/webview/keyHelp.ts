/** All keys of the panel, in a box of their own. Invariant: while it is open, keys are its own. */
import type { TemplateResult } from "lit";
import { html, LitElement } from "lit";
import { icon } from "./icons.ts";

const KEYS: readonly (readonly [where: string, keys: readonly (readonly [keys: string, does: string])[]])[] = [
  [
    "Anywhere",
    [
      ["/ or Ctrl+F", "write a filter; Down goes on into the list"],
      ["Esc", "clears the filter, then closes the detail"],
      ["[ and ]", "the tab before, the next tab"],
      ["Ctrl+C", "copies the selected row; with Shift as Markdown"],
      ["?", "these keys"],
    ],
  ],
  [
    "On a detection",
    [
      ["W", "why: its rule, explained"],
      ["T", "drafts a test from it"],
      ["G", "groups the list"],
      ["E", "exports what is listed"],
    ],
  ],
  [
    "In lists and trees",
    [
      ["Arrows, Page Up, Page Down, Home, End", "move; Right and Left unfold and fold"],
      ["Letters", "go to the next row with a word that begins so; Shift+W, T, G or E for words with those"],
      ["Enter", "opens the rule, the line, the run"],
      ["Space", "shows it and stays in the list; folds a group"],
      ["Alt+Enter, Alt+click", "open to the side; on a group: show only these"],
    ],
  ],
  [
    "On the timeline",
    [
      ["Arrows", "move; with Shift they draw a span to filter by"],
      ["+ - 0", "closer, farther, all"],
      ["Enter", "selects the worst detection here"],
    ],
  ],
];

export class KeyHelp extends LitElement {
  /** The focus comes back when the box is closed. */
  show(): void {
    this.box.showModal();
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult {
    return html`<button
        class="tool"
        title="Keys (?)"
        aria-label="Keys"
        aria-haspopup="dialog"
        @click=${() => this.show()}
      >
        ${icon("keys")}
      </button>
      <dialog
        class="keys"
        aria-label="Keys"
        @keydown=${(event: KeyboardEvent) => event.stopPropagation()}
        @click=${(event: MouseEvent) => event.target === this.box && this.box.close()}
      >
        <div class="keysIn" tabindex="0" autofocus>
          ${KEYS.map(
            ([where, keys]) =>
              html`<section>
                <h2>${where}</h2>
                <dl>
                  ${keys.map(
                    ([key, does]) =>
                      html`<div>
                        <dt>${key}</dt>
                        <dd>${does}</dd>
                      </div>`,
                  )}
                </dl>
              </section>`,
          )}
        </div>
      </dialog>`;
  }

  private get box(): HTMLDialogElement {
    return this.querySelector("dialog")!;
  }
}

customElements.define("mangrove-keys", KeyHelp);
