/**
 * A short list or tree whose rows may be of any height: all of them exist. Invariant: as in `list.ts` the focus is on the whole,
 * the row that the keys speak of is the selected one, and the keys are those of VS Code's own lists.
 */
import type { TemplateResult } from "lit";
import { html, nothing } from "lit";
import { Typed } from "./typed.ts";

export interface StackRow {
  readonly key: string;
  readonly content: TemplateResult;
  readonly look?: string;
  /** Of trees: 0 for the topmost; `open` undefined: a leaf. */
  readonly level?: number;
  readonly open?: boolean;
}

export interface Stack {
  readonly kind: "listbox" | "tree";
  readonly id: string;
  readonly label: string;
  readonly rows: readonly StackRow[];
  /** Key of the selected row; null: none. */
  readonly selected: string | null;
  readonly pick: (key: string) => void;
  readonly open: (key: string) => void;
  /** Right and Left on a row; of a tree, where they fold it. */
  readonly fold?: (key: string, open: boolean) => void;
}

export function stack(of: Stack): TemplateResult {
  const { kind, id, label, rows, selected } = of;
  const active = rows.some(({ key }) => key === selected);
  return html`<div
    class="stack"
    id=${id}
    role=${kind}
    aria-label=${label}
    aria-activedescendant=${active ? `${id}-${selected}` : nothing}
    tabindex="0"
    @keydown=${(event: KeyboardEvent) => onKey(of, event)}
  >
    ${rows.map((row) => drawn(of, row))}
  </div>`;
}

function drawn({ kind, id, selected, pick, open }: Stack, { key, content, look, level, open: unfolded }: StackRow) {
  return html`<div
    class="stackRow ${look ?? ""}"
    id="${id}-${key}"
    role=${kind === "tree" ? "treeitem" : "option"}
    aria-selected=${key === selected}
    aria-level=${kind === "tree" ? (level ?? 0) + 1 : nothing}
    aria-expanded=${unfolded ?? nothing}
    @click=${() => (pick(key), open(key))}
  >
    ${content}
  </div>`;
}

/** Of whatever stack has the focus: there is one. */
const typed = new Typed();

function onKey(of: Stack, event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || (event.altKey && event.key !== "Enter")) return;
  if (!find(of, event) && !act(of, event.key)) return;
  event.preventDefault();
  event.stopPropagation();
}

function find(of: Stack, event: KeyboardEvent): boolean {
  const { id, rows, selected } = of;
  const said = (index: number): string => document.getElementById(`${id}-${rows[index]!.key}`)?.innerText ?? "";
  const text = (index: number): string => said(index).replaceAll(/\s+/g, " ");
  const at = rows.findIndex(({ key }) => key === selected);
  const found = typed.press(event, { count: rows.length, at, text });
  if (found !== null && found >= 0) pick(of, found);
  return found !== null;
}

/** True if the key meant something here. */
function act(of: Stack, key: string): boolean {
  const { rows, selected } = of;
  const at = rows.findIndex((row) => row.key === selected);
  const targets: Record<string, number> = {
    ArrowDown: at + 1,
    ArrowUp: at < 0 ? 0 : at - 1,
    PageDown: at + 5,
    PageUp: at - 5,
    Home: 0,
    End: rows.length - 1,
  };
  const target = targets[key];
  if (target !== undefined) return pick(of, Math.min(rows.length - 1, Math.max(0, target)));
  const row = rows[at];
  if (row === undefined) return false;
  if (key === "Enter" || key === " ") of.open(row.key);
  else if (key === "ArrowRight" || key === "ArrowLeft") return foldOrMove(of, at, key === "ArrowRight");
  else return false;
  return true;
}

function foldOrMove(of: Stack, at: number, right: boolean): boolean {
  const { open, level = 0, key } = of.rows[at]!;
  if (of.kind !== "tree") {
    of.fold?.(key, right);
    return of.fold !== undefined;
  }
  if (open === !right) of.fold?.(key, right);
  else if (right && open) pick(of, at + 1);
  else if (!right && level > 0)
    pick(
      of,
      of.rows.slice(0, at).findLastIndex((row) => (row.level ?? 0) < level),
    );
  return true;
}

function pick({ rows, id, pick: picked }: Stack, index: number): boolean {
  const row = rows[index];
  if (row === undefined) return true;
  picked(row.key);
  document.getElementById(`${id}-${row.key}`)?.scrollIntoView({ block: "nearest" });
  return true;
}
