/**
 * What is listed as a file: JSON and CSV for other programs, a Markdown report for people, a layer for ATT&CK Navigator. Pure.
 * Invariant: only what was listed is in it, in its order, and the same list gives the same bytes.
 */
import Papa from "papaparse";
import type { Detection, ExportFormat, Micros, Severity, Value } from "./messages.ts";
import type { Exported } from "./report.ts";
import { report } from "./report.ts";

export type { Exported } from "./report.ts";

export function exported(format: ExportFormat, what: Exported): { readonly name: string; readonly text: string } {
  switch (format) {
    case "json":
      return { name: "detections.json", text: `${JSON.stringify(what.detections.map(asObject), null, 2)}\n` };
    case "csv":
      return { name: "detections.csv", text: csv(what.detections) };
    case "markdown":
      return { name: "detections.md", text: report(what) };
    case "navigator":
      return { name: "attack-layer.json", text: `${JSON.stringify(layer(what), null, 2)}\n` };
  }
}

export const utc = (at: Micros): string => new Date(Math.floor(at / 1_000)).toISOString();

type Pairs = readonly (readonly [field: string, value: Value])[];
const object = (pairs: Pairs): Record<string, Value> => Object.fromEntries(pairs);

function asObject(of: Detection): object {
  const { id, rule, severity, risk, attack, key, emit, time, first, last, records, shortened } = of;
  return {
    ...{ id, rule, severity, risk, attack, key: object(key), emit: object(emit) },
    ...{ time: utc(time), first: utc(first), last: utc(last) },
    records: records.map(({ file, line, time: at }) => ({ file, line, time: utc(at) })),
    ...(shortened && { shortened: { kept: shortened.kept, of: shortened.of } }),
  };
}

/** No cell is a formula, whatever a log says. */
function csv(detections: readonly Detection[]): string {
  const pairs = (of: Pairs): string => of.map(([field, held]) => `${field}=${String(held)}`).join(" ");
  const rows = detections.map((of) => ({
    time: utc(of.time),
    severity: of.severity,
    rule: of.rule,
    key: pairs(of.key),
    emitted: pairs(of.emit),
    risk: of.risk ?? "",
    attack: of.attack.join(" "),
    first: utc(of.first),
    last: utc(of.last),
    records: of.records.map(({ file, line }) => `${file}:${line}`).join(" "),
    id: of.id,
    shortened: of.shortened ? `${of.shortened.kept} of ${of.shortened.of} records` : "",
  }));
  return `${Papa.unparse(rows, { escapeFormulae: true, newline: "\r\n" })}\r\n`;
}

const SCORES: Record<Severity, number> = { informational: 1, low: 2, medium: 3, high: 4, critical: 5 };

/** A technique's score is how often it was detected; its comment names the rules, its colour comes from the gradient. */
function layer({ detections, query, folder, techniques }: Exported): object {
  const found = new Map<string, { detections: number; worst: Severity; rules: Set<string> }>();
  for (const { attack, rule, severity } of detections) {
    // A tactic's own id is no technique.
    for (const id of attack.filter((each) => each.startsWith("T") && !each.startsWith("TA"))) {
      const known = found.get(id) ?? { detections: 0, worst: severity, rules: new Set() };
      known.detections++;
      known.rules.add(rule);
      if (SCORES[severity] > SCORES[known.worst]) known.worst = severity;
      found.set(id, known);
    }
  }
  const most = Math.max(1, ...[...found.values()].map(({ detections: times }) => times));
  return {
    name: `${folder === "" ? "Mangrove" : folder}: detections`,
    versions: { layer: "4.5", navigator: "5.1.0" },
    domain: "enterprise-attack",
    description: query === "" ? "What a replay found." : `What a replay found, narrowed by: ${query}`,
    sorting: 3,
    gradient: { colors: ["#ffe8a3", "#d13438"], minValue: 0, maxValue: most },
    techniques: [...found].sort(byId).map(([techniqueID, { detections: score, worst, rules }]) => ({
      techniqueID,
      score,
      comment: [...rules].sort().join(", "),
      enabled: true,
      showSubtechniques: techniqueID.includes("."),
      metadata: [
        { name: "worst severity", value: worst },
        ...(Object.hasOwn(techniques, techniqueID)
          ? [{ name: "technique", value: techniques[techniqueID]!.name }]
          : []),
      ],
    })),
  };
}

const byId = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : 1);
