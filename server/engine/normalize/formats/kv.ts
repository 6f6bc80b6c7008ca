/**
 * `kv` and `logfmt`: `key=value` pairs, with or without a syslog header or words in front. Invariant: work is linear in
 * the line; of two pairs with one key the first counts.
 *
 *     <189>date=2026-06-14 time=15:16:01 devname="FGT-1" srcip=203.0.113.9 msg="user \"bob\" logged in"
 */
import type { FormatOption } from "../../../model/program.ts";
import type { Format } from "../format.ts";
import { Timestamp } from "../timestamp.ts";
import { namedFormat, pairsReading, type NamedReading } from "./named.ts";
import { readPrefix } from "./prefix.ts";

export const kvFormat = (name: string, options: readonly FormatOption[] = []): Format<NamedReading> => {
  const [between, behindKey = "="] = options.filter((option) => typeof option === "string");
  const scan = (text: string): Scanned =>
    between === undefined ? scanPairs(text) : scanSeparated(text, between, behindKey);
  return namedFormat({
    key: JSON.stringify([name, options]),
    open: () => {
      const timestamp = new Timestamp();
      const read = (text: string): NamedReading | string => {
        if (text.trim() === "") return "empty line";
        const { pairs, start } = scan(text);
        if (pairs.size === 0) return "no `key=value` pair";
        const prefix = readPrefix(text.slice(0, start), timestamp);
        for (const [key, value] of prefix.texts) if (!pairs.has(key)) pairs.set(key, value);
        // A pair of that name says more than the daemon that passed the line on.
        const own = prefix.timestamp !== null && pairs.get("timestamp") === prefix.texts.get("timestamp");
        const header = { header: [text.slice(0, start)], timestamp: own ? prefix.timestamp : null };
        return pairsReading(header, text.slice(start), pairs);
      };
      return { read };
    },
  });
};

interface Scanned {
  readonly pairs: Map<string, string>;
  /** Where the first key begins. */
  readonly start: number;
}

const KEY = /[A-Za-z_@][\w.@/:-]*(?==)/y;
const ESCAPE = /\\(["'\\])/g;

/** Pairs with blanks between them; a value with blanks has quotes around it. */
function scanPairs(text: string): Scanned {
  const pairs = new Map<string, string>();
  let start = -1;
  let at = 0;
  while (at < text.length) {
    KEY.lastIndex = at;
    const key = KEY.exec(text)?.[0];
    if (key === undefined) {
      at = wordEnd(text, at) + 1;
      continue;
    }
    if (start < 0) start = at;
    const from = at + key.length + 1;
    const quote = text[from];
    const close = quote === '"' || quote === "'" ? closing(text, from + 1, quote) : -1;
    const end = close < 0 ? blank(text, from) : close;
    const value = close < 0 ? bare(text.slice(from, end)) : text.slice(from + 1, end).replace(ESCAPE, "$1");
    if (!pairs.has(key)) pairs.set(key, value);
    at = end + 1;
  }
  return { pairs, start: Math.max(0, start) };
}

/** The end of what is no pair: a blank, the end of a syslog priority or the like, behind which a key can begin. */
function wordEnd(text: string, at: number): number {
  while (at < text.length && !" \t,;>[({|".includes(text[at]!)) at++;
  return at;
}

function blank(text: string, at: number): number {
  while (at < text.length && text[at] !== " " && text[at] !== "\t") at++;
  return at;
}

/** `a=1, b=2`: what stands between pairs is no value. */
const bare = (value: string): string => (/[,;]$/.test(value) ? value.slice(0, -1) : value);

/** The quote that closes, a backslash making any character a common one; -1: none does. */
function closing(text: string, from: number, quote: string): number {
  for (let at = from; at < text.length; at++) {
    if (text[at] === "\\") at++;
    else if (text[at] === quote) return at;
  }
  return -1;
}

/** Pairs between which the source says what stands, so that values may have blanks. */
function scanSeparated(text: string, between: string, behindKey: string): Scanned {
  const pairs = new Map<string, string>();
  for (const piece of text.split(between)) {
    const at = piece.indexOf(behindKey);
    const key = at < 0 ? "" : piece.slice(0, at).trim();
    const value = piece.slice(at + behindKey.length).trim();
    const quoted = value.length > 1 && (value.startsWith('"') || value.startsWith("'")) && value.at(-1) === value[0];
    if (key !== "" && !pairs.has(key)) pairs.set(key, quoted ? value.slice(1, -1).replace(ESCAPE, "$1") : value);
  }
  return { pairs, start: 0 };
}
