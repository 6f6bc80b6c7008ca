/** ATT&CK techniques and tactics by their ids, found by their names too. Withdrawn ones are not offered. */
import { TACTICS, technique, TECHNIQUE_IDS, techniqueUrl } from "../../model/attack.ts";
import type { Completion } from "../item.ts";
import type { Cursor } from "./cursor.ts";

export function techniqueCompletions({ replace }: Cursor): Completion[] {
  const techniques = TECHNIQUE_IDS.flatMap((id): Completion[] => {
    const info = technique(id);
    if (info?.status !== "active") return [];
    return [
      {
        label: id,
        kind: "constant",
        detail: info.name,
        doc: `${info.tactics.join(", ")}\n\n[${id} at MITRE](${techniqueUrl(id)})`,
        insert: id,
        filter: `${id} ${info.name}`,
        replace,
        sort: "0",
      },
    ];
  });
  const tactics = Object.entries(TACTICS).map(([id, name]): Completion => ({
    label: id,
    kind: "constant",
    detail: `${name} (tactic)`,
    insert: id,
    filter: `${id} ${name}`,
    replace,
    sort: "1",
  }));
  return [...techniques, ...tactics];
}
