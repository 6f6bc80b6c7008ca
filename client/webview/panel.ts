/**
 * The panel: holds what is known and what the user did, draws it, and answers the keys that hold everywhere. Invariant: what is
 * drawn is a function of `data` and `ui`, and both change only here.
 */
import type { TemplateResult } from "lit";
import { html, LitElement, nothing } from "lit";
import type { Compared, Micros, Row, ToPanel, Wanted } from "../panel/messages.ts";
import { Arranger, memo } from "./arrange.ts";
import { bar, neighbour } from "./bar.ts";
import type { Data } from "./data.ts";
import { apply, NOTHING, withGone } from "./data.ts";
import { detail } from "./detail.ts";
import { detections } from "./detections.ts";
import type { Around } from "./filter.ts";
import { parseQuery, writeTerm } from "./filter.ts";
import { Clock } from "./clock.ts";
import { copied } from "./copied.ts";
import type { Menu } from "./menu.ts";
import { listen, post, recall, remember } from "./host.ts";
import type { RowList } from "./list.ts";
import { rejected } from "./rejected.ts";
import { ranking } from "./ranking.ts";
import { runs } from "./runs.ts";
import { chosenRun } from "./runWords.ts";
import { sash } from "./sash.ts";
import { explain } from "./explain.ts";
import { explainedOf } from "./explained.ts";
import { dayOf, extentOf, spansDays } from "./extent.ts";
import { isFirst } from "./first.ts";
import { emptyState, nothingRejected } from "./states.ts";
import { FRESH, remembered } from "./ui.ts";
import type { Ui, View } from "./view.ts";

export class Panel extends LitElement {
  private data: Data = NOTHING;
  private readonly recalled = recall();
  private ui: Ui = { ...FRESH, ...this.recalled };
  /** What was asked last. */
  private question = "";
  private askedRun: string | undefined;
  /** The folder whose logs were asked for, as long as it has no rules. */
  private searched: string | null = null;
  private readonly arranger = new Arranger();
  private warming = false;
  private readonly clock = memo((zone: string) => new Clock(zone));
  private readonly extent = memo(extentOf);
  private readonly dated = memo(spansDays);
  private readonly rows = memo(withGone);
  private readonly around = memo((clock: Clock, day: Micros | null, compared: Compared | null): Around => {
    return { clock, day, marks: compared && new Map(Object.entries(compared.marks)) };
  });
  private readonly terms = memo(parseQuery);

  override connectedCallback(): void {
    super.connectedCallback();
    listen((message) => this.receive(message));
    window.addEventListener("keydown", (event) => this.onKey(event));
    // VS Code gives the focus to the window alone; the keys are of use only inside it.
    window.addEventListener("focus", () => {
      // Logs may have been put there meanwhile.
      this.searched = null;
      this.ask();
      if (document.activeElement === document.body) void this.focusBody();
    });
    post({ type: "ready" });
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override render(): TemplateResult {
    const view = this.view();
    if (!view) return html`<main class="app"></main>`;
    return html`<main class="app">
      ${bar(view)}
      <div
        class="body"
        id="body"
        role="tabpanel"
        aria-labelledby="tab-${view.ui.tab}"
        .style=${view.ui.left === null ? "" : `--left: ${view.ui.left}%`}
      >
        ${this.body(view)}
      </div>
    </main>`;
  }

  private body(view: View): TemplateResult {
    switch (view.ui.tab) {
      case "detections":
        return this.detections(view);
      case "rejected":
        return this.rejected(view);
      case "ranking":
        return ranking(view);
      case "runs":
        return runs(view);
      case "explain":
        return explain(view);
    }
  }

  private detections(view: View): TemplateResult {
    const empty = emptyState(view);
    if (empty) return html`<section class="states">${empty}</section>`;
    const { ui, data } = view;
    const open = ui.selected !== null && data.detection?.id === ui.selected ? data.detection : null;
    return html`${detections(view)} ${open ? html`${sash(view)} ${detail(view, open)}` : nothing}`;
  }

  private rejected(view: View): TemplateResult {
    if (view.data.rejected.length > 0) return rejected(view);
    return html`<section class="states">${nothingRejected(view)}</section>`;
  }

  private view(): View | null {
    const { data, ui } = this;
    const { state } = data;
    if (!state) return null;
    const clock = this.clock(state.zone);
    const extent = this.extent(data, state);
    const day = dayOf(extent, clock);
    const rows = this.rows(data.rows, data.compared);
    const around = this.around(clock, day, data.compared);
    const terms = this.terms(ui.query, around);
    const { sort, group, foldedKeys: folded } = ui;
    const arranged = this.arranger.arrange({ rows, terms, sort, group, folded });
    return {
      ...{ data, state, ui, clock, extent, around, terms, arranged, rows, columns: this.arranger.columns },
      dated: this.dated(data, clock),
      oneDay: day !== null,
      shown: arranged.shown,
      set: (change) => this.set(change),
      select: (id) => this.select(id),
      explain: (rule, asked) => this.explain(rule, asked),
      post,
    };
  }

  private receive(message: ToPanel): void {
    this.data = apply(this.data, message);
    if (message.type === "remembered" && !this.recalled) this.ui = { ...this.ui, ...message.ui };
    const { selected } = this.ui;
    if (message.type === "detections" && message.rows.some(({ id }) => id === selected)) {
      post({ type: "evidence", id: selected! });
    }
    const ended = message.type === "state" && message.state.phase === "done";
    // After a replay the selected detection may be one that is no longer found.
    if (ended && selected !== null && this.rowOf(selected) === undefined) this.select(null);
    if (message.type === "show") this.show(message);
    // What is known of the rule is of the replay before.
    if (message.type === "briefs") this.question = "";
    this.ask();
    this.requestUpdate();
  }

  protected override updated(): void {
    if (!this.warming) this.warm();
  }

  /** While nobody waits, the rows are looked through, so that the first letter of a filter finds as fast as the second. */
  private warm(): void {
    const { columns } = this.arranger;
    this.warming = !columns.warmed;
    if (!this.warming) return;
    requestIdleCallback((idle) => {
      do columns.warm();
      while (!columns.warmed && idle.timeRemaining() > 2);
      this.warm();
    });
  }

  private show(wanted: Wanted): void {
    if (wanted.tab === "explain") this.explain(wanted.rule, wanted.asked);
    else if (wanted.tab === "detections") this.set({ tab: "detections", query: writeTerm("rule", wanted.rule) });
    else this.set({ tab: wanted.tab });
  }

  private explain(rule: string, asked: string): void {
    const same = rule === this.ui.explained && asked === this.ui.asked;
    const anew = { openMisses: FRESH.openMisses, missedAfter: null, miss: null, ladderRow: null, leaf: null };
    const finding = asked === "" && this.ui.asked !== "" ? "" : asked === "" ? this.ui.finding : asked;
    this.set({ tab: "explain", explained: rule, asked, finding, ...(same ? {} : anew) });
  }

  /** Asks for what a tab is to show beside its list, once. */
  private ask(): void {
    const run = this.ui.tab === "runs" ? chosenRun(this.data, this.ui)?.id : undefined;
    if (run !== undefined && run !== this.data.run?.id && run !== this.askedRun) post({ type: "run", id: run });
    this.askedRun = run;
    const first = this.data.state && isFirst(this.data.state) ? this.data.state.folder : null;
    if (first !== null && first !== this.searched) post({ type: "findLogs" });
    this.searched = first;
    const explained = this.ui.tab === "explain" ? explainedOf(this.data, this.ui) : null;
    if (explained === null) return;
    const { rule } = explained.brief;
    const question = JSON.stringify([rule, this.ui.asked]);
    if (question === this.question) return;
    this.question = question;
    post({ type: "explain", rule, asked: this.ui.asked });
  }

  private set(change: Partial<Ui>): void {
    this.ui = { ...this.ui, ...change };
    // What the pointer is on is gone with it.
    if (Object.keys(change).some((name) => name !== "hovered")) remember(remembered(this.ui));
    this.ask();
    this.requestUpdate();
  }

  private select(id: string | null): void {
    if (id === this.ui.selected) return;
    this.set({ selected: id, evidenceRow: null, folds: FRESH.folds });
    if (id !== null) post({ type: "evidence", id });
  }

  private onKey(event: KeyboardEvent): void {
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    const writing = event.target instanceof HTMLInputElement;
    const find = (event.key === "/" && !writing) || (event.key === "f" && (event.ctrlKey || event.metaKey));
    if (find) this.querySelector<HTMLInputElement>(".query input")?.select();
    else if (event.key === "Escape") this.escape();
    else if (event.key === "ArrowDown" && writing)
      this.querySelector<RowList>("#detections, #rejected, #rules, #ranked, #runs, #logs")?.focus();
    else if ((event.key === "[" || event.key === "]") && !writing) this.changeTab(event.key === "]" ? 1 : -1);
    else if (plain && !writing && this.press(event.key.toLowerCase())) event.stopPropagation();
    else if (event.key.toLowerCase() === "w" && plain && !writing && this.chosenRule())
      this.explain(this.chosenRule()!, "");
    else if (event.key.toLowerCase() === "c" && (event.ctrlKey || event.metaKey) && !writing) return this.copy(event);
    else return;
    event.preventDefault();
  }

  /** The letters that stand for a button of the bar or the detail; true if there was one. */
  private press(letter: string): boolean {
    const menu = { g: "#group", e: "#export" }[letter];
    if (menu !== undefined) this.querySelector<Menu>(menu)?.press();
    else if (letter === "t" && this.chosenRule()) post({ type: "createTest", id: this.ui.selected! });
    else return false;
    return true;
  }

  /** Of the selected detection, where its list is in sight. */
  private chosenRule(): string | undefined {
    const { tab, selected } = this.ui;
    return tab === "detections" && selected !== null ? this.rowOf(selected)?.rule : undefined;
  }

  private rowOf(id: string): Row | undefined {
    return this.rows(this.data.rows, this.data.compared).find((row) => row.id === id);
  }

  private changeTab(by: number): void {
    this.set({ tab: neighbour(this.ui.tab, by) });
    void this.focusBody();
  }

  /** The list of the tab; where there is none, its button; else the tab itself. */
  private async focusBody(): Promise<void> {
    await this.updateComplete;
    const list = this.querySelector<RowList>("#body mangrove-list");
    await list?.updateComplete;
    const target = list ?? this.querySelector<HTMLElement>("#body .button, [role=tab][aria-selected=true]");
    target?.focus();
  }

  /** First the query, then the detail; in Explain first the line, then what the box says. */
  private escape(): void {
    const { tab, asked, explained } = this.ui;
    if (tab === "explain" && asked !== "" && explained !== null) this.explain(explained, "");
    else if (tab === "explain") this.set({ finding: "", asked: "" });
    else if (tab === "rejected") this.set({ rejectedQuery: "" });
    else if (tab === "ranking") this.set({ rankQuery: "" });
    else if (tab === "runs") this.set({ runQuery: "" });
    else if (this.ui.query) this.set({ query: "" });
    else this.select(null);
  }

  /** Ctrl+C copies the selected row of the tab, with Shift as Markdown; where text is selected, the browser copies that. */
  private copy(event: KeyboardEvent): void {
    const { data, ui } = this;
    if (!data.state || getSelection()?.isCollapsed === false) return;
    const row = ui.selected === null ? undefined : this.rowOf(ui.selected);
    const text = copied(data, ui, row, this.clock(data.state.zone), event.shiftKey);
    if (text === null) return;
    post({ type: "copy", text });
    event.preventDefault();
  }
}

customElements.define("mangrove-panel", Panel);
