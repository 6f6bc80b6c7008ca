/**
 * A list or tree of rows of one height, of which only those in sight exist, with the keys of VS Code's own lists. Invariant: the
 * focus is on the list itself; the row that the keys speak of is the selected one, told by `aria-activedescendant`.
 */
import { VirtualizerController } from "@tanstack/lit-virtual";
import type { PropertyValues, TemplateResult } from "lit";
import { html, LitElement, nothing, render } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { Typed } from "./typed.ts";

export interface ListRow {
  readonly key: string;
  readonly content: TemplateResult;
  /** Extra classes. */
  readonly look?: string;
  /** Of trees: 0 for the topmost; `open` undefined: a leaf. */
  readonly level?: number;
  readonly open?: boolean;
}

export const ROW_HEIGHT = 22;

export class RowList extends LitElement {
  static override properties = {
    kind: {},
    label: {},
    count: { attribute: false },
    row: { attribute: false },
    selected: { attribute: false },
    offset: { attribute: false },
  };
  declare kind: "listbox" | "tree";
  declare label: string;
  declare count: number;
  declare row: (index: number) => ListRow;
  /** Index of the selected row; -1: none. */
  declare selected: number;
  /** Where to begin, in pixels. */
  declare offset: number;
  declare onPick: (index: number) => void;
  /** By Space it is to be shown without leaving the list, if `peek` allows that. */
  declare onOpen: (index: number, event: KeyboardEvent) => void;
  declare peek: boolean;
  /** What is looked for when somebody types; absent: what the row says. */
  declare text: (index: number) => string;
  declare onClickRow: (index: number, event: MouseEvent) => void;
  declare onDoubleClickRow: (index: number) => void;
  declare onFold: (index: number, open: boolean) => void;
  /** -1: the pointer has left the rows. */
  declare onHover: (index: number) => void;
  declare onScrolled: (offset: number) => void;

  private readonly typed = new Typed();
  /** Where the keys were last, of rows that are still these; -1: nowhere. */
  private place = -1;
  private readonly virtual: VirtualizerController<HTMLElement, HTMLElement>;

  constructor() {
    super();
    this.kind = "listbox";
    this.label = "";
    this.count = 0;
    this.selected = -1;
    this.offset = 0;
    this.peek = false;
    this.text = (index) => this.said(index);
    this.onPick = this.onOpen = this.onClickRow = this.onScrolled = () => {};
    this.onFold = this.onDoubleClickRow = this.onHover = () => {};
    this.virtual = new VirtualizerController<HTMLElement, HTMLElement>(this, {
      count: 0,
      getScrollElement: () => this.scroller,
      estimateSize: () => ROW_HEIGHT,
      initialOffset: () => this.offset,
      overscan: 8,
    });
  }

  override focus(): void {
    this.scroller?.focus();
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (this.selected >= 0 || changed.has("count")) this.place = this.selected;
    const virtualizer = this.virtual.getVirtualizer();
    if (virtualizer.options.count !== this.count) virtualizer.setOptions({ ...virtualizer.options, count: this.count });
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has("selected") && this.selected >= 0) {
      this.virtual.getVirtualizer().scrollToIndex(this.selected, { align: "auto" });
    }
  }

  protected override render(): TemplateResult {
    const virtualizer = this.virtual.getVirtualizer();
    const items = virtualizer.getVirtualItems();
    const rows = items.map(({ index, start }) => ({ index, start, of: this.row(index) }));
    const active = rows.find(({ index }) => index === this.selected);
    return html`<div
      class="scroll"
      role=${this.kind}
      aria-label=${this.label}
      aria-activedescendant=${active ? this.rowId(active.of) : nothing}
      tabindex="0"
      @keydown=${this.onKey}
      @pointerleave=${() => this.onHover(-1)}
      @scrollend=${() => this.onScrolled(this.scroller?.scrollTop ?? 0)}
    >
      <div class="sizer" role="presentation" .style=${`height: ${virtualizer.getTotalSize()}px`}>
        ${repeat(
          rows,
          ({ index }) => index,
          ({ index, start, of }) => this.renderRow(index, start, of),
        )}
      </div>
    </div>`;
  }

  private renderRow(index: number, start: number, of: ListRow): TemplateResult {
    const { content, look, level, open } = of;
    const tree = this.kind === "tree";
    return html`<div
      class="row ${look ?? ""}"
      id=${this.rowId(of)}
      role=${tree ? "treeitem" : "option"}
      aria-selected=${index === this.selected}
      aria-level=${tree ? (level ?? 0) + 1 : nothing}
      aria-expanded=${open ?? nothing}
      aria-setsize=${tree ? nothing : this.count}
      aria-posinset=${tree ? nothing : index + 1}
      .style=${`transform: translateY(${start}px)`}
      @click=${(event: MouseEvent) => this.onClickRow(index, event)}
      @pointerenter=${() => this.onHover(index)}
      @dblclick=${() => this.onDoubleClickRow(index)}
    >
      ${content}
    </div>`;
  }

  private readonly onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || (event.altKey && event.key !== "Enter")) return;
    if (!this.find(event) && !this.act(event)) return;
    event.preventDefault();
    event.stopPropagation();
  };

  private find(event: KeyboardEvent): boolean {
    const { count, place: at, text } = this;
    const found = this.typed.press(event, { count, at, text });
    if (found !== null && found >= 0 && found !== this.selected) this.onPick(found);
    return found !== null;
  }

  /** What a row says, as it is drawn. */
  private said(index: number): string {
    const drawn = document.createElement("div");
    render(this.row(index).content, drawn);
    return drawn.textContent.replaceAll(/\s+/g, " ").trim();
  }

  /** True if the key meant something here. */
  private act(event: KeyboardEvent): boolean {
    const { selected, count, place } = this;
    const { key } = event;
    // The row that the keys left is the one that they come back to.
    if (selected < 0 && place >= 0 && ["ArrowDown", "ArrowUp", " "].includes(key)) return (this.onPick(place), true);
    const page = Math.max(1, Math.floor((this.scroller?.clientHeight ?? 0) / ROW_HEIGHT) - 1);
    const targets: Record<string, number> = {
      ArrowDown: selected + 1,
      ArrowUp: selected < 0 ? 0 : selected - 1,
      PageDown: selected + page,
      PageUp: selected - page,
      Home: 0,
      End: count - 1,
    };
    const target = targets[key];
    if (target !== undefined) {
      const index = Math.min(count - 1, Math.max(0, target));
      if (index !== selected) this.onPick(index);
      return true;
    }
    if (key === " " && selected < 0 && count > 0) return (this.onPick(0), true);
    if (selected < 0 || selected >= count) return false;
    if (key === "Enter") this.onOpen(selected, event);
    else if (key === " ") this.peekAt(selected, event);
    else if (key === "ArrowRight" || key === "ArrowLeft") return this.foldOrMove(selected, key === "ArrowRight");
    else return false;
    return true;
  }

  private peekAt(index: number, event: KeyboardEvent): void {
    const { open } = this.row(index);
    if (open !== undefined) this.onFold(index, !open);
    else if (this.peek) this.onOpen(index, event);
  }

  /** Right unfolds, then goes to the first child; Left folds, then goes to the parent. */
  private foldOrMove(index: number, right: boolean): boolean {
    if (this.kind !== "tree") return false;
    const { open, level = 0 } = this.row(index);
    if (open === !right) this.onFold(index, right);
    else if (right && open && index + 1 < this.count) this.onPick(index + 1);
    else if (!right) {
      for (let above = index - 1; above >= 0; above--) {
        if ((this.row(above).level ?? 0) < level) {
          this.onPick(above);
          break;
        }
      }
    }
    return true;
  }

  private rowId({ key }: ListRow): string {
    return `${this.label.replaceAll(/\W/g, "-")}-${key}`;
  }

  private get scroller(): HTMLElement | null {
    return this.querySelector<HTMLElement>(":scope > .scroll");
  }
}

customElements.define("mangrove-list", RowList);
