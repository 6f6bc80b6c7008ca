/**
 * A replay beside the one before it: what is new, gone, changed. Pure. Invariant: only rules that took part in both, or that one
 * of two whole replays did not have, are compared; every detection has one mark at most.
 */
import type { Detection, Mark } from "./messages.ts";

/** The replay before. */
export interface Previous {
  readonly detections: readonly Detection[];
  /** Names of the rules that took part. */
  readonly rules: ReadonlySet<string>;
  /** All rules were replayed, not one alone. */
  readonly whole: boolean;
}

export interface Comparison {
  /** By id; what stayed as it was has none. */
  readonly marks: Readonly<Record<string, Exclude<Mark, "gone">>>;
  readonly gone: readonly Detection[];
}

export function compare(before: Previous, now: Previous): Comparison {
  const old = new Map(before.detections.map((detection) => [detection.id, detection]));
  const marks: Record<string, "new" | "changed"> = {};
  const fresh: Detection[] = [];
  for (const detection of now.detections) {
    const same = old.get(detection.id);
    if (same === undefined) fresh.push(detection);
    else if (said(same) !== said(detection)) marks[detection.id] = "changed";
    old.delete(detection.id);
  }
  const left = new Map<string, Detection[]>();
  for (const detection of old.values()) {
    const of = left.get(subject(detection));
    if (of === undefined) left.set(subject(detection), [detection]);
    else of.push(detection);
  }
  for (const detection of fresh) {
    if (!before.whole && !before.rules.has(detection.rule)) continue;
    const others = left.get(subject(detection)) ?? [];
    const at = others.findIndex((other) => overlap(other, detection));
    marks[detection.id] = at < 0 ? "new" : "changed";
    if (at >= 0) others.splice(at, 1);
  }
  const gone = [...left.values()].flat().filter(({ rule }) => now.whole || now.rules.has(rule));
  return { marks, gone: gone.sort((a, b) => a.time - b.time) };
}

/** What a rule found it on; other evidence of the same time is the same finding, changed. */
const subject = ({ rule, key }: Detection): string => JSON.stringify([rule, key]);
const said = ({ severity, risk, attack, emit }: Detection): string => JSON.stringify([severity, risk, attack, emit]);
const overlap = (a: Detection, b: Detection): boolean => a.first <= b.time && b.first <= a.time;
