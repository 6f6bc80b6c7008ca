/**
 * A button with a menu below it, with the keys of VS Code's own menus. Invariant: the focus is on the button or in the menu, and
 * goes back to the button when the menu closes by a key or a choice.
 */
import type { TemplateResult } from "lit";
import { html, LitElement, nothing } from "lit";
import type { Icon } from "./icons.ts";
import { icon } from "./icons.ts";

export interface MenuItem {
  readonly id: string;
  readonly label: string;
  /** Of a choice among others; absent: it is an action. */
  readonly checked?: boolean;
  readonly disabled?: boolean;
  /** A line above it. */
  readonly apart?: boolean;
  /** What its cross and the Delete key do. */
  readonly remove?: () => void;
}

export class Menu extends LitElement {
  static override properties = {
    label: {},
    text: {},
    picture: {},
    items: { attribute: false },
    open: { state: true },
  };
  /** What it is for, in words. */
  declare label: string;
  /** On the button, beside the picture; empty: the picture alone. */
  declare text: string;
  declare picture: Icon;
  declare items: readonly MenuItem[];
  declare onPick: (id: string) => void;
  declare private open: boolean;

  constructor() {
    super();
    this.text = "";
    this.items = [];
    this.open = false;
    this.onPick = () => {};
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.addEventListener("focusout", (event) => {
      if (!this.contains(event.relatedTarget as Node | null)) this.open = false;
    });
  }

  /** As a key that stands for the button. */
  press(): void {
    void this.show();
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult {
    return html`<button
        class="tool ${this.text === "" ? "" : "text"} opener"
        title=${this.label}
        aria-label=${this.text === "" ? this.label : nothing}
        aria-haspopup="menu"
        aria-expanded=${this.open}
        @click=${() => (this.open ? this.close() : void this.show())}
        @keydown=${(event: KeyboardEvent) => event.key === "ArrowDown" && (event.preventDefault(), this.press())}
      >
        ${icon(this.picture)}${this.text === "" ? nothing : html`<span>${this.text}</span> ${icon("down", 12)}`}
      </button>
      ${this.open ? this.menu() : nothing}`;
  }

  private menu(): TemplateResult {
    return html`<div class="menu" role="menu" aria-label=${this.label} @keydown=${this.onKey}>
      ${this.items.map(
        ({ id, label, checked, disabled, apart, remove }) =>
          html`<div
            class="item ${apart ? "apart" : ""}"
            role=${checked === undefined ? "menuitem" : "menuitemradio"}
            aria-checked=${checked ?? nothing}
            aria-disabled=${disabled ? "true" : nothing}
            tabindex="-1"
            @click=${() => !disabled && this.pick(id)}
          >
            <span class="check">${checked ? icon("check", 12) : nothing}</span><span class="cut">${label}</span>
            ${
              remove === undefined
                ? nothing
                : html`<span
                    class="remove"
                    title="Remove (Del)"
                    @click=${(event: Event) => (event.stopPropagation(), remove())}
                    >${icon("close", 12)}</span
                  >`
            }
          </div>`,
      )}
    </div>`;
  }

  private async show(): Promise<void> {
    this.open = true;
    await this.updateComplete;
    const at = this.items.findIndex(({ checked }) => checked);
    this.entries()[Math.max(0, at)]?.focus();
  }

  private close(): void {
    this.open = false;
    this.querySelector<HTMLElement>(".opener")!.focus();
  }

  private pick(id: string): void {
    this.close();
    this.onPick(id);
  }

  private readonly onKey = (event: KeyboardEvent): void => {
    const entries = this.entries();
    const at = entries.indexOf(document.activeElement as HTMLElement);
    const to: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 };
    const next = to[event.key];
    if (next !== undefined) entries.at(next % entries.length)?.focus();
    else if (event.key === "Escape" || event.key === "Tab") this.close();
    else if ((event.key === "Enter" || event.key === " ") && at >= 0) entries[at]!.click();
    else if (event.key === "Delete") this.items[at]?.remove?.();
    else if (event.key.length !== 1 || event.ctrlKey || event.metaKey || event.altKey) return;
    else entries.find((entry) => startsWith(entry, event.key))?.focus();
    event.preventDefault();
    event.stopPropagation();
  };

  private entries(): HTMLElement[] {
    return [...this.querySelectorAll<HTMLElement>(".item")];
  }
}

const startsWith = (entry: HTMLElement, letter: string): boolean =>
  entry.textContent!.trim().toLowerCase().startsWith(letter.toLowerCase());

customElements.define("mangrove-menu", Menu);
