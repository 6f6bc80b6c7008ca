/** The keys that hold in the whole panel. Lists, menus, query box and timeline have taken theirs before. */
import { neighbour } from "./bar.ts";
import type { KeyHelp } from "./keyHelp.ts";
import type { RowList } from "./list.ts";
import type { Menu } from "./menu.ts";
import type { Ui, View } from "./view.ts";

/** What the keys are about. */
export interface Keyed extends Pick<View, "set" | "select" | "explain" | "post"> {
  readonly root: HTMLElement;
  readonly ui: Ui;
  /** Of the selected detection, where its list is in sight. */
  readonly rule: string | undefined;
  /** The selected row of the tab as text; null: there is none. */
  readonly copied: (markdown: boolean) => string | null;
}

export function press(of: Keyed, event: KeyboardEvent): void {
  if (act(of, event)) event.preventDefault();
}

/** True if the key meant something. */
function act(of: Keyed, event: KeyboardEvent): boolean {
  const { root, ui, rule, post } = of;
  const held = event.ctrlKey || event.metaKey;
  const key = event.key.toLowerCase();
  const writing = event.target instanceof HTMLInputElement;
  if ((key === "/" && !writing) || (key === "f" && held)) {
    root.querySelector<HTMLInputElement>(".query input")?.select();
  } else if (key === "escape") escape(of);
  else if (key === "arrowdown" && writing) listIn(root)?.focus();
  else if (writing) return false;
  else if (key === "[" || key === "]") {
    of.set({ tab: neighbour(ui.tab, key === "]" ? 1 : -1) });
    void focusBody(root);
  } else if (key === "c" && held) return copy(of, event.shiftKey);
  else if (held || event.altKey) return false;
  else if (key === "?") root.querySelector<KeyHelp>("mangrove-keys")?.show();
  else if (key === "g") root.querySelector<Menu>("#group")?.press();
  else if (key === "e") root.querySelector<Menu>("#export")?.press();
  else if (key === "w" && rule !== undefined) of.explain(rule, "");
  else if (key === "t" && rule !== undefined) post({ type: "createTest", id: ui.selected! });
  else return false;
  return true;
}

const listIn = (root: HTMLElement): RowList | null =>
  root.querySelector<RowList>("#detections, #rejected, #rules, #ranked, #runs, #logs");

/** The list of the tab; where there is none, its button; else the tab itself. */
export async function focusBody(root: HTMLElement & { readonly updateComplete?: Promise<unknown> }): Promise<void> {
  await root.updateComplete;
  const list = root.querySelector<RowList>("#body mangrove-list");
  await list?.updateComplete;
  const target = list ?? root.querySelector<HTMLElement>("#body .button, [role=tab][aria-selected=true]");
  target?.focus();
}

/** First the query, then the detail; in Explain first the line, then what the box says. */
function escape({ ui, set, select, explain }: Keyed): void {
  const { tab, asked, explained } = ui;
  if (tab === "explain" && asked !== "" && explained !== null) explain(explained, "");
  else if (tab === "explain") set({ finding: "", asked: "" });
  else if (tab === "rejected") set({ rejectedQuery: "" });
  else if (tab === "ranking") set({ rankQuery: "" });
  else if (tab === "runs") set({ runQuery: "" });
  else if (ui.query) set({ query: "" });
  else select(null);
}

/** Ctrl+C copies the selected row of the tab, with Shift as Markdown; where text is selected, the browser copies that. */
function copy({ copied, post }: Keyed, markdown: boolean): boolean {
  const text = getSelection()?.isCollapsed === false ? null : copied(markdown);
  if (text !== null) post({ type: "copy", text });
  return text !== null;
}
