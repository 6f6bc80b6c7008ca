/** Rows for the tests of the list and the timeline: a few words each, the rest is plain. */
import type { Row } from "../../../client/panel/messages.ts";

export const SECOND = 1_000_000;

let next = 0;
export function row(more: Partial<Row> = {}): Row {
  const time = more.time ?? 0;
  return {
    id: `row${next++}`,
    rule: "guessed",
    severity: "medium",
    risk: null,
    riskParts: [],
    attack: [],
    key: [["ip", "203.0.113.9"]],
    emit: [],
    types: [],
    time,
    first: time,
    last: time,
    recordCount: 1,
    took: [],
    sources: ["sshd"],
    tactic: null,
    ...more,
  };
}
