/**
 * Why a replay could not read lines, source by source, while it runs. Invariant: so many reasons of a source are told apart at
 * most, however many lines there are.
 */
import type { ReplayEvent } from "../engine/events.ts";
import type { IntakeFacts } from "../model/facts.ts";

type Common = NonNullable<IntakeFacts["common"]>;

const MOST_REASONS = 100;

export class Unread {
  private readonly sources = new Map<string, Map<string, { count: number; readonly first: Common }>>();

  take(events: readonly ReplayEvent[]): void {
    for (const event of events) {
      if (event.kind !== "unparsed" || event.source === null) continue;
      const { source, reason, file, line, text } = event;
      const reasons = this.sources.get(source) ?? new Map<string, { count: number; first: Common }>();
      this.sources.set(source, reasons);
      const known = reasons.get(alike(reason));
      if (known !== undefined) known.count++;
      else if (reasons.size < MOST_REASONS)
        reasons.set(alike(reason), { count: 1, first: { reason, file, line, text } });
    }
  }

  /** The commonest, as it reads for the first line that has it; of equals the one that came first. */
  common(source: string): Common | null {
    const reasons = [...(this.sources.get(source)?.values() ?? [])];
    return reasons.sort((a, b) => b.count - a.count)[0]?.first ?? null;
  }
}

/** What lines have in common that cannot be read for the same reason: not the texts and numbers of each. */
const alike = (reason: string): string => reason.replace(/"(?:[^"\\]|\\.)*"|\d+/g, "*");
