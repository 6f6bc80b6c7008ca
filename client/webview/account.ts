/** The account of a replay, source by source. Invariant: its numbers add up, also those of a replay that was stopped. */
import type { TemplateResult } from "lit";
import { html } from "lit";
import type { Accounting, Micros, Summary } from "../panel/messages.ts";
import { count, span } from "./format.ts";

export function account(summary: Summary): TemplateResult {
  const { records, sources } = summary;
  const names = Object.keys(sources).sort();
  return html`<section class="account" aria-label="Account">
    <table>
      <thead>
        <tr>
          <th scope="col">Source</th>
          <th scope="col">Records</th>
          <th scope="col">Late</th>
          <th scope="col">No template</th>
          <th scope="col">Largest lag</th>
          <th scope="col" title="The lateness with which 99.9% of its records would have been on time">Keeps 99.9%</th>
          <th scope="col" title="The lateness with which every record would have been on time">Keeps all</th>
        </tr>
      </thead>
      <tbody>
        ${names.map((name) => {
          const { records: of, untemplated, lateness, latenesses } = sources[name]!;
          // A source of JSON has no templates, and misses none.
          const isPlain = untemplated > 0 && untemplated >= of.released;
          return html`<tr>
            <td class="cut">${name}</td>
            <td class="dim">${count(accounted(of))}</td>
            <td class=${of.late > 0 ? "strong" : "dim"}>${count(of.late)}</td>
            <td class=${untemplated > 0 && !isPlain ? "" : "dim"}>${isPlain ? "all" : count(untemplated)}</td>
            <td class=${lateness > 0 ? "" : "dim"}>${lag(lateness)}</td>
            <td class=${of.late > 0 ? "" : "dim"}>${of.late > 0 ? lag(latenesses.most) : "-"}</td>
            <td class=${of.late > 0 ? "" : "dim"}>${of.late > 0 ? lag(latenesses.all) : "-"}</td>
          </tr>`;
        })}
      </tbody>
    </table>
    <p class="dim">${sentence(records, waiting(summary))}</p>
  </section>`;
}

const lag = (of: Micros): string => (of > 0 ? span(of) : "-");

/** Records whose end is known. */
const accounted = ({ released, late, unparsed, filtered, duplicate, ahead }: Accounting): number =>
  released + late + unparsed + filtered + duplicate + ahead;

/** Records that a stopped replay had read and that still waited for the watermark. */
const waiting = ({ sources }: Summary): number =>
  Object.values(sources).reduce((sum, { records }) => sum + records.in - accounted(records), 0);

/** `412,806 in = 412,791 released + 12 late + 3 unparsed. Nothing is missing.` */
export function sentence(records: Accounting, waited: number): string {
  const { released, late, unparsed, filtered, duplicate, ahead } = records;
  const others = Object.entries({ late, unparsed, filtered, duplicate, ahead }).filter(([, n]) => n > 0);
  const parts = [`${count(released)} released`, ...others.map(([name, n]) => `${count(n)} ${name}`)];
  const end =
    waited === 0 ? "Nothing is missing." : `${count(waited)} more had been read and waited for the watermark.`;
  return `${count(accounted(records))} in = ${parts.join(" + ")}. ${end}`;
}
