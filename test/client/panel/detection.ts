/** A detection as the server sends it, for tests that need few of its fields. */
import type { Detection } from "../../../server/protocol.ts";

export const detection = (id: string, more: Partial<Detection> = {}): Detection => ({
  ...{ id, rule: "guessed", severity: "high", risk: null, riskParts: [], attack: [], types: [] },
  ...{ key: [["ip", "203.0.113.9"]], emit: [], time: 50_000_000, first: 10_000_000, last: 50_000_000 },
  ...{ evidence: [], records: [] },
  ...more,
});
