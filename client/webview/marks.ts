/**
 * A log line as the evidence shows it: without its header; what the template had in common with it in front of the first
 * variable on grey, and the variables that the detection is keyed by or emits dotted. Every piece knows how dear it is where
 * there is no room for the whole line. Of a line without a template, as of JSON, the values are looked for in its text, and what tells.
 * Invariant: the text is only split, never changed, and never becomes markup.
 */
import type { TemplateResult } from "lit";
import { html } from "lit";
import type { Detection, EvidenceRecord } from "../panel/messages.ts";
import { printable, value } from "./format.ts";
import { tellingIn, type Telling } from "./telling.ts";

export interface Piece {
  readonly text: string;
  /** `captured`: any other variable. `tail`: all that stands behind the last joined or telling one. `stamp`: its time. */
  readonly look: "plain" | "matched" | "joined" | "captured" | "tail" | Telling["look"];
}

export function pieces(record: EvidenceRecord, detection: Pick<Detection, "key" | "emit">): readonly Piece[] {
  const joined = joinedValues(detection);
  const known = record.captures.filter(({ start, end }) => end > start);
  const captures = (known.length > 0 ? known.map(asCapture) : found(record, joined)).sort((a, b) => a.start - b.start);
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
  const first = known.length > 0 ? captures[0] : undefined;
  if (first) take(at + record.text.slice(at, first.start).trimEnd().length, "matched");
  for (const { start, end, look } of captures) {
    take(start, "plain");
    const held = record.text.slice(start, end).toLowerCase();
    take(end, joined.has(held) ? "joined" : look);
  }
  take(record.text.length, "plain");
  const lastJoined = out.findLastIndex(({ look }) => look === "joined" || look === "telling");
  const last = out.at(-1);
  // Nothing is joined: the text behind the last variable gives way, the variables do not.
  const behind =
    lastJoined >= 0 ? lastJoined + 1 : out.length > 1 && last?.look === "plain" ? out.length - 1 : out.length;
  const tail = out.slice(behind).map(({ text }) => text);
  return tail.length === 0 ? out : [...out.slice(0, behind), { text: tail.join(""), look: "tail" }];
}

interface Capture {
  readonly start: number;
  readonly end: number;
  readonly look: Piece["look"];
}

const asCapture = ({ field, start, end }: EvidenceRecord["captures"][number]): Capture => ({
  ...{ start, end, look: field.startsWith("_") ? "plain" : "captured" },
});

export function markUp(record: EvidenceRecord, detection: Pick<Detection, "key" | "emit">): TemplateResult[] {
  return pieces(record, detection).map(({ text: raw, look }) => {
    const text = printable(raw);
    // Hardly shorter with an ellipsis than without one.
    const short = raw.length <= 4 || (look === "telling" && raw.length <= SHORT) ? "short" : "";
    if (look === "matched") return html`<mark class=${short}>${text}</mark>`;
    if (look === "joined") return html`<u class=${short}>${text}</u>`;
    return html`<span class="${look} ${short}">${text}</span>`;
  });
}

/** Shorter values stand everywhere. */
const LEAST = 3;

/** Such as `"status":404`, which nobody needs the half of. */
const SHORT = 16;

/** Where the values stand for the first time, each with the name that JSON has in front of it, and what tells; none lies in another. */
function found(record: EvidenceRecord, joined: ReadonlySet<string>): Capture[] {
  const { text, message } = record;
  const line = text.toLowerCase();
  const out: Capture[] = [];
  const isFree = (start: number, end: number): boolean =>
    out.every((other) => other.end <= start || other.start >= end);
  for (const held of joined) {
    const start = held.length < LEAST ? -1 : wordAt(line, held, message);
    if (start < 0 || !isFree(start, start + held.length)) continue;
    out.push({ start, end: start + held.length, look: "captured" });
    const name = /"[\w.@-]{1,40}" ?: ?"?$/.exec(text.slice(message, start))?.[0].length ?? 0;
    if (name > 0 && isFree(start - name, start)) out.push({ start: start - name, end: start, look: "captured" });
  }
  return [...out, ...tellingIn(record).filter(({ start, end }) => isFree(start, end))];
}

/** Where it stands and is no part of a longer word; -1: nowhere. */
function wordAt(line: string, held: string, from: number): number {
  const isWord = (at: number): boolean => /[\p{L}\p{N}]/u.test(line[at] ?? "");
  for (let at = line.indexOf(held, from); at >= 0; at = line.indexOf(held, at + 1)) {
    if (!isWord(at - 1) && !isWord(at + held.length)) return at;
  }
  return -1;
}

function joinedValues({ key, emit }: Pick<Detection, "key" | "emit">): ReadonlySet<string> {
  const held = [...key, ...emit].flatMap(([, of]) => (Array.isArray(of) ? of : [of]));
  return new Set(held.filter((of) => typeof of === "string" && of !== "").map((of) => value(of).toLowerCase()));
}
