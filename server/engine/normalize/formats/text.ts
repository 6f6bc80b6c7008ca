/**
 * Free text: templates find what is in it. Invariant: the whole line is the message.
 *
 * A time is known where the line begins with one, be it in brackets: `[Sun Dec 04 04:47:44 2005] [error] ...`. Where it
 * stands elsewhere, a template captures it and the source's `time` names the capture.
 */
import type { Format, Reading } from "../format.ts";
import { scanTimestampPart, Timestamp } from "../timestamp.ts";

export interface TextReading extends Reading {
  /** Null: the line does not begin with a time. */
  readonly written: string | null;
}

/** A date of which only its author knows the order: the source's `time` says it, or the line is unparsed and told why. */
const ODD = /\d{1,2}([/.-])\d{1,2}\1\d{4}(?:[T :]|, )\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?(?: ?[AaPp][Mm]\b)?/y;

const NO_HEADER: readonly string[] = [];

export const textFormat: Format<TextReading> = {
  key: "text",
  open: () => {
    const timestamp = new Timestamp();
    return { read: (text) => read(text, timestamp) };
  },
  field: (name) => (name === "timestamp" ? { of: ({ written }) => written } : null),
  names: () => ["timestamp"],
};

function read(text: string, timestamp: Timestamp): TextReading | string {
  if (text.trim() === "") return "empty line";
  const bom = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const start = text.charCodeAt(bom) === 91 ? bom + 1 : bom;
  const timed = scanTimestampPart(text, start, timestamp);
  return {
    header: NO_HEADER,
    message: text,
    timestamp: timed ? timestamp : null,
    written: timed ? text.slice(start, timestamp.end) : oddTime(text, start),
  };
}

function oddTime(text: string, start: number): string | null {
  ODD.lastIndex = start;
  return ODD.exec(text)?.[0] ?? null;
}
