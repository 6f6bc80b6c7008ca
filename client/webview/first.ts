/**
 * A folder without rules: the logs that lie in it and what each looks like, each a click away from its source, and the three steps
 * beside them. Invariant: there is always a next step, also where there is no log.
 */
import type { TemplateResult } from "lit";
import { html, nothing } from "lit";
import type { LogFile, Micros, PanelState } from "../panel/messages.ts";
import { iso } from "./clock.ts";
import { counted, printable } from "./format.ts";
import type { ListRow } from "./list.ts";
import type { View } from "./view.ts";

/** Nothing can be replayed, for there is no rule. */
export const isFirst = ({ folder, phase, failure, rules }: PanelState): boolean =>
  folder !== null && phase === "idle" && failure === null && rules?.length === 0;

export function firstSteps(view: View): TemplateResult {
  const { logs } = view.data;
  return html`<div class="first">
    ${logs === null ? nothing : logs.length > 0 ? found(view, logs) : missing(view)} ${steps(view, logs ?? [])}
  </div>`;
}

function found(view: View, logs: readonly LogFile[]): TemplateResult {
  const { ui, set, post } = view;
  const learn = (index: number): void => post({ type: "learnSource", log: logs[index]!.uri });
  const pick = (logRow: number): void => set({ logRow });
  return html`<section class="found" aria-label="Log files">
    <div class="empty">
      <h2>${counted(logs.length, "log file")}, and no rule that reads ${logs.length === 1 ? "it" : "them"} yet</h2>
      <p class="dim">A source says how a log is read. It is drafted from the file; you check it.</p>
    </div>
    <div class="heads">
      <span>File</span><span class="number">Size</span><span class="looks">Looks like</span
      ><span class="begins">Begins</span><span></span>
    </div>
    <mangrove-list
      id="logs"
      .kind=${"listbox"}
      .label=${"Log files"}
      .count=${logs.length}
      .row=${(index: number) => row(view, logs[index]!, () => learn(index))}
      .selected=${Math.min(ui.logRow, logs.length - 1)}
      .onPick=${pick}
      .onClickRow=${pick}
      .onDoubleClickRow=${learn}
      .onOpen=${learn}
    ></mangrove-list>
  </section>`;
}

function row({ clock }: View, { uri, path, size, sketch }: LogFile, learn: () => void): ListRow {
  const name = printable(path);
  const minute = (at: Micros): string => iso(clock.wall(at)).slice(0, 16).replace("T", " ");
  const line = sketch?.line == null ? "" : `\n${printable(sketch.line)}`;
  const looks = sketch === null ? "" : printable(sketch.looks);
  return {
    key: uri,
    content: html`<span class="cut mono" title=${name}>${name}</span>
      <span class="number dim">${size}</span>
      <span class="cut looks ${sketch?.isRead === false ? "dim" : ""}" title="${looks}${line}">${looks}</span>
      <span class="cut begins dim">${sketch?.first == null ? "" : minute(sketch.first)}</span>
      <span class="link" title="Draft a source and a rule from it (Enter)" @click=${learn}>Learn source</span>`,
  };
}

function missing({ post }: View): TemplateResult {
  return html`<section class="found empty" aria-label="Log files">
    <h2>No rules in this folder yet, and no logs</h2>
    <p class="dim">
      No file here is named like a log (<code>auth.log</code>, <code>events.jsonl</code>). Copy your logs into this
      folder, or write a <code>source</code> that names their files.
    </p>
    <p><button class="button" @click=${() => post({ type: "newRules" })}>New Rule File</button></p>
  </section>`;
}

function steps({ post }: View, logs: readonly LogFile[]): TemplateResult {
  const step = (number: number, title: string, rest: TemplateResult): TemplateResult =>
    html`<li class=${number === 1 ? "current" : ""}>
      <span class="number">${number}</span>
      <div><strong>${title}</strong>${rest}</div>
    </li>`;
  return html`<section class="empty" aria-label="Steps">
    <ol class="steps">
      ${step(1, "Learn a source", DRAFTED)} ${step(2, "Write a rule", html`<pre class="mono dim">${EXAMPLE}</pre>`)}
      ${step(3, "Replay", html` <span class="dim">What surfaces is listed here, with its evidence.</span>`)}
    </ol>
    <p>
      ${
        logs.length === 0
          ? nothing
          : html`<button class="link" @click=${() => post({ type: "newRules" })}>New Rule File</button>
              <span class="dim">or</span>`
      }
      ${sample(post)}
    </p>
  </section>`;
}

/** For who has no log at hand, or wants to see first what comes of one. */
export const sample = (post: View["post"]): TemplateResult =>
  html`<button class="link" @click=${() => post({ type: "openSample" })}>Open the Sample</button>
    <span class="dim">two servers, one break-in</span>`;

const DRAFTED = html`<p class="dim">Opens a rule file with a drafted <code>source</code> and a first rule.</p>`;

const EXAMPLE = `rule guessed_password {
  by ip
  when sequence within 10m {
    guesses: count(login_failed) >= 5
    entry:   login where user in guesses.user
  }
}`;
