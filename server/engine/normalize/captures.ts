/**
 * What a capture may hold. Invariant: whether a text is accepted depends on that text alone, so that a matcher may
 * remember what failed; kinds that are not `long` end within `SHORT` characters, so that asking them again is cheap.
 */
import type { TemplatePart } from "../../model/program.ts";
import { canonicalAddress } from "../../model/address.ts";

export interface CaptureKind {
  /** It may go on to the end of the message, or of the word if `blanks` is false. */
  readonly long: boolean;
  readonly blanks: boolean;
  /** 0 or 1: whether it may be empty. */
  readonly least: number;
  /** Of kinds that are not long: the last place where one that starts at `from` may end. */
  readonly limit: (text: string, from: number) => number;
  /** Of a text within the limit. */
  readonly accepts: (text: string, from: number, to: number) => boolean;
}

/** No address and no number that means something is longer. */
const SHORT = 80;
const FLOAT = /[+-]?\d{1,40}(?:\.\d{1,20})?(?:[eE][+-]?\d{1,10})?/y;

const anything: CaptureKind = { ...long(0), blanks: true };
const word: CaptureKind = long(1);
/** `{ip}` without a type: a host's name is kept as text, but the capture never runs over a blank. */
const untypedAddress: CaptureKind = long(0);
const address: CaptureKind = {
  long: false,
  blanks: false,
  least: 2,
  limit: (text, from) => {
    let to = from;
    while (to < text.length && to < from + SHORT && !isBlank(text.charCodeAt(to))) to++;
    return to;
  },
  accepts: (text, from, to) => canonicalAddress(text.slice(from, to)) !== null,
};

const KINDS = { int: numeric(integerEnd), float: numeric(floatEnd), ip: address, word, string: anything } as const;

export function captureKind(part: Extract<TemplatePart, { kind: "capture" }>): CaptureKind {
  if (part.type !== null) return KINDS[part.type];
  return part.field === "ip" ? untypedAddress : anything;
}

/** White space, as `\s` has it. */
export function isBlank(code: number): boolean {
  if (code < 0x80) return code === 32 || (code >= 9 && code <= 13);
  return /\s/.test(String.fromCharCode(code));
}

function long(least: number): CaptureKind {
  return { long: true, blanks: false, least, limit: (text) => text.length, accepts: () => true };
}

/** A part of a number that ends with a digit is a number. */
function numeric(limit: CaptureKind["limit"]): CaptureKind {
  const accepts: CaptureKind["accepts"] = (text, _from, to) => isDigit(text.charCodeAt(to - 1));
  return { long: false, blanks: false, least: 1, limit, accepts };
}

function integerEnd(text: string, from: number): number {
  const sign = text.charCodeAt(from) === 43 || text.charCodeAt(from) === 45 ? 1 : 0;
  let to = from + sign;
  while (to < from + SHORT && isDigit(text.charCodeAt(to))) to++;
  return to;
}

function floatEnd(text: string, from: number): number {
  FLOAT.lastIndex = from;
  return FLOAT.test(text) ? FLOAT.lastIndex : from;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}
