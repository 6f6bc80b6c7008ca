/**
 * The box of Explain: words narrow the rules and near misses while they are written, and Enter goes to the first rule that is left;
 * a line of a log is asked about with Enter.
 */
import type { TemplateResult } from "lit";
import { html, nothing } from "lit";
import { explainedOf, isLine, listed } from "./explained.ts";
import { icon } from "./icons.ts";
import type { View } from "./view.ts";

export function explainBox(view: View): TemplateResult {
  const { ui, data, set, explain } = view;
  const rule = explainedOf(data, ui)?.brief.rule;
  const onKey = (event: KeyboardEvent): void => {
    const { key, target } = event;
    const text = (target as HTMLInputElement).value.trim();
    if (rule === undefined || text === "" || !["Enter", "ArrowDown"].includes(key)) return;
    const shown = listed(data, ui);
    // The key itself leads on into the list, where something is to be selected then.
    if (key === "ArrowDown" && shown.some((brief) => brief.rule === rule)) return;
    if (key === "Enter" && isLine(text)) explain(rule, text);
    else if (shown[0] !== undefined) explain(shown[0].rule, "");
  };
  return html`<div class="query" role="search">
    ${icon("search", 14)}
    <input
      type="text"
      spellcheck="false"
      aria-label="Rule, key, or a log line"
      placeholder="Rule, key, or a log line as file:line"
      .value=${ui.finding}
      @input=${(event: InputEvent) => set({ finding: (event.target as HTMLInputElement).value })}
      @keydown=${onKey}
    />
    ${isLine(ui.finding) && ui.finding.trim() !== ui.asked ? html`<span class="found">Enter explains this line</span>` : nothing}
    ${
      ui.finding === ""
        ? nothing
        : html`<button
            class="tool small"
            title="Clear (Esc)"
            aria-label="Clear"
            @click=${() => set({ finding: "", asked: "" })}
          >
            ${icon("close", 12)}
          </button>`
    }
  </div>`;
}
