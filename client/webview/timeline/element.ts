/**
 * The timeline above the list: the chart, the names of its lanes, the brush's edges, the pointer's words, and the keys. Invariant:
 * it keeps nothing of the panel but where pointer and keys are; the brush is a term of the query, the zoom is the panel's.
 */
import type { PropertyValues, TemplateResult } from "lit";
import { html, LitElement, nothing } from "lit";
import type { Micros } from "../../panel/messages.ts";
import { count, span } from "../format.ts";
import { painted } from "../paint.ts";
import { Chart } from "./chart.ts";
import { drag, edges } from "./edges.ts";
import { act, wheel, type Moves } from "./moves.ts";
import { near, pointedAt, worstOf } from "./pointed.ts";
import type { Scene, Span } from "./scene.ts";
import { AXIS, gutterOf, heightOf, laneHeight, lagTop } from "./scene.ts";
import { sentence, spoken, tip, type Pointed } from "./words.ts";

/** `7 m`: there is no room for more. */
const short = (lag: Micros): string => /^\w+/.exec(span(lag))![0];

/** Pixels that a click may be wide. */
const STILL = 4;

export class Timeline extends LitElement {
  static override properties = { scene: { attribute: false }, place: { state: true }, cursor: { state: true } };
  declare scene: Scene;
  declare onBrush: (span: Span | null) => void;
  declare onZoom: (span: Span | null) => void;
  /** Index of the row to be selected. */
  declare onPick: (row: number) => void;
  /** What was set aside is to be shown; null: from its beginning. */
  declare onLate: (index: number | null) => void;
  declare onTerm: (term: string) => void;
  /** Where the pointer is, in pixels of the plot. */
  declare private place: { readonly x: number; readonly y: number } | null;
  /** Where the keys are; the brush that they draw ends there. */
  declare private cursor: Micros | null;
  private anchor: Micros | null = null;
  private pressed = 0;
  private chart: Chart | null = null;
  private readonly resized = new ResizeObserver(() => this.redraw());
  private readonly themed = new MutationObserver(() => this.chart?.recolour());

  constructor() {
    super();
    this.place = null;
    this.cursor = null;
    this.onBrush = this.onZoom = this.onPick = this.onLate = this.onTerm = () => {};
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.resized.disconnect();
    this.themed.disconnect();
    this.chart?.destroy();
    this.chart = null;
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  /** Behind the frame in which the list is drawn: who types waits for the list. */
  protected override async scheduleUpdate(): Promise<void> {
    await painted();
    if (this.isConnected) super.scheduleUpdate();
  }

  protected override render(): TemplateResult {
    const { scene } = this;
    const gutter = gutterOf(scene.merged);
    const pointed = this.pointed();
    return html`<div class="gutter" .style=${`width: ${gutter}px; height: ${heightOf(scene)}px`}>${this.names()}</div>
      <div
        class="plot"
        role="img"
        tabindex="0"
        aria-label=${sentence(scene)}
        aria-keyshortcuts="ArrowLeft ArrowRight Shift+ArrowLeft Shift+ArrowRight + - 0 Enter"
        @keydown=${this.onKey}
        @blur=${() => (this.cursor = this.anchor = null)}
        @pointerdown=${(event: PointerEvent) => (this.pressed = event.clientX)}
        @click=${this.onClick}
      ></div>
      ${edges(
        scene.brush,
        (at) => gutter + (this.chart?.placeOf(at) ?? 0),
        this.chart?.width ?? 0,
        gutter,
        (edge) =>
          drag(edge, this, (x) => this.chart!.timeAt(x - gutter), {
            show: (span) => this.chart!.select(span),
            tell: (span) => this.onBrush(span),
          }),
      )}
      ${this.cursor === null ? nothing : this.line(gutter)} ${pointed === null ? nothing : this.tip(pointed, gutter)}
      <span class="unseen" role="status"
        >${this.cursor === null || pointed === null ? "" : spoken(scene, pointed)}</span
      >`;
  }

  private names(): TemplateResult[] {
    const { lanes, merged, course, late } = this.scene;
    const height = laneHeight(merged);
    const name = (top: number, label: string, number: string, click: (() => void) | null): TemplateResult =>
      html`<button
        class="lane"
        title=${click === null ? label : `${label}: click to show only these`}
        ?disabled=${click === null}
        .style=${`top: ${top}px`}
        @click=${click}
      >
        <span class="cut">${label}</span><span>${number}</span>
      </button>`;
    const rows = lanes.lanes.map(({ label, count: of, term }, i) =>
      name(
        AXIS + i * height + (height - 12) / 2,
        label,
        merged ? "" : count(of),
        term === null ? null : () => this.onTerm(term),
      ),
    );
    const median = course?.median ?? null;
    const top = lagTop(this.scene);
    return [
      ...rows,
      name(top, merged ? "Watermark" : "Watermark lag", median === null || merged ? "" : short(median), null),
      name(
        top + 12,
        "Late",
        late.length > 0 ? count(late.length) : "",
        late.length > 0 ? () => this.onLate(null) : null,
      ),
    ];
  }

  private line(gutter: number): TemplateResult {
    const left = gutter + (this.chart?.placeOf(this.cursor!) ?? 0);
    return html`<div class="cursor" .style=${`left: ${Math.round(left)}px; height: ${heightOf(this.scene)}px`}></div>`;
  }

  private tip(pointed: Pointed, gutter: number): TemplateResult {
    const width = this.chart?.width ?? 0;
    const x = this.chart?.placeOf(pointed.at) ?? 0;
    const side = x < width / 2 ? `left: ${gutter + x + 8}px` : `right: ${this.clientWidth - gutter - x + 8}px`;
    return html`<div class="tip" .style=${`${side}; top: ${heightOf(this.scene) + 2}px`}>
      ${tip(this.scene, pointed)}
    </div>`;
  }

  protected override firstUpdated(): void {
    const plot = this.querySelector<HTMLElement>(".plot")!;
    this.chart = new Chart(plot, this.scene, { brush: (span) => this.onBrush(span), hover: (at) => (this.place = at) });
    plot.addEventListener("wheel", (event) => wheel(this.moves(), event, this.place?.x ?? 0), { passive: false });
    this.resized.observe(this);
    for (const element of [document.documentElement, document.body])
      this.themed.observe(element, { attributes: true, attributeFilter: ["style", "class"] });
    this.requestUpdate();
  }

  protected override updated(changed: PropertyValues): void {
    if (changed.has("scene")) this.chart?.show(this.scene);
  }

  private redraw(): void {
    this.chart?.show(this.scene);
    this.requestUpdate();
  }

  private pointed(): Pointed | null {
    if (this.chart === null) return null;
    if (this.cursor !== null) return pointedAt(this.scene, this.chart, this.cursor, null);
    if (this.place === null) return null;
    const pointed = pointedAt(this.scene, this.chart, this.chart.timeAt(this.place.x), this.place.y);
    return pointed.marks.length > 0 || pointed.point !== null || pointed.late !== null ? pointed : null;
  }

  private readonly onClick = (event: MouseEvent): void => {
    const { chart, place, scene } = this;
    if (Math.abs(event.clientX - this.pressed) >= STILL || chart === null) return;
    chart.select(scene.brush);
    if (place === null) return;
    if (place.y >= lagTop(scene)) return this.onLate(near(scene, chart, place)?.index ?? null);
    const worst = worstOf(pointedAt(scene, chart, chart.timeAt(place.x), place.y).marks);
    if (worst !== null) this.onPick(worst);
  };

  private readonly onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey || this.chart === null) return;
    if (!act(this.moves(), event)) return;
    event.preventDefault();
    event.stopPropagation();
  };

  private moves(): Moves {
    const { scene, cursor, anchor } = this;
    const chart = this.chart!;
    return {
      scene,
      ...{ cursor, anchor, bins: chart.bins },
      timeAt: (x) => chart.timeAt(x),
      move: (to, from) => {
        this.anchor = from;
        this.cursor = to;
      },
      brush: this.onBrush,
      zoom: this.onZoom,
      pick: () => {
        const worst = cursor === null ? null : worstOf(pointedAt(scene, chart, cursor, null).marks);
        if (worst !== null) this.onPick(worst);
      },
    };
  }
}

customElements.define("mangrove-timeline", Timeline);
