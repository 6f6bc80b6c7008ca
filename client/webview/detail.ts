/** The selected detection beside the list: its head, the tree of its evidence, and the facts it emitted. */
import type { TemplateResult } from "lit";
import { html, nothing } from "lit";
import type { Detection } from "../panel/messages.ts";
import { evidence } from "./evidence.ts";
import { facts, strip } from "./facts.ts";
import { counted, keptOf, span } from "./format.ts";
import { icon, severityBars } from "./icons.ts";
import { key } from "./key.ts";
import { asMarkdown } from "./markdown.ts";
import { docLine, docText } from "./prose.ts";
import { origins } from "./tree.ts";
import type { View } from "./view.ts";

export function detail(view: View, detection: Detection): TemplateResult {
  return html`<section class="detail" aria-label="Detection">
    ${head(view, detection)}
    <div class="split">
      ${isBare(detection) ? html`<p class="foot dim bare">${NOT_KEPT}</p>` : evidence(view, detection)}
      ${facts(view, detection)}
    </div>
  </section>`;
}

/** One of a replay before the window was loaded anew. */
const isBare = ({ evidence: steps, shortened }: Detection): boolean => steps.length === 0 && !shortened;
const NOT_KEPT =
  "Of a replay from before the window was loaded anew, the records are not kept. The log still has them: replay with the rules of that time to see them.";

function head(view: View, detection: Detection): TemplateResult {
  const { rule, severity, attack } = detection;
  const doc = view.state.rules?.find(({ name }) => name === rule)?.doc;
  return html`<div class="head">
    <div class="first">
      ${severityBars(severity)}
      <button class="name" title="Open the rule (Enter)" @click=${() => view.post({ type: "openRule", rule })}>
        ${rule}
      </button>
      <span class="cut">${key(detection.key)}</span>
      <span class="sp"></span>
      <button
        class="tool text why"
        title="Which steps it went through, and what nearly fired (W)"
        @click=${() => view.explain(rule, "")}
      >
        Why
      </button>
      ${
        view.data.compared?.marks[detection.id] === "gone"
          ? nothing // a test of what no longer surfaces would fail
          : html`<button
              class="tool text test"
              title="Draft a test block from this detection (T)"
              @click=${() => view.post({ type: "createTest", id: detection.id })}
            >
              Create Test
            </button>`
      }
      <button
        class="tool"
        title="Copy as Markdown (Ctrl+Shift+C)"
        aria-label="Copy as Markdown"
        @click=${() => view.post({ type: "copy", text: asMarkdown(detection, view.clock) })}
      >
        ${icon("copy")}
      </button>
      <button class="tool" title="Close (Esc)" aria-label="Close" @click=${() => view.select(null)}>
        ${icon("close")}
      </button>
    </div>
    <div class="second">
      <span>${period(view, detection)}</span>
      <span>${scope(view, detection)}</span>
      ${attack.map((id) => html`<span class="technique" title=${view.state.techniques[id]?.name ?? id}>${id}</span>`)}
      ${doc ? html`<span class="doc" title=${docText(doc)}>${docLine(doc)}</span>` : nothing}
    </div>
    ${strip(view, detection)}
  </div>`;
}

function period({ clock, dated }: View, { first, last, time }: Detection): string {
  const [from, to] = [clock.day(first), clock.day(last)];
  const start = dated || from !== to ? clock.dated(first) : clock.time(first);
  const end = from === to ? clock.time(last) : clock.dated(last);
  const known = first === last ? start : `${start} to ${end}, ${span(last - first)}`;
  return time > last ? `${known}; the wait ended at ${clock.time(time)}` : known;
}

function scope(view: View, { id, evidence: steps, shortened }: Detection): string {
  if (shortened) return keptOf(shortened);
  if (steps.length === 0) return "records not kept";
  const records = view.rows.find((row) => row.id === id)?.recordCount ?? 0;
  const { sources, files } = origins(steps);
  const from = sources.size > 1 ? counted(sources.size, "source") : counted(files.size, "file");
  return `${counted(records, "record")} of ${from}`;
}
