/**
 * The words around playbooks that run for real: what is missing, and the list to agree to. Invariant: the list names every
 * server and program, and no text of a rule file or a log can hide one, break its line or become a link.
 */
import type { PlannedCall, Question } from "../server/protocol.ts";

export const RUN = "Call Them";
export const SETTING = "mangrove.playbooks.live";
export const NOT_CONFIRMED = `Nothing was called: the list of what the playbooks may call was not confirmed. Run the command again, read the list and choose "${RUN}".`;

/** Lines that a question can hold and a person reads. */
const MOST_LINES = 30;
const LONGEST_LINE = 160;

/** What must be given before the list is even shown; null: nothing. */
export function missing(isTrusted: boolean, isOn: boolean): string | null {
  const trust = 'trust in this folder (run "Workspaces: Manage Workspace Trust")';
  const setting = `the setting "${SETTING}" (switch it on in your user settings; that of a folder does not count)`;
  const lacking = [...(isTrusted ? [] : [trust]), ...(isOn ? [] : [setting])];
  if (lacking.length === 0) return null;
  return `Nothing was called: playbooks run for real only with ${lacking.join(" and ")}, and after you have confirmed the list of what they may call. "Mangrove: Replay" shows what they would do.`;
}

export interface Agreement {
  readonly message: string;
  readonly detail: string;
}

/** What is to be confirmed; a text says why it cannot be asked for. */
export function agreementOn(calls: readonly PlannedCall[], folder: string): Agreement | string {
  const message = `Replay ${plain(folder)} and let its playbooks call these, once for each detection that starts them?`;
  const playbooks = Map.groupBy(calls, ({ playbook }) => playbook);
  const all = [...playbooks].flatMap(([playbook, own]) => [playbook, ...own.map(({ line }) => `    ${short(line)}`)]);
  if (all.length <= MOST_LINES) return { message, detail: all.join("\n") };
  const targets = [...Map.groupBy(calls, ({ target }) => target)].map(
    ([target, own]) => `${short(target)}    (${own.length} of the calls)`,
  );
  const head = `${calls.length} calls of ${playbooks.size === 1 ? "a playbook" : `${playbooks.size} playbooks`}, to:`;
  if (targets.length < MOST_LINES) return { message, detail: [head, ...targets].join("\n") };
  return `Nothing was called: the playbooks of this folder may call ${targets.length} servers and programs, more than fit into a question. Read them in a terminal with "grove replay --live", or keep fewer playbooks.`;
}

export function approvalOf({ playbook, text, by }: Question): string {
  const role = by.length === 0 ? "" : ` (for ${plain(by.join(", "))})`;
  return `${plain(playbook)} asks${role}: ${plain(text)}`;
}

function short(text: string): string {
  const line = plain(text);
  return line.length <= LONGEST_LINE ? line : `${line.slice(0, LONGEST_LINE)}… (${line.length} characters)`;
}

/** Characters that break lines, turn letters around or are not seen are written out, and what the editor reads as a link is none. */
export function plain(text: string): string {
  return text
    .replaceAll(
      /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/gu,
      (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`,
    )
    .replaceAll("](", "] (");
}
