/**
 * `cef`, ArcSight's Common Event Format, and `leef`, IBM's Log Event Extended Format, with or without a syslog header.
 * Invariant: what stands in front of `CEF:` or `LEEF:` is the header, all else the message.
 *
 *     <134>Jun 14 15:16:01 ids1 CEF:0|Vendor|Product|1.0|100|Worm \| stopped|10|src=10.0.0.1 msg=a value with blanks
 *     LEEF:2.0|Vendor|Product|1.0|100|^|src=10.0.0.1^usrName=bob
 */
import type { Format } from "../format.ts";
import { Timestamp } from "../timestamp.ts";
import { CEF_ALIASES, LEEF_ALIASES } from "./cefNames.ts";
import { namedFormat, pairsReading, type NamedReading } from "./named.ts";
import { readPrefix } from "./prefix.ts";

const CEF_START = /(?<![A-Za-z])CEF:\s?(?=\d+\|)/;
const CEF_HEAD = ["deviceVendor", "deviceProduct", "deviceVersion", "deviceEventClassId", "name", "severity"];
const CEF_SCHEME = "CEF:version|vendor|product|version|id|name|severity|key=value ...";

export const cefFormat: Format<NamedReading> = prefixed("cef", CEF_START, CEF_ALIASES, (body) => {
  const { parts, rest } = split(body, CEF_HEAD.length + 1);
  if (parts.length <= CEF_HEAD.length) return `no CEF: ${CEF_SCHEME} has more parts with a \`|\` between them`;
  const pairs = new Map(CEF_HEAD.map((name, index) => [name, unescaped(parts[index + 1]!)]));
  extension(rest, pairs);
  const severity = onScale(pairs.get("severity")!.trim());
  if (severity !== null && !pairs.has("event.severity")) pairs.set("event.severity", severity);
  return pairs;
});

/** What the words for a severity stand for: the largest of their numbers. */
const LEVELS: ReadonlyMap<string, string> = new Map([
  ["low", "3"],
  ["medium", "6"],
  ["high", "8"],
  ["very-high", "10"],
]);
/** The scale of severities. */
const SEVERITY = /^(?:[0-9]|10)$/;

/** Null: a number of another scale, which would stand above the worst of this one. What is no number is as it is written. */
function onScale(severity: string): string | null {
  if (SEVERITY.test(severity)) return severity;
  return LEVELS.get(severity.toLowerCase()) ?? (Number.isNaN(Number(severity)) ? severity : null);
}

const LEEF_START = /(?<![A-Za-z])LEEF:\s?(?=\d+(?:\.\d+)?\|)/;
const LEEF_HEAD = ["vendor", "product", "version", "eventId"];
const LEEF_SCHEME = "LEEF:version|vendor|product|version|id|key=value<tab>key=value ...";

export const leefFormat: Format<NamedReading> = prefixed("leef", LEEF_START, LEEF_ALIASES, (body) => {
  const { parts, rest } = split(body, LEEF_HEAD.length + 1);
  if (parts.length <= LEEF_HEAD.length) return `no LEEF: ${LEEF_SCHEME} has more parts with a \`|\` between them`;
  const delimiter = body.startsWith("2") ? DELIMITER.exec(rest) : null;
  const [named = "", hex, character = "\t"] = delimiter ?? [];
  const between = hex === undefined ? character : String.fromCharCode(parseInt(hex, 16));
  const pairs = new Map(LEEF_HEAD.map((name, index) => [name, parts[index + 1]!]));
  for (const piece of rest.slice(named.length).split(between)) {
    const equals = piece.indexOf("=");
    const key = equals < 0 ? "" : piece.slice(0, equals).trim();
    if (key !== "" && !pairs.has(key)) pairs.set(key, piece.slice(equals + 1));
  }
  return pairs;
});

/** What 2.0 says stands between the pairs: one character, or its number as `x09` or `0x09`; nothing is a tab. */
const DELIMITER = /^(?:0?x([0-9A-Fa-f]{1,4})|([^|])|)\|/;

function prefixed(
  key: string,
  start: RegExp,
  aliases: typeof CEF_ALIASES,
  parse: (body: string) => Map<string, string> | string,
): Format<NamedReading> {
  const name = key.toUpperCase();
  return namedFormat({
    key,
    aliases,
    open: () => {
      const timestamp = new Timestamp();
      const read = (text: string): NamedReading | string => {
        if (text.trim() === "") return "empty line";
        const found = start.exec(text);
        if (found === null) return `no ${name}: the line has no \`${name}:\` with a version and a \`|\` behind it`;
        const pairs = parse(text.slice(found.index + found[0].length));
        if (typeof pairs === "string") return pairs;
        const header = text.slice(0, found.index);
        const prefix = readPrefix(header, timestamp);
        for (const [each, value] of prefix.texts) if (!pairs.has(each)) pairs.set(each, value);
        const own = prefix.timestamp !== null && pairs.get("timestamp") === prefix.texts.get("timestamp");
        const parts = { header: [header], timestamp: own ? prefix.timestamp : null };
        return pairsReading(parts, text.slice(found.index), pairs);
      };
      return { read };
    },
  });
}

/** The first so many parts, each ended by a `|` without a backslash in front, and what stands behind them. */
function split(body: string, count: number): { parts: readonly string[]; rest: string } {
  const parts: string[] = [];
  let from = 0;
  for (let at = 0; at < body.length && parts.length < count; at++) {
    if (body[at] === "\\") at++;
    else if (body[at] === "|") {
      parts.push(body.slice(from, at));
      from = at + 1;
    }
  }
  // Of an event without an extension the last `|` may be missing.
  if (parts.length === count - 1 && from < body.length) return { parts: [...parts, body.slice(from)], rest: "" };
  return { parts, rest: body.slice(from) };
}

const KEY = /(?:^|\s)([\w.[\]-]+)=/g;

/** Values may have blanks: one ends where the next key begins. */
function extension(text: string, into: Map<string, string>): void {
  const keys = [...text.matchAll(KEY)];
  for (const [index, match] of keys.entries()) {
    const end = keys[index + 1]?.index ?? text.length;
    const key = match[1]!;
    if (!into.has(key)) into.set(key, unescaped(text.slice(match.index + match[0].length, end).trimEnd()));
  }
}

const CONTROL: Readonly<Record<string, string>> = { n: "\n", r: "\r" };

const unescaped = (text: string): string =>
  text.includes("\\") ? text.replace(/\\([\\|=nr])/g, (_, each: string) => CONTROL[each] ?? each) : text;
