/**
 * What was detected as the user gets it: plain data, lines restored, long lists cut. Invariant: the id depends on rule,
 * key and the places of all evidence, also of what is cut.
 */
import type { Detection, EvidenceRecord, EvidenceStep } from "../events.ts";
import { comparePlaces, type Item, type LogRecord } from "../item.ts";
import { isDetection, placeKey, recordsOf, type RawDetection, type RawStep } from "./detection.ts";
import { hash } from "./hash.ts";

/** Of an aggregate so many of the first and of the last items are listed. */
const LISTED = 50;

export type Describe = (record: LogRecord) => EvidenceRecord;

export function toDetection(raw: RawDetection, describe: Describe): Detection {
  const { rule, severity, time, first, last } = raw;
  const places = placesOf(recordsOf(raw.steps.flatMap(({ items }) => items)));
  return {
    id: hash([rule.name, JSON.stringify(raw.key), ...places.map(placeKey)]),
    rule: rule.name,
    severity,
    attack: rule.attack,
    key: rule.by.map(({ field }, index) => [field, raw.key[index] ?? null]),
    emit: rule.emit.map(({ field }, index) => [field, raw.emit[index] ?? null]),
    time,
    first,
    last,
    evidence: raw.steps.map((step) => evidenceStep(step, describe)),
    records: placesOf(listedRecords(raw)).map(({ file, line, time: at }) => ({ file, line, time: at })),
  };
}

function evidenceStep({ label, kind, text, items }: RawStep, describe: Describe): EvidenceStep {
  const [only] = items;
  if (kind === "taken" && only !== undefined && isDetection(only)) return nestedStep(only, label, text, describe);
  const listed = cut(items);
  return {
    label,
    kind: kind === "taken" ? "record" : "counted",
    step: text,
    total: items.length,
    records: listed.filter(isRecord).map(describe),
    rule: null,
    steps: listed.filter(isDetection).map((item) => nestedStep(item, null, item.rule.name, describe)),
  };
}

function nestedStep(item: RawDetection, label: string | null, text: string, describe: Describe): EvidenceStep {
  return {
    label,
    kind: "detection",
    step: text,
    total: recordsOf([item]).length,
    records: [],
    rule: item.fate === "nested" ? null : item.rule.name,
    steps: item.steps.map((step) => evidenceStep(step, describe)),
  };
}

function listedRecords(raw: RawDetection): readonly Item[] {
  return raw.steps.flatMap(({ items }) =>
    cut(items).flatMap((item) => (isDetection(item) ? listedRecords(item) : item)),
  );
}

/** Each once, in place order. */
function placesOf(records: readonly Item[]): readonly LogRecord[] {
  const distinct = new Map(records.map((record) => [placeKey(record), record]));
  return [...distinct.values()].filter(isRecord).sort(comparePlaces);
}

function cut<T>(items: readonly T[]): readonly T[] {
  return items.length <= 2 * LISTED ? items : [...items.slice(0, LISTED), ...items.slice(-LISTED)];
}

function isRecord(item: Item): item is LogRecord {
  return item.rank === null;
}
