/** What stands where there is nothing to list. Zero is an answer: each of these says why it is so and what to do next. */
import type { TemplateResult } from "lit";
import { html, nothing } from "lit";
import type { PanelState, RuleInfo, Summary } from "../panel/messages.ts";
import { firstSteps, isFirst, sample } from "./first.ts";
import { hitsOf, total, wrongOf } from "./filter.ts";
import { count, counted, elapsed, SEVERITIES } from "./format.ts";
import { severityBars } from "./icons.ts";
import { nearest } from "./nearest.ts";
import { placeName, prose } from "./prose.ts";
import type { View } from "./view.ts";

/** Null where there are rows to be shown. */
export function emptyState(view: View): TemplateResult | null {
  const { state, data } = view;
  if (data.rows.length > 0) return null;
  if (state.folder === null) return noFolder(view);
  if (state.phase === "running") return message("Replaying", "What surfaces is listed here while the logs are read.");
  if (state.failure) return failed(view, state.failure);
  if (state.phase === "idle") return isFirst(state) ? firstSteps(view) : ready(view);
  if (state.phase === "done" && state.summary) return nothingSurfaced(view, state.summary);
  return message("Nothing had surfaced when the replay was stopped", "Replay again to read the logs to their end.");
}

/** The query hides all: each line leaves out one of its terms and says what that would show. */
export function noMatch({ columns, terms, set }: View): TemplateResult {
  const without = terms.map((term) => {
    const others = terms.filter((other) => other !== term);
    return { others, term, found: total(hitsOf(others, columns)), wrong: wrongOf(term, columns) };
  });
  return html`<div class="empty">
    <h2>No detection matches the filter.</h2>
    <p class="dim">Each line leaves out one term.</p>
    <div class="terms">
      ${without.map(
        ({ term, others, found, wrong }) =>
          html`<button class="link" @click=${() => set({ query: others.map(({ text }) => text).join(" ") })}>
              without <code>${term.text}</code>
            </button>
            <span class=${found > 0 ? "" : "dim"}>${count(found)}</span>
            ${wrong === null ? nothing : html`<span class="wrong dim">${prose(wrong)}</span>`}`,
      )}
    </div>
    <p>
      <button class="link" @click=${() => set({ query: "" })}>Clear the filter</button> <span class="dim">Esc</span>
    </p>
  </div>`;
}

/** The second tab, where every line took part. */
export function nothingRejected({ state }: View): TemplateResult {
  if (state.phase === "idle")
    return message("Nothing was replayed yet", "Lines that come late or cannot be read are listed here.");
  if (state.phase === "running")
    return message("No line was set aside so far", "Late and unparsed lines are listed here.");
  const records = state.summary?.records;
  if (!records) return message("No line was set aside", "The replay ended before it could say more.");
  return message(
    "Every line took part",
    `${counted(records.in, "line")} in, ${count(records.released)} released${records.filtered > 0 ? `, ${count(records.filtered)} not of any source's kind (only)` : ""}.`,
  );
}

function message(title: string, text: string): TemplateResult {
  return html`<div class="empty">
    <h2>${title}</h2>
    <p class="dim">${text}</p>
  </div>`;
}

function noFolder({ post }: View): TemplateResult {
  return html`<div class="empty">
    <h2>No folder is open</h2>
    <p class="dim">Mangrove replays the logs of a folder through the rules that lie beside them.</p>
    <p><button class="button" @click=${() => post({ type: "openFolder" })}>Open Folder</button></p>
    <p>${sample(post)}</p>
  </div>`;
}

/** With nothing to list the failure stands in the body, with what to do about it, and not in the bar as well. */
export const failureInBody = ({ state, data, ui }: View): boolean =>
  state.failure !== null && data.rows.length === 0 && ui.tab === "detections" && state.folder !== null;

function failed({ state, post }: View, { message: text, place }: NonNullable<PanelState["failure"]>): TemplateResult {
  const begin = state.rules?.length === 0;
  return html`<div class="empty">
    <h2>The replay did not run</h2>
    <p role="alert">
      ${prose(text)}
      ${place ? html`<button class="link mono" @click=${() => post({ type: "openPlace", place })}>${placeName(place)}</button>` : nothing}
    </p>
    <p>${begin ? button(post, "New Rule File", "newRules") : button(post, "Replay", "replay")}</p>
  </div>`;
}

const button = (post: View["post"], label: string, type: "newRules" | "replay"): TemplateResult =>
  html`<button class="button" @click=${() => post({ type })}>${label}</button>`;

/** Rules that were not replayed: the one thing to do comes first. */
function ready({ state, post }: View): TemplateResult {
  return html`<div class="empty">
    <h2>${state.rules ? `${counted(state.rules.length, "rule")}, not replayed yet` : "Not replayed yet"}</h2>
    <p class="dim">The logs run through all rules, in the order of their times. What surfaces is listed here.</p>
    <p>${button(post, "Replay", "replay")}</p>
  </div>`;
}

function nothingSurfaced(view: View, summary: Summary): TemplateResult {
  const { records, rules } = summary;
  const shown = (view.state.rules ?? []).filter(({ name }) => view.state.rule === null || rules[name]);
  const { late, unparsed } = records;
  const { rule } = view.state;
  return html`<div class="empty">
      <h2>
        ${rule === null ? "Nothing surfaced." : `${rule} did not fire.`}
        ${view.data.briefs.length > 1 ? "Here is how close each rule came." : ""}
      </h2>
      <p>${prose(advice(summary))}</p>
      <p class="dim">
        ${counted(records.released, "record")} went through ${counted(Object.keys(rules).length, "rule")} in
        ${elapsed(view.state.milliseconds)}; ${count(late)} ${late === 1 ? "was" : "were"} late, ${count(unparsed)}
        could not be parsed.
      </p>
    </div>
    ${view.data.briefs.length > 0 ? nearest(view) : shown.length > 0 ? ruleTable(view, shown, summary) : nothing}`;
}

function ruleTable({ post }: View, shown: readonly RuleInfo[], { rules }: Summary): TemplateResult {
  return html`<div class="table" role="list" aria-label="Rules that did not fire">
    ${shown.map((rule) => {
      const { keyless = 0, suppressed = 0 } = rules[rule.name] ?? {};
      const reason = rule.broken
        ? "has an error and was left out"
        : keyless > 0
          ? `${counted(keyless, "record")} had no value for its key`
          : suppressed > 0
            ? `${counted(suppressed, "detection")} suppressed`
            : rules[rule.name]
              ? "its pattern was never complete"
              : "took no part";
      const severity = SEVERITIES.find((known) => known === rule.severity);
      return html`<div role="listitem" class="tableRow">
        ${severity ? severityBars(severity) : html`<span></span>`}
        <button class="cut" @click=${() => post({ type: "openRule", rule: rule.name })}>${rule.name}</button>
        <span class="cut dim">${reason}</span>
      </div>`;
    })}
  </div>`;
}

/** The likeliest reason, and the next step, from the numbers alone. */
function advice({ records, files, rules }: Summary): string {
  if (files === 0) return "No file matches a source's files; compare its pattern with the names in the folder.";
  if (records.in === 0) return "The log files are empty.";
  if (Object.keys(rules).length === 0) return "There is no rule that could fire; correct the errors in the rule files.";
  if (records.released === 0) return "No line took part; Late and unparsed says why.";
  if (records.late > records.released) return "Most lines were late; raise the lateness of their source.";
  const all = Object.values(rules);
  if (all.every(({ keyless }) => keyless >= records.released))
    return "No record has a value for the key: compare the fields after `by` with those that the templates capture.";
  if (all.some(({ suppressed }) => suppressed > 0))
    return "All that was found was suppressed; shorten `suppress` to see it.";
  return records.released < 100
    ? `Only ${counted(records.released, "record")} took part; the lines that the rule waits for may not be among them.`
    : "Every pattern stayed incomplete: widen a window, lower a count, or loosen a `where`.";
}
