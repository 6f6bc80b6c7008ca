/**
 * What Cisco devices write, IOS, IOS XR, NX-OS and ASA, straight or through a collector. Invariant: the header's parts and the
 * message, put together, are the line; the message code is the first one in it.
 *
 *     <189>Jun 14 15:16:01 edge1 45: *Mar  1 00:00:00.123 UTC: %SYS-5-CONFIG_I: Configured from console by vty0
 *     0                                                        1                message
 *
 *     Jun 14 2026 15:16:01 fw1 : %ASA-6-302013: Built outbound TCP connection 7 for outside:192.0.2.1/443 ...
 *
 * In front of the code stand, in any order and each at most once, the host, the device's number of the message and its
 * own time, behind the time of the collector. A `*` or `.` at the device's time says that its clock is not set.
 */
import type { FieldReader, Format, Reading } from "../format.ts";
import { quote } from "../time.ts";
import { scanTimestampPart, Timestamp } from "../timestamp.ts";
import { framingEnd, isDigit, priorityEnd, wholeNumber } from "./scan.ts";

export interface CiscoLine extends Reading {
  readonly priority: number | null;
  readonly written: string | null;
  readonly deviceTime: string | null;
  readonly unset: boolean;
  readonly hostname: string | null;
  readonly sequence: number | null;
  readonly facility: string;
  readonly severity: number;
  readonly mnemonic: string;
}

/** An ASA may put the class of its message, in small letters, in front of the severity: `%ASA-session-6-305011`. */
const CODE = /%([A-Z][A-Z0-9_]{0,40}(?:-[A-Z0-9_]{2,40}){0,4})(?:-[a-z]{2,10})?-([0-7])-([A-Z0-9_]{1,80}) ?: ?/y;
/** Device times may name the zone. Only those that mean UTC wherever they stand are known. */
const ZONE = / ([A-Z]{2,5})(?=:)/y;
const UTC = new Set(["UTC", "GMT"]);
/** In front of IOS XR's time: the card that wrote the message, `RP/0/RSP0/CPU0:`. Behind it stands the process, no host. */
const CARD = /[A-Z]{2,4}\/\d{1,4}\/[A-Z0-9]{1,6}\/CPU\d{1,2}:/y;
const PROCESS = /^[^[\]]+\[\d{1,10}\]$/;

const FIELDS: Readonly<Record<string, FieldReader<CiscoLine>>> = {
  timestamp: { of: ({ written }) => written },
  device_time: { of: ({ deviceTime }) => deviceTime },
  unset_clock: { of: ({ unset }) => unset },
  hostname: { of: ({ hostname }) => hostname },
  device: { of: ({ hostname }) => hostname },
  sequence: { of: ({ sequence }) => sequence },
  priority: { of: ({ priority }) => priority },
  facility: { of: ({ facility }) => facility },
  severity: { of: ({ severity }) => severity },
  threat: { of: ({ severity }) => 7 - severity },
  mnemonic: { of: ({ mnemonic }) => mnemonic },
};

export const ciscoFormat: Format<CiscoLine> = {
  key: "cisco",
  framed: true,
  open: () => {
    const times = [new Timestamp(), new Timestamp()] as const;
    return { read: (text) => read(text, times) };
  },
  field: (name) => (Object.hasOwn(FIELDS, name) ? FIELDS[name]! : null),
  names: () => Object.keys(FIELDS),
};

function read(text: string, times: readonly [Timestamp, Timestamp]): CiscoLine | string {
  const bom = text.charCodeAt(0) === 0xfeff ? 1 : 0;
  const frame = framingEnd(text, bom);
  const start = priorityEnd(text, frame);
  const code = findCode(text, start);
  if (code === null) {
    if (text.trim() === "") return "empty line";
    return `no message code, such as %SYS-5-CONFIG_I: or %ASA-6-302013:, in ${quote(text)}`;
  }
  const front = readFront(text, start, code.index, times);
  const [whole, facility, severity, mnemonic] = code as readonly string[];
  return {
    ...front,
    header: [text.slice(0, code.index), whole!],
    message: text.slice(code.index + whole!.length),
    priority: start > frame ? Number(text.slice(frame + 1, start - 1)) : null,
    facility: facility!,
    severity: Number(severity),
    mnemonic: mnemonic!,
  };
}

function findCode(text: string, from: number): RegExpExecArray | null {
  for (let at = text.indexOf("%", from); at >= 0; at = text.indexOf("%", at + 1)) {
    CODE.lastIndex = at;
    const code = CODE.exec(text);
    if (code !== null) return code;
  }
  return null;
}

type Front = Pick<CiscoLine, "timestamp" | "written" | "deviceTime" | "unset" | "hostname" | "sequence">;

function readFront(text: string, start: number, end: number, times: readonly [Timestamp, Timestamp]): Front {
  let written: string | null = null;
  let timestamp: Timestamp | null = null;
  let deviceTime: string | null = null;
  let unset = false;
  let hostname: string | null = null;
  let sequence: number | null = null;
  let card = false;
  let at = versionEnd(text, start);
  while (at < end) {
    const first = text.charCodeAt(at);
    if (first === 32 || first === 58) {
      at++;
      continue;
    }
    CARD.lastIndex = at;
    if (!card && CARD.test(text)) {
      card = true;
      at = CARD.lastIndex;
      continue;
    }
    const marked = first === 42 || first === 46;
    const scanned: Timestamp = timestamp === null ? times[0] : times[1];
    if (deviceTime === null && scanTimestampPart(text, marked ? at + 1 : at, scanned) && scanned.end <= end) {
      const own = text.slice(marked ? at + 1 : at, scanned.end);
      at = scanned.end;
      ZONE.lastIndex = at;
      const zone = ZONE.exec(text)?.[1];
      if (zone !== undefined) at += zone.length + 1;
      if (zone !== undefined && UTC.has(zone)) scanned.offset = 0;
      if (timestamp !== null || marked || card || text.charCodeAt(at) === 58) {
        deviceTime = own;
        unset = marked;
      }
      written ??= own;
      timestamp ??= scanned;
      continue;
    }
    const wordEnd = endOfWord(text, at, end);
    const word = text.slice(at, wordEnd);
    const counted = isDigit(first) && text.charCodeAt(wordEnd) === 58 ? wholeNumber(word) : null;
    if (counted !== null) sequence ??= counted;
    else if (word !== "-" && !PROCESS.test(word)) hostname ??= word;
    at = wordEnd;
  }
  return { timestamp, written, deviceTime, unset, hostname, sequence };
}

/** A priority and `1 ` begin a header of RFC 5424, in which `-` says that there is no value. */
function versionEnd(text: string, start: number): number {
  return text.charCodeAt(start - 1) === 62 && text.startsWith("1 ", start) ? start + 2 : start;
}

/** The next blank, or the colon at the end of the word: one inside it, as in an address, is part of it. */
function endOfWord(text: string, at: number, end: number): number {
  const space = text.indexOf(" ", at);
  const last = space < 0 || space > end ? end : space;
  return last > at + 1 && text.charCodeAt(last - 1) === 58 ? last - 1 : last;
}
