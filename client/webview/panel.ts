/**
 * The panel: holds what is known and what the user did, draws it, and answers the keys that hold everywhere. Invariant: what is
 * drawn is a function of `data` and `ui`, and both change only here.
 */
import type { TemplateResult } from "lit";
import { html, LitElement, nothing } from "lit";
import type { Compared, FromPanel, Micros, Opening, Row, ToPanel, Wanted } from "../panel/messages.ts";
import { Arranger, memo } from "./arrange.ts";
import { bar } from "./bar.ts";
import type { Data } from "./data.ts";
import { apply, NOTHING, withGone } from "./data.ts";
import { detail } from "./detail.ts";
import { detections } from "./detections.ts";
import type { Around } from "./filter.ts";
import { parseQuery, writeTerm } from "./filter.ts";
import { Clock } from "./clock.ts";
import { copied } from "./copied.ts";
import type { Keyed } from "./keyboard.ts";
import { focusBody, press } from "./keyboard.ts";
import { howOf, isOpening } from "./opening.ts";
import { painted } from "./paint.ts";
import { listen, post, recall, remember } from "./host.ts";
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
  /** Of the key or the click that is answered. */
  private how: Opening | undefined;
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
    for (const type of ["keydown", "click"] as const)
      window.addEventListener(type, (event) => (this.how = howOf(event)), { capture: true });
    window.addEventListener("keydown", (event) => press(this.keyed(), event));
    // VS Code gives the focus to the window alone; the keys are of use only inside it.
    window.addEventListener("focus", () => {
      // Logs may have been put there meanwhile.
      this.searched = null;
      this.ask();
      if (document.activeElement === document.body) void focusBody(this);
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
      post: (message) => this.post(message),
    };
  }

  private receive(message: ToPanel): void {
    this.data = apply(this.data, message);
    if (message.type === "remembered" && !this.recalled) this.ui = { ...this.ui, ...message.ui };
    const { selected } = this.ui;
    if (message.type === "detections" && message.rows.some(({ id }) => id === selected)) {
      post({ type: "evidence", id: selected! });
    }
    const { state, rows } = this.data;
    const whole = state?.phase === "done" && rows.length >= state.listed;
    // After a replay the selected detection may be one that is no longer found.
    if (whole && selected !== null && this.rowOf(selected) === undefined) this.select(null);
    if (message.type === "show") this.show(message);
    // What is known of the rule is of the replay before.
    if (message.type === "briefs") this.question = "";
    this.ask();
    this.requestUpdate();
    if (message.type === "detections") void painted().then(() => post({ type: "drawn", rows: this.data.rows.length }));
  }

  protected override willUpdate(): void {
    void this.keepFocus(document.activeElement);
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
    if (!("rule" in wanted)) this.set({ tab: wanted.tab });
    else if (wanted.tab === "explain") this.explain(wanted.rule, wanted.asked);
    else this.set({ tab: "detections", query: writeTerm("rule", wanted.rule) });
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

  private keyed(): Keyed {
    const { ui, data } = this;
    return {
      ...{ root: this, ui, post: (message) => this.post(message) },
      rule: ui.tab === "detections" && ui.selected !== null ? this.rowOf(ui.selected)?.rule : undefined,
      set: (change) => this.set(change),
      select: (id) => this.select(id),
      explain: (rule, asked) => this.explain(rule, asked),
      copied: (markdown) => {
        const row = ui.selected === null ? undefined : this.rowOf(ui.selected);
        return data.state && copied(data, ui, row, this.clock(data.state.zone), markdown);
      },
    };
  }

  /** What a key or a click opens is opened as it says: with Alt to the side, by Space without leaving. */
  private post(message: FromPanel): void {
    const { how } = this;
    if (how === undefined) post(message);
    else if (isOpening(message)) post({ ...message, how });
    else if (how === "side") post(message);
  }

  private rowOf(id: string): Row | undefined {
    return this.rows(this.data.rows, this.data.compared).find((row) => row.id === id);
  }

  /** What had the focus may be gone with the rows or the tab that it was in: the keys go on in what took its place. */
  private async keepFocus(held: Element | null): Promise<void> {
    if (held === null || !this.contains(held)) return;
    const query = held.closest(".query") !== null;
    await painted();
    if (held.isConnected || document.activeElement !== document.body) return;
    const input = query ? this.querySelector<HTMLElement>(".query input") : null;
    if (input) input.focus();
    else await focusBody(this);
  }
}

customElements.define("mangrove-panel", Panel);
