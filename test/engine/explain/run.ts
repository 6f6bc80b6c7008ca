/** Detection over records made by hand, with somebody who looks on and without. */
import type { Program } from "../../../server/model/program.ts";
import { advance, advanceTo } from "../../../server/engine/detect/advance.ts";
import { compilePlan } from "../../../server/engine/detect/compile.ts";
import type { RawDetection } from "../../../server/engine/detect/detection.ts";
import { toDetection } from "../../../server/engine/detect/evidence.ts";
import { createState } from "../../../server/engine/detect/state.ts";
import type {
  Detection,
  EvidenceRecord,
  LadderStep,
  RecordExplanation,
  RuleExplanation,
} from "../../../server/engine/events.ts";
import { Observer, type Wish } from "../../../server/engine/explain/observer.ts";
import type { LogRecord, Schema } from "../../../server/engine/item.ts";
import { SCHEMAS } from "../../oracle/build.ts";

export interface Explained {
  readonly detections: readonly Detection[];
  readonly explanations: readonly RuleExplanation[];
  /** Of the line that was wished for. */
  readonly record: RecordExplanation | null;
}

const describe = ({ source, file, line, time, values }: LogRecord): EvidenceRecord => ({
  source,
  file,
  line,
  time,
  text: values.join(" "),
  message: 0,
  captures: [],
});

/** `wish` null: nobody looks on. */
export function run(
  program: Program,
  records: readonly LogRecord[],
  wish: Wish | null,
  schemas: readonly Schema[] = SCHEMAS,
): Explained {
  const plan = compilePlan(program, schemas);
  const state = createState(plan);
  const observer = wish === null ? null : new Observer(plan, state, { program, schemas, describe }, wish);
  const detections: Detection[] = [];
  const take = (raw: RawDetection): void => void detections.push(toDetection(raw, describe));
  const used = observer?.plan ?? plan;
  for (let i = 0; i < records.length;) {
    const { time } = records[i]!;
    const instant = records.slice(i).filter((record) => record.time === time);
    advance(used, state, time, instant, take, observer);
    i += instant.length;
  }
  advanceTo(used, state, Infinity, take, observer);
  return { detections, explanations: observer?.explain(false) ?? [], record: observer?.explainRecord() ?? null };
}

export const explained = (program: Program, records: readonly LogRecord[]): RuleExplanation =>
  run(program, records, {}).explanations.at(-1)!;

/** `3 (1 expired, 1 used)`, step by step: what became of the matches. */
export function shown(ladder: readonly LadderStep[]): readonly string[] {
  return ladder.map(({ step, reached, kills, lost }) => {
    if (reached === null) return `${step}: ended ${kills}`;
    const parts = Object.entries(lost).filter(([, count]) => count > 0);
    const ends = parts.length === 0 ? "" : ` (${parts.map(([name, count]) => `${count} ${name}`).join(", ")})`;
    return `${step}: ${reached}${ends}`;
  });
}
