/** What the status bar says of the last replay and of the tests. Invariant: one line, short; the tooltip says the rest. */
import type { Comparison } from "../panel/compare.ts";
import type { ReplayStore } from "../store.ts";

export interface TestCounts {
  readonly ran: number;
  readonly failed: number;
}

export interface Status {
  readonly text: string;
  readonly tooltip: string;
  readonly failing: boolean;
}

type Shown = Pick<ReplayStore, "phase" | "detectionCount" | "stale" | "rule" | "summary">;

/** `compared`: with the replay before; null: there is none. */
export function statusOf(store: Shown, tests: TestCounts, compared: Comparison | null): Status {
  const failing = tests.failed > 0;
  const beaker = failing ? `$(beaker) ${tests.failed} failing` : "";
  const replay = store.phase === "idle" ? "" : replayText(store);
  const lines = [
    store.phase === "idle"
      ? ""
      : store.stale
        ? "Mangrove: found before your last edit"
        : "Mangrove: what the last replay found",
    linesOf(store.summary),
    compared === null ? "" : changesOf(compared),
    tests.ran === 0
      ? ""
      : failing
        ? `${tests.failed} of ${counted(tests.ran, "test")} failed`
        : `${counted(tests.ran, "test")} passed`,
  ];
  return {
    text: [replay, beaker].filter((part) => part !== "").join("  "),
    tooltip: lines.filter((line) => line !== "").join("\n"),
    failing,
  };
}

function replayText({ phase, detectionCount, stale, rule }: Shown): string {
  const found = `${counted(detectionCount, "detection")}${rule === null ? "" : ` of ${rule}`}`;
  if (phase === "running") return `$(loading~spin) ${found}`;
  if (phase === "failed") return "$(error) Replay failed";
  return `${stale ? "$(history)" : "$(graph)"} ${found}${phase === "cancelled" ? ", stopped" : ""}`;
}

function linesOf(summary: Shown["summary"]): string {
  if (summary === null) return "";
  const { in: all, late, unparsed } = summary.records;
  const aside = [late > 0 ? `${number(late)} late` : "", unparsed > 0 ? `${number(unparsed)} unparsed` : ""];
  return [counted(all, "line"), ...aside].filter((part) => part !== "").join(", ");
}

function changesOf({ marks, gone }: Comparison): string {
  const of = (mark: string): number => Object.values(marks).filter((each) => each === mark).length;
  const changes = [
    [of("new"), "new"],
    [of("changed"), "changed"],
    [gone.length, "gone"],
  ] as const;
  const said = changes.filter(([count]) => count > 0).map(([count, word]) => `${number(count)} ${word}`);
  return said.length === 0 ? "The same as in the replay before" : `${said.join(", ")} since the replay before`;
}

const number = (count: number): string => count.toLocaleString("en-US");
const counted = (count: number, noun: string): string => `${number(count)} ${noun}${count === 1 ? "" : "s"}`;
