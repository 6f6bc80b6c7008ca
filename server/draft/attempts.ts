/**
 * Templates that tell of the same thing: one refused login is a line of sshd and a line of PAM. Invariant: those that are chosen
 * tell of different things.
 */
import { isUnified } from "../model/program.ts";
import { SLOT } from "../engine/normalize/schema.ts";
import type { NormalizedRecord } from "../engine/normalize/record.ts";
import { literalText, type DraftTemplate } from "./templates.ts";

/** More would be no longer read by anybody. */
const MOST = 6;

/** `key`: a capture of them all; null: they are counted without one. */
export function distinctAttempts(
  templates: readonly DraftTemplate[],
  key: string | null,
  records: readonly NormalizedRecord[],
): readonly DraftTemplate[] {
  const known = new Set<string>();
  const chosen: DraftTemplate[] = [];
  for (const template of [...templates].sort(byWorth)) {
    const own = new Set(
      template.members.map((member, index) =>
        JSON.stringify([occasion(records[member]!), key === null ? null : template.captured.get(key)![index]]),
      ),
    );
    if (chosen.length === MOST || [...own].filter((each) => known.has(each)).length > own.size / 2) continue;
    chosen.push(template);
    for (const each of own) known.add(each);
  }
  return chosen.sort((a, b) => a.code - b.code);
}

/** Of those that are about as frequent, the one that names the most, then the plainest. */
const byWorth = (a: DraftTemplate, b: DraftTemplate): number =>
  magnitude(b) - magnitude(a) || telling(b) - telling(a) || literalText(a).length - literalText(b).length;

const magnitude = ({ members }: DraftTemplate): number => Math.floor(Math.log2(members.length));
const telling = ({ captured }: DraftTemplate): number =>
  [...captured.keys()].filter((name) => isUnified(name) || name === "port").length;

/** What lines about one thing have in common: the process that wrote them, and where none is named the second. */
function occasion({ schema, values, time }: NormalizedRecord): string {
  const pid = values[schema.fields.indexOf("pid")] ?? null;
  const second = Math.floor(time / 1e6);
  return pid === null ? `at ${second}` : `${String(values[SLOT.device])} ${String(pid)}`;
}
