/**
 * What was detected as the user gets it: plain data, lines restored. Invariant: the id depends on rule, key and the
 * evidence, that is the places of all listed records and how many there are of each step.
 */
import { typeOf } from "../../model/types.ts";
import type { Detection, EvidenceRecord, EvidenceStep } from "../events.ts";
import { comparePlaces, type LogRecord } from "../item.ts";
import { isDetection, isRecord, placeKey, recordsOf, type RawDetection, type RawStep } from "./detection.ts";
import { hash } from "./hash.ts";

export type Describe = (record: LogRecord) => EvidenceRecord;

export function toDetection(raw: RawDetection, describe: Describe): Detection {
  const { rule, severity, risk, riskParts, time, first, last } = raw;
  const records = placedRecords(raw);
  return {
    id: idOf(raw, records),
    rule: rule.name,
    severity,
    risk,
    riskParts,
    attack: rule.attack,
    key: rule.by.map(({ field }, index) => [field, raw.key[index] ?? null]),
    emit: rule.emit.map(({ field }, index) => [field, raw.emit[index] ?? null]),
    types: rule.emit.map(({ value }) => typeOf(value)),
    time,
    first,
    last,
    evidence: raw.steps.map((step) => withUsed(raw, step, evidenceStep(step, describe))),
    records: records.map(({ file, line, time: at }) => ({ file, line, time: at })),
  };
}

const placedRecords = (raw: RawDetection): readonly LogRecord[] =>
  recordsOf(raw.steps.flatMap(({ items }) => items)).toSorted(comparePlaces);

/** Of those that were told: a detection above them names them again. */
const ids = new WeakMap<RawDetection, string>();

function idOf(raw: RawDetection, records: readonly LogRecord[]): string {
  const known = ids.get(raw);
  if (known !== undefined) return known;
  const { rule, key } = raw;
  const id = hash([rule.name, JSON.stringify([key, totalsOf(raw)]), ...records.map(placeKey)]);
  ids.set(raw, id);
  return id;
}

/** `every` uses nothing up. */
function withUsed({ rule: { when } }: RawDetection, { kind, items }: RawStep, step: EvidenceStep): EvidenceStep {
  const [only] = items;
  const sole = kind === "taken" && only !== undefined && isDetection(only) && only.fate !== "nested";
  const every = (when.kind === "sequence" || when.kind === "all") && when.every;
  return sole && !every ? { ...step, used: idOf(only, placedRecords(only)) } : step;
}

function evidenceStep({ label, kind, text, total, items }: RawStep, describe: Describe): EvidenceStep {
  const [only] = items;
  if (kind === "taken" && only !== undefined && isDetection(only)) return nestedStep(only, label, text, describe);
  return {
    label,
    kind: kind === "taken" ? "record" : "counted",
    step: text,
    total,
    records: items.filter(isRecord).map(describe),
    rule: null,
    steps: items.filter(isDetection).map((item) => nestedStep(item, null, item.rule.name, describe)),
  };
}

function nestedStep(item: RawDetection, label: string | null, text: string, describe: Describe): EvidenceStep {
  return {
    label,
    kind: "detection",
    step: text,
    total: totalsOf(item).reduce((sum, total) => sum + total, 0),
    records: [],
    rule: item.fate === "nested" ? null : item.rule.name,
    steps: item.steps.map((step) => evidenceStep(step, describe)),
  };
}

/** How many records each step has, those of detections included. */
function totalsOf(raw: RawDetection): readonly number[] {
  return raw.steps.map(({ total, items }) =>
    items.some(isDetection)
      ? items.reduce((sum, item) => sum + (isDetection(item) ? totalsOf(item).reduce((a, b) => a + b, 0) : 1), 0)
      : total,
  );
}
