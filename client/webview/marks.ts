/**
 * A log line as the evidence shows it: without its header; what the template had in common with it in front of the first
 * variable on grey, and the variables that the detection is keyed by or emits dotted. Invariant: the text is only split, never
 * changed, and never becomes markup.
 */
import type { TemplateResult } from "lit";
import { html } from "lit";
import type { Detection, EvidenceRecord } from "../panel/messages.ts";
import { printable, value } from "./format.ts";

export interface Piece {
  readonly text: string;
  readonly look: "plain" | "matched" | "joined";
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
  for (const { start, end } of captures) {
    take(start, "plain");
    take(end, joined.has(record.text.slice(start, end).toLowerCase()) ? "joined" : "plain");
  }
  take(record.text.length, "plain");
  return out;
}

export function markUp(record: EvidenceRecord, detection: Detection): TemplateResult[] {
  const shown = pieces(record, detection);
  const longest = Math.max(...shown.slice(0, -1).map(({ text, look }) => (look === "plain" ? text.length : 0)));
  return shown.map(({ text: raw, look }) => {
    const text = printable(raw);
    if (look === "matched") return html`<mark>${text}</mark>`;
    if (look === "joined") return html`<u>${text}</u>`;
    const gives = raw.length <= 2 ? "" : raw.length === longest ? "gives first" : "gives";
    return html`<span class=${gives}>${text}</span>`;
  });
}

function joinedValues({ key, emit }: Pick<Detection, "key" | "emit">): ReadonlySet<string> {
  const held = [...key, ...emit].flatMap(([, of]) => (Array.isArray(of) ? of : [of]));
  return new Set(held.filter((of) => typeof of === "string" && of !== "").map((of) => value(of).toLowerCase()));
}
