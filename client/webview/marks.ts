/**
 * A log line as the evidence shows it: without its header; what the template had in common with it in front of the first
 * variable on grey, and the variables that the detection is keyed by or emits dotted. Every piece knows how dear it is where
 * there is no room for the whole line. Invariant: the text is only split, never changed, and never becomes markup.
 */
import type { TemplateResult } from "lit";
import { html } from "lit";
import type { Detection, EvidenceRecord } from "../panel/messages.ts";
import { printable, value } from "./format.ts";

export interface Piece {
  readonly text: string;
  /** `captured`: any other variable. Behind the last joined one variables are `later` and the text is `tail`. */
  readonly look: "plain" | "matched" | "joined" | "captured" | "later" | "tail";
}

export function pieces(record: EvidenceRecord, detection: Pick<Detection, "key" | "emit">): readonly Piece[] {
  const joined = joinedValues(detection);
  const captures = [...record.captures].filter(({ start, end }) => end > start).sort((a, b) => a.start - b.start);
  const out: Piece[] = [];
  let at = record.message;
  const take = (end: number, look: Piece["look"]): void => {
    if (end <= at) return;
    const text = record.text.slice(at, end);
    at = end;
    const before = out.at(-1);
    if (look === "plain" && before?.look === "plain") out[out.length - 1] = { text: before.text + text, look };
    else out.push({ text, look });
  };
  const first = captures[0];
  if (first) take(at + record.text.slice(at, first.start).trimEnd().length, "matched");
  for (const { field, start, end } of captures) {
    take(start, "plain");
    const held = record.text.slice(start, end).toLowerCase();
    take(end, joined.has(held) ? "joined" : field.startsWith("_") ? "plain" : "captured");
  }
  take(record.text.length, "plain");
  const lastJoined = out.findLastIndex(({ look }) => look === "joined");
  return out.map(({ text, look }, i) => {
    if (look === "captured" && lastJoined >= 0 && i > lastJoined) return { text, look: "later" };
    const behind = lastJoined >= 0 ? i > lastJoined : i > 0 && i === out.length - 1;
    return { text, look: look === "plain" && behind ? "tail" : look };
  });
}

export function markUp(record: EvidenceRecord, detection: Pick<Detection, "key" | "emit">): TemplateResult[] {
  return pieces(record, detection).map(({ text: raw, look }) => {
    const text = printable(raw);
    // No shorter with an ellipsis than without one.
    const short = raw.length <= 3 ? "short" : "";
    if (look === "matched") return html`<mark class=${short}>${text}</mark>`;
    if (look === "joined") return html`<u class=${short}>${text}</u>`;
    return html`<span class="${look} ${short}">${text}</span>`;
  });
}

function joinedValues({ key, emit }: Pick<Detection, "key" | "emit">): ReadonlySet<string> {
  const held = [...key, ...emit].flatMap(([, of]) => (Array.isArray(of) ? of : [of]));
  return new Set(held.filter((of) => typeof of === "string" && of !== "").map((of) => value(of).toLowerCase()));
}
