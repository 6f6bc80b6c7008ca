/**
 * What the functions of the language do; their names, parameters and meaning in words are the model's table. Invariant:
 * every function of that table is here (a test compares the two), a missing argument makes the result missing (a condition
 * that is missing does not hold), and nothing throws, whatever the values are.
 */
import type { Value } from "../../model/program.ts";
import { md5 } from "@noble/hashes/legacy.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import ipaddr from "ipaddr.js";
import { canonicalAddress } from "../../model/address.ts";
import { holdsAt, parseHours, type Hours } from "../../model/hours.ts";
import { base64offset, utf16le, windash } from "./encodings.ts";
import { jsonAt } from "./jsonPath.ts";
import { zoneOffset } from "./zone.ts";

export type FunctionBody = (values: readonly Value[]) => Value;

const DAY = 86_400_000_000;
const HOUR = 3_600_000_000;
const MINUTE = 60_000_000;
const PRIVATE = new Set(["private", "uniqueLocal", "loopback", "linkLocal"]);

/** Without `capture`, whose expression is compiled beforehand. */
export const FUNCTIONS: Readonly<Record<string, FunctionBody | undefined>> = {
  lower: onText((text) => text.toLowerCase()),
  upper: onText((text) => text.toUpperCase()),
  trim: onText((text) => text.trim()),
  length: onText((text) => [...text].length),
  replace: ([text, part, by]) =>
    typeof text === "string" && typeof part === "string" && typeof by === "string"
      ? part === ""
        ? text
        : text.replaceAll(part, () => by)
      : null,
  number: onText((text) =>
    /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/.test(text.trim()) ? finite(Number(text)) : null,
  ),
  ip: onText((text) => canonicalAddress(text.trim())),
  private: onText((text) => {
    const address = canonicalAddress(text);
    return address === null ? null : PRIVATE.has(ipaddr.parse(address).range());
  }),
  year: onDate((date) => date.getUTCFullYear()),
  month: onDate((date) => date.getUTCMonth() + 1),
  day: onDate((date) => date.getUTCDate()),
  hour: onLocal((local) => Math.floor(modulo(local, DAY) / HOUR)),
  minute: onLocal((local) => Math.floor(modulo(local, HOUR) / MINUTE)),
  weekday: onDate((date) => date.getUTCDay() || 7),
  date: onDate((date) => date.toISOString().slice(0, -14)),
  points: ([condition, number]) => (condition === true ? number! : 0),
  during: (values) => {
    const [time, written, zone] = values;
    const hours = typeof written === "string" ? hoursOf(written) : null;
    if (hours === null) return null;
    return onLocal((local) => {
      const day = modulo(Math.floor(local / DAY) + THURSDAY, 7);
      return holdsAt(hours, day, Math.floor(modulo(local, DAY) / MINUTE));
    })([time!, zone!]);
  },
  split: ([text, separator]) =>
    typeof text !== "string" || typeof separator !== "string"
      ? null
      : separator === ""
        ? [text]
        : text.split(separator),
  entropy: onText(entropy),
  md5: onText((text) => bytesToHex(md5(utf8ToBytes(text)))),
  sha256: onText((text) => bytesToHex(sha256(utf8ToBytes(text)))),
  json: ([text, path]) => (typeof text === "string" && typeof path === "string" ? jsonAt(text, path) : null),
  windash: onText(windash),
  base64offset: onText((text) => base64offset(utf8ToBytes(text))),
  utf16le: onText(utf16le),
  log1p: onNumber(Math.log1p),
  abs: onNumber(Math.abs),
  round: onNumber((value) => Math.sign(value) * Math.floor(Math.abs(value) + 0.5)),
};

function onText(body: (text: string) => Value): FunctionBody {
  return ([value]) => (typeof value === "string" ? body(value) : null);
}

function onNumber(body: (value: number) => number): FunctionBody {
  return ([value]) => (typeof value === "number" ? finite(body(value)) : null);
}

/** The day of 1970-01-01 where Monday is 0. */
const THURSDAY = 3;

/** Few are ever written; one that is computed cannot fill the memory. */
const hours = new Map<string, Hours | null>();
function hoursOf(text: string): Hours | null {
  let found = hours.get(text);
  if (found === undefined) {
    found = parseHours(text);
    if (hours.size < 1000) hours.set(text, found);
  }
  return found;
}

/** Shannon's, in bits per character; of no characters 0. */
function entropy(text: string): number {
  const counts = new Map<string, number>();
  let length = 0;
  for (const character of text) {
    counts.set(character, (counts.get(character) ?? 0) + 1);
    length++;
  }
  let bits = 0;
  for (const count of counts.values()) bits += (count / length) * Math.log2(length / count);
  return bits;
}

/** Of a time, in microseconds of the local clock of a zone. */
function onLocal(body: (local: number) => Value): FunctionBody {
  return ([time, zone]) => {
    if (typeof time !== "number" || !Number.isFinite(time) || typeof zone !== "string") return null;
    const offset = zoneOffset(zone);
    return offset === null ? null : body(time + offset(time));
  };
}

/** Of a time, as a date whose UTC parts are those of the local clock. */
function onDate(body: (date: Date) => Value): FunctionBody {
  return onLocal((local) => {
    const date = new Date(Math.floor(local / 1000));
    return Number.isNaN(date.getTime()) ? null : body(date);
  });
}

function finite(value: number): Value {
  return Number.isFinite(value) ? value : null;
}

/** Never negative: times before 1970 have hours too. */
function modulo(value: number, by: number): number {
  return ((value % by) + by) % by;
}
