/** Whole replays of attacks on two firewalls, and their rankings. */
import type { RankedKey, RankingTree, ReplayEvent } from "../../../server/engine/events.ts";
import { Replay } from "../../../server/engine/replay.ts";
import { Model } from "../../../server/model/workspace.ts";

/** Two web application firewalls, one in each region. */
export const WAF = `
source beijing from security_device {
  files "beijing.log"  format json  time at
  map { observer.geo.region_name = "Beijing" }
}
source guangdong from security_device {
  files "guangdong.log"  format json  time at
  map { observer.geo.region_name = "Guangdong" }
}
event web_attack = any { beijing guangdong }
`;

export interface Attack {
  readonly ip?: string;
  readonly rule?: string;
  readonly status?: number;
}

export const line = ({ ip, rule, status }: Attack, second: number): string =>
  JSON.stringify({
    at: new Date(Date.UTC(2026, 5, 14, 9, 0, second)).toISOString(),
    source: { ip },
    rule: { name: rule },
    http: { response: { status_code: status } },
  });

export interface Logs {
  readonly beijing?: readonly Attack[];
  readonly guangdong?: readonly Attack[];
}

export function rankings(
  rules: string,
  { beijing = [], guangdong = [] }: Logs,
  ranked?: number,
): readonly RankingTree[] {
  const model = new Model();
  model.set("a.grove", WAF + rules);
  const { program } = model.analysis();
  const logs = { beijing, guangdong };
  const files = (["beijing", "guangdong"] as const).map((name) => ({ path: `${name}.log`, sources: [name], size: 0 }));
  const found: RankingTree[] = [];
  const emit = (event: ReplayEvent): void => {
    if (event.kind === "ranking") found.push(event.ranking);
  };
  const replay = new Replay({ program, files, emit, ...(ranked !== undefined && { ranked }) });
  const pushed = new Set<number>();
  for (;;) {
    const wanted = replay.wants();
    if (wanted === null) {
      if (!replay.step(1000)) return found;
    } else if (pushed.has(wanted)) replay.end(wanted);
    else {
      pushed.add(wanted);
      const name = files[wanted]!.sources[0] as keyof Logs;
      replay.push(wanted, new TextEncoder().encode(logs[name].map((each, at) => `${line(each, at)}\n`).join("")));
    }
  }
}

export const times = (count: number, attack: Attack): readonly Attack[] => Array.from({ length: count }, () => attack);
export const keyOf = ({ key }: RankedKey): string => key.map(([, value]) => String(value)).join(" ");
/** Each node as its rank, its counts, and its keys with their second values. */
export const shape = ({ nodes }: RankingTree): readonly string[] =>
  nodes.map(
    ({ rank, counts, leaves }) =>
      `${rank}: ${counts.join(" ")}: ${leaves.map((leaf) => `${keyOf(leaf)} ${leaf.value}`).join(", ")}`,
  );

export const ATTACKERS = `
/// Who attacks the web servers.
ranking attackers by ip of web_attack {
  rules    rule.name
  regions  observer.geo.region_name
  hits
  failures http.response.status_code where http.response.status_code >= 400
  weights { rules 0.4 { sqli 0.7, scan 0.3 }  regions 0.2 { "Beijing" 0.5, "Guangdong" 0.5 }
            hits 0.3  failures 0.1 { 403 0.7, 404 0.3 } }
}
`;

export const A = "203.0.113.1";
export const B = "203.0.113.2";
export const C = "203.0.113.3";

export const RULE = `rule seen { severity low  tags "web", "red"  by ip  when web_attack }`;
