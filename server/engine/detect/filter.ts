/** Which raised detections a condition over their fields holds for: `expect r where user == "root"`. */
import type { Program, Term } from "../../model/program.ts";
import { DETECTION_FIELDS } from "../../model/fieldDocs.ts";
import type { Detection } from "../events.ts";
import { Schema, type Item } from "../item.ts";
import { NO_BINDINGS } from "../terms/bindings.ts";
import { compilePredicate } from "../terms/compile.ts";
import { termEnvironment } from "../terms/environment.ts";

export function detectionFilter(program: Program, rule: string, where: Term): (detection: Detection) => boolean {
  const holds = compilePredicate(where, termEnvironment(program));
  const definition = program.rules.find(({ name }) => name === rule);
  const own = [...(definition?.by ?? []), ...(definition?.emit ?? [])].map(({ field }) => field);
  const schema = new Schema(0, rule, "rule", [...own, ...DETECTION_FIELDS.keys()]);
  return (detection) => {
    const { severity, risk, attack, first, last, time } = detection;
    const fixed = { rule, severity, risk, attack, tags: definition?.tags ?? [], first, last };
    const fields = new Map([...Object.entries(fixed), ...detection.key, ...detection.emit]);
    const values = schema.fields.map((field) => fields.get(field) ?? null);
    const item: Item = { schema, values, time, source: "", file: "", position: 0, rank: null };
    return holds(item, NO_BINDINGS);
  };
}
