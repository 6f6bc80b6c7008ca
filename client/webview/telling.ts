/**
 * What tells in a line of which no template says where its variables stand: of a web server's line the request and its status, of JSON
 * the values whose names promise that. And its time, which stands beside the line already. Pure; nothing found lies in another.
 */
import type { EvidenceRecord } from "../panel/messages.ts";

export interface Telling {
  readonly start: number;
  readonly end: number;
  readonly look: "telling" | "stamp";
}

/** The text is looked through as far as this. */
const FAR = 4_000;
/** Of JSON, so many values have room beside each other. */
const MOST = 2;

/** `"GET /index.html HTTP/1.1" 404` */
const REQUEST = /"([A-Z]{3,10} [^" ]{1,2000})(?: HTTP\/[\d.]{1,5})?" (\d{3})\b/d;
/** `[14/Jun/2026:15:16:01 +0200]` and `"time":"2026-06-14T15:16:01Z",`, with minute and second in groups 1 and 2. */
const TIMES = [
  /\[\d\d\/[A-Z][a-z]{2}\/\d{4}:\d\d:(\d\d):(\d\d) [+-]\d{4}\]/,
  /(?:"[\w.@-]{1,40}" ?: ?")?\d{4}-\d\d-\d\d[T ]\d\d:(\d\d):(\d\d)(?:[.,]\d{1,9})?(?:Z| ?[+-]\d\d:?\d\d)?(?:",?)?/,
];
/** Names in JSON, alone or behind `.` or `_`; what stands in front says more. */
const NAMES =
  "url|uri|path|command_line|command|signature|message|msg|query|request|error|reason|status_code|status|action|event|method".split(
    "|",
  );
const VALUE = new RegExp(
  `"(?:[\\w@.-]{0,30}[._])?(${NAMES.join("|")})" ?: ?(?:"(?:[^"\\\\]|\\\\.){1,500}"|-?\\d{1,20})`,
  "gi",
);

export function tellingIn({ text, message, time }: EvidenceRecord): readonly Telling[] {
  const line = text.slice(message, message + FAR);
  const found = [...stampIn(line, time), ...requestIn(line), ...valuesIn(line)];
  return found
    .map(({ start, end, look }) => ({ start: start + message, end: end + message, look }))
    .filter((of, i, all) => !all.slice(0, i).some((other) => of.start < other.end && other.start < of.end));
}

/** Seconds of a quarter of an hour: in these every zone agrees. */
const QUARTER = 900;

/** Another moment than the record's is no repetition. */
function stampIn(line: string, time: number): Telling[] {
  const found = TIMES.map((shape) => shape.exec(line)).find((match) => match !== null);
  if (!found) return [];
  const [text, minute, second] = found;
  const apart = Number(minute) * 60 + Number(second) - Math.floor(time / 1_000_000);
  return apart % QUARTER === 0 ? [{ start: found.index, end: found.index + text.length, look: "stamp" }] : [];
}

function requestIn(line: string): Telling[] {
  const [, request, status] = REQUEST.exec(line)?.indices ?? [];
  return [request, status].flatMap((at) => (at ? [{ start: at[0], end: at[1], look: "telling" }] : []));
}

function valuesIn(line: string): Telling[] {
  if (!line.includes("{")) return [];
  const rank = ([, name]: RegExpExecArray): number => NAMES.indexOf(name!.toLowerCase());
  return [...line.matchAll(VALUE)]
    .sort((a, b) => rank(a) - rank(b))
    .slice(0, MOST)
    .map(({ 0: text, index }) => ({ start: index, end: index + text.length, look: "telling" }));
}
