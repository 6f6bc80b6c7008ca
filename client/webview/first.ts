/** A folder without rules: the logs that lie in it, each a click away from its source, and the three steps beside them. */
import type { TemplateResult } from "lit";
import { html, nothing } from "lit";
import type { LogFile, PanelState } from "../panel/messages.ts";
import { counted, printable } from "./format.ts";
import type { ListRow } from "./list.ts";
import type { View } from "./view.ts";

/** Nothing can be replayed, for there is no rule. */
export const isFirst = ({ folder, phase, failure, rules }: PanelState): boolean =>
  folder !== null && phase === "idle" && failure === null && rules?.length === 0;

export function firstSteps(view: View): TemplateResult {
  const logs = view.data.logs ?? [];
  return html`<div class="first">
    ${logs.length > 0 ? found(view, logs) : nothing} ${steps(view, logs.length > 0)}
  </div>`;
}

function found({ ui, set, post }: View, logs: readonly LogFile[]): TemplateResult {
  const learn = (index: number): void => post({ type: "learnSource", log: logs[index]!.uri });
  const pick = (logRow: number): void => set({ logRow });
  return html`<section class="found" aria-label="Log files">
    <div class="empty">
      <h2>${counted(logs.length, "log file")}, and no rule that reads ${logs.length === 1 ? "it" : "them"} yet</h2>
      <p class="dim">A source says how a log is read. It is drafted from the file; you check it.</p>
    </div>
    <div class="heads"><span>File</span><span class="number">Size</span><span></span></div>
    <mangrove-list
      id="logs"
      .kind=${"listbox"}
      .label=${"Log files"}
      .count=${logs.length}
      .row=${(index: number) => row(logs[index]!, () => learn(index))}
      .selected=${Math.min(ui.logRow, logs.length - 1)}
      .onPick=${pick}
      .onClickRow=${pick}
      .onDoubleClickRow=${learn}
      .onOpen=${learn}
    ></mangrove-list>
  </section>`;
}

function row({ uri, path, size }: LogFile, learn: () => void): ListRow {
  const name = printable(path);
  return {
    key: uri,
    content: html`<span class="cut mono" title=${name}>${name}</span>
      <span class="number dim">${size}</span>
      <span class="link" title="Draft a source and a rule from it (Enter)" @click=${learn}>Learn source</span>`,
  };
}

function steps({ post }: View, some: boolean): TemplateResult {
  const step = (number: number, title: string, rest: TemplateResult): TemplateResult =>
    html`<li class=${number === 1 ? "current" : ""}>
      <span class="number">${number}</span>
      <div><strong>${title}</strong>${rest}</div>
    </li>`;
  return html`<section class="empty" aria-label="Steps">
    ${some ? nothing : html`<h2>No rules in this folder yet</h2>`}
    <ol class="steps">
      ${step(1, "Learn a source", html`<p class="dim">${some ? DRAFTED : MISSING}</p>`)}
      ${step(2, "Write a rule", html`<pre class="mono dim">${EXAMPLE}</pre>`)}
      ${step(3, "Replay", html` <span class="dim">What surfaces is listed here.</span>`)}
    </ol>
    <p>
      <button class=${some ? "link" : "button"} @click=${() => post({ type: "newRules" })}>New Rule File</button>
      ${some ? html`<span class="dim">to write all of it yourself</span>` : nothing}
    </p>
  </section>`;
}

const DRAFTED = html`Opens a rule file with a drafted <code>source</code> and a first rule.`;
const MISSING = html`No file here is named like a log (<code>auth.log</code>, <code>events.jsonl</code>). Copy your logs
  into this folder, or write a <code>source</code> that names their files.`;

const EXAMPLE = `rule guessed_password {
  by ip
  when sequence within 10m {
    guesses: count(login_failed) >= 5
    entry:   login where user in guesses.user
  }
}`;
