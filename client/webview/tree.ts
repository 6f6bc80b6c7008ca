/**
 * The evidence of a detection as the rows of one tree: child detections, steps and log lines. Invariant: a log line is a leaf,
 * every other row can be folded, and a row keeps its `path` whatever is folded.
 */
import type { Detection, EvidenceRecord, EvidenceStep } from "../panel/messages.ts";

export type TreeRow =
  | {
      readonly kind: "detection";
      readonly path: string;
      readonly level: number;
      readonly label: string;
      readonly open: boolean;
      readonly rule: string;
      readonly last: number | null;
    }
  | {
      readonly kind: "counted";
      readonly path: string;
      readonly level: number;
      readonly label: string;
      readonly open: boolean;
      readonly step: EvidenceStep;
      readonly length: number;
    }
  | {
      readonly kind: "line";
      readonly path: string;
      readonly level: number;
      readonly label: string;
      readonly record: EvidenceRecord;
    }
  /** Lines that are folded away; `known` false: the evidence does not hold them. */
  | {
      readonly kind: "more";
      readonly path: string;
      readonly level: number;
      readonly number: number;
      readonly known: boolean;
    };

/** A step with more lines than this shows the first two and the last until it is unfolded. */
const SHORT = 4;

export interface Folds {
  /** Paths of rows that were folded. */
  readonly folded: ReadonlySet<string>;
  /** Paths of "14 more" rows that were unfolded. */
  readonly unfolded: ReadonlySet<string>;
}

export function treeRows(detection: Detection, folds: Folds): readonly TreeRow[] {
  return detection.evidence.flatMap((step, index) => stepRows(step, `${index}`, 0, folds));
}

function stepRows(step: EvidenceStep, path: string, level: number, folds: Folds): TreeRow[] {
  const open = !folds.folded.has(path);
  // Without a label of its own a step goes by its first word: `count`, `login`.
  const label = step.label ?? /^\w+/.exec(step.step)?.[0] ?? step.step;
  if (step.kind === "detection") {
    const head: TreeRow = {
      kind: "detection",
      path,
      level,
      label,
      open,
      rule: step.rule ?? step.step,
      last: lastTime(step),
    };
    return open
      ? [head, ...step.steps.flatMap((inner, i) => stepRows(inner, `${path}.${i}`, level + 1, folds))]
      : [head];
  }
  if (step.kind === "record" && step.records.length === 1) {
    return [{ kind: "line", path, level, label, record: step.records[0]! }];
  }
  const length = step.records.length > 0 ? step.records.at(-1)!.time - step.records[0]!.time : 0;
  const head: TreeRow = { kind: "counted", path, level, label, open, step, length };
  return open ? [head, ...lineRows(step, path, level + 1, folds)] : [head];
}

function lineRows(step: EvidenceStep, path: string, level: number, folds: Folds): TreeRow[] {
  const { records, total } = step;
  const lines = records.map((record, i): TreeRow => ({ kind: "line", path: `${path}.${i}`, level, label: "", record }));
  const more: TreeRow = { kind: "more", path: `${path}.more`, level, number: total - 3, known: true };
  if (total > SHORT && lines.length > SHORT && !folds.unfolded.has(more.path)) {
    return [...lines.slice(0, 2), more, lines.at(-1)!];
  }
  if (total === lines.length) return lines;
  const half = Math.ceil(lines.length / 2);
  const gap: TreeRow = { kind: "more", path: `${path}.gap`, level, number: total - lines.length, known: false };
  return [...lines.slice(0, half), gap, ...lines.slice(half)];
}

function lastTime(step: EvidenceStep): number | null {
  const times = [...step.records.map(({ time }) => time), ...step.steps.map(lastTime).filter((time) => time !== null)];
  return times.length > 0 ? Math.max(...times) : null;
}

/** Names of sources, and of log files, that the evidence comes from. */
export function origins(steps: readonly EvidenceStep[]): {
  readonly sources: ReadonlySet<string>;
  readonly files: ReadonlySet<string>;
} {
  const sources = new Set<string>();
  const files = new Set<string>();
  const visit = (step: EvidenceStep): void => {
    for (const { source, file } of step.records) {
      sources.add(source);
      files.add(file);
    }
    step.steps.forEach(visit);
  };
  steps.forEach(visit);
  return { sources, files };
}

/** For each file as much of the end of its path as tells it from the others: `auth.log`, or `web1/auth.log`. */
export function shortNames(files: Iterable<string>): ReadonlyMap<string, string> {
  const all = [...files];
  const tail = (file: string, segments: number): string => file.split("/").slice(-segments).join("/");
  return new Map(
    all.map((file) => {
      let segments = 1;
      while (
        segments < file.split("/").length &&
        all.some((other) => other !== file && tail(other, segments) === tail(file, segments))
      )
        segments++;
      return [file, tail(file, segments)];
    }),
  );
}
