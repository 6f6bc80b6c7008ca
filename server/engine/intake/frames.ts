/**
 * Messages of a stream that stand in one line, each behind the count of its octets: `7 <34>one 8 <34>three`. Invariant: texts
 * and endings of what comes out, put together, are those that went in; a line whose counts do not lead exactly to its end
 * stays as it is, unless its last message is cut off. All messages of a line have its number.
 */
import { decodeLatin1, type RawLine } from "./lines.ts";

/** A count, a blank and the `<` of a priority. */
const COUNT = /^(\d{1,7}) </;
const LONGEST_COUNT = 9;
/** What is left of a message that was cut off before its text. */
const CUT_COUNT = /^\d{1,7} ?$/;

export function splitFrames(lines: readonly RawLine[]): readonly RawLine[] {
  return lines.some(begins) ? lines.flatMap((line) => (begins(line) ? framesOf(line) : line)) : lines;
}

/** Nearly no line does: that is seen by its first character. */
function begins({ text }: RawLine): boolean {
  const first = text === null ? 0 : text.charCodeAt(0);
  return first >= 49 && first <= 57 && COUNT.test(text!.slice(0, LONGEST_COUNT));
}

function framesOf(line: RawLine): readonly RawLine[] {
  // Two bytes a character are no stream of octets.
  if (line.wide !== undefined) return [line];
  const octets = octetsOf(line);
  const frames: RawLine[] = [];
  for (let from = 0; from < octets.length;) {
    const count = COUNT.exec(octets.slice(from, from + LONGEST_COUNT));
    if (count === null) return CUT_COUNT.test(octets.slice(from)) ? cutOff(line, octets, from, frames) : [line];
    const size = count[1]!.length + 1 + Number(count[1]);
    const end = from + size;
    // The last count may count the line's end.
    const isLast = end >= octets.length && end <= octets.length + line.ending.length;
    if (end > octets.length && !isLast) return cutOff(line, octets, from, frames);
    const text = textOf(octets.slice(from, end), line.latin1);
    if (text === null) return [line];
    const ending = isLast ? line.ending : "";
    frames.push({ ...line, offset: line.offset + from, size: Math.min(size, octets.length - from), text, ending });
    from = end;
  }
  return frames;
}

/** The messages in front are whole: what is left of the last one must not pass for it. One message alone stays as it is. */
function cutOff(line: RawLine, octets: string, from: number, frames: readonly RawLine[]): readonly RawLine[] {
  const text = textOf(octets.slice(from), line.latin1);
  if (frames.length === 0 || text === null) return [line];
  const fault = `the line ends within a message: ${octets.length - from} bytes of it are there, its count among them`;
  return [...frames, { ...line, offset: line.offset + from, size: octets.length - from, text, fault }];
}

/** A character for each byte. */
function octetsOf({ text, size, latin1 }: RawLine): string {
  return latin1 || text!.length === size ? text! : decodeLatin1(new TextEncoder().encode(text!));
}

/** Null: the count ends inside of a character, so it is wrong. */
function textOf(octets: string, latin1: boolean): string | null {
  if (latin1) return octets;
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(
      Uint8Array.from(octets, (octet) => octet.charCodeAt(0)),
    );
  } catch {
    return null;
  }
}
