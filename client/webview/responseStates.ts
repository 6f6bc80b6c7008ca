/** What stands where no key is ranked and no playbook ran: why it is so, and the next step. */
import type { TemplateResult } from "lit";
import { html, nothing } from "lit";
import type { RankingTree } from "../panel/messages.ts";
import { count, counted } from "./format.ts";
import { prose } from "./prose.ts";
import type { View } from "./view.ts";

/** `tree` null: none is declared, as far as is known. */
export function noRanking(view: View, tree: RankingTree | null): TemplateResult {
  const early = notYet(view, "A ranking counts events by a key, such as an address, and puts the worst in front.");
  if (early !== null) return early;
  if (tree === null) {
    const text = "A ranking counts events by a key, such as an address, and says whom to look at first.";
    return says(view, "No ranking is declared", text, "ranking", "How a ranking is written", RANKING);
  }
  const { of, by, keyless } = tree;
  const text =
    keyless > 0
      ? `None of ${counted(keyless, "item")} of ${of} had a value for ${by.join(", ")}: name a field after \`by\` that they have.`
      : `Nothing of ${of} took part in the replay. Late and unparsed says which lines did not; Explain, how near its rules came.`;
  return says(view, `${tree.name} has no key`, text, "ranking", "How a ranking counts");
}

export function noRuns(view: View): TemplateResult {
  const early = notYet(
    view,
    "A playbook says what is to be done about a detection; a replay shows when, and what would come back.",
  );
  if (early !== null) return early;
  const playbooks = Object.keys(view.state.summary?.playbooks ?? {});
  if (playbooks.length === 0) {
    const text =
      "A playbook says what is to be done about a detection. Every replay shows what it would have done, and when; nothing leaves this machine.";
    return says(view, "No playbook is declared", text, "playbooks", "How a playbook is written", PLAYBOOK);
  }
  const text = `None of ${playbooks.slice(0, 5).join(", ")}${playbooks.length > 5 ? `, and ${count(playbooks.length - 5)} more` : ""} was started. A playbook starts when what it is \`on\` is raised; Explain says how near those rules came.`;
  return says(view, "No playbook started", text, "playbooks", "What starts a playbook");
}

/** Of a replay that has not come to its end; null: it has. */
function notYet({ state, post }: View, text: string): TemplateResult | null {
  const { phase, folder } = state;
  if (phase === "done") return null;
  const title =
    phase === "running"
      ? "Replaying"
      : phase === "idle"
        ? "Nothing was replayed yet"
        : "The replay did not come to its end";
  return html`<div class="empty">
    <h2>${title}</h2>
    <p class="dim">${text}</p>
    ${
      phase === "running" || folder === null
        ? nothing
        : html`<p><button class="button" @click=${() => post({ type: "replay" })}>Replay</button></p>`
    }
  </div>`;
}

function says(
  { state, post }: View,
  title: string,
  text: string,
  page: "ranking" | "playbooks",
  link: string,
  example?: string,
): TemplateResult {
  return html`<div class="empty">
    <h2>${title}</h2>
    <p class="dim">${prose(text)}</p>
    ${example === undefined ? nothing : html`<pre class="mono">${example}</pre>`}
    <p><button class="link" @click=${() => post({ type: "openPage", page })}>${link}</button></p>
    ${
      state.rule === null
        ? nothing
        : html`<p class="dim">Only ${state.rule} was replayed. All Rules, above, replays the others too.</p>`
    }
  </div>`;
}

const RANKING = `ranking attackers by ip of login_failed {
  hits
}`;

const PLAYBOOK = `action block_ip(address: ip) {
  http POST "https://firewall.example/api/block" json { address }
  simulate takes 200ms..2s returns { ticket = "SIM-1" }
}
playbook contain {
  on guessed_password where severity >= high
  block_ip(ip)
}`;
