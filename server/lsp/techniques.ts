/** What the ATT&CK ids of detections stand for, for views that know ids only. Invariant: an unknown id is left out. */
import type { ReplayEvent } from "../engine/events.ts";
import { technique, TACTICS } from "../model/attack.ts";
import type { TechniqueInfo } from "../protocol.ts";

export function techniquesIn(events: readonly ReplayEvent[]): Readonly<Record<string, TechniqueInfo>> {
  const ids = new Set(events.flatMap((event) => (event.kind === "detection" ? event.detection.attack : [])));
  return Object.fromEntries(
    [...ids].flatMap((id): [string, TechniqueInfo][] => {
      const info = infoOf(id);
      return info === null ? [] : [[id, info]];
    }),
  );
}

function infoOf(id: string): TechniqueInfo | null {
  const tactic = Object.hasOwn(TACTICS, id) ? TACTICS[id] : undefined;
  if (tactic !== undefined) return { name: tactic, tactics: [tactic] };
  const known = technique(id);
  if (known === null) return null;
  const tactics = new Set(known.tactics);
  return { name: known.name, tactics: Object.values(TACTICS).filter((name) => tactics.has(slug(name))) };
}

/** `credential-access` */
const slug = (tactic: string): string => tactic.toLowerCase().replaceAll(" ", "-");
