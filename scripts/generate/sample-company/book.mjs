/**
 * The book of the company's week: every log line that anything writes, with its time, its place in a file and the marks by
 * which the story finds it again. Chance is a seeded generator, so the book is the same on every run.
 */

/** The company's clocks show Zurich's summer time. */
export const OFFSET = 2 * 3600_000;
export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** "06-11 22:40:05", as a clock on the wall shows it -> milliseconds since 1970. */
export function at(wall) {
  const [date, clock] = wall.split(" ");
  return Date.parse(`2026-${date}T${clock}Z`) - OFFSET;
}

/** The week begins on a Monday and ends with its Sunday. */
export const WEEK = at("06-08 00:00:00");

/** Mulberry32: small, seeded, good enough for a company's noise. */
function randomFrom(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
export const random = randomFrom(20260608);
export const pick = (items) => items[Math.floor(random() * items.length)];
export const between = (low, high) => low + Math.floor(random() * (high - low + 1));
export const chance = (share) => random() < share;

/** Letters and digits of base 16. */
export const hex = (length) => Array.from({ length }, () => between(0, 15).toString(16)).join("");

/**
 * What each log is: the source that reads it, how exact its times are, and where it was rotated. `parts` are the files in the
 * order of their times, each with the time at which the next one begins.
 */
const NIGHTS = { wednesday: at("06-10 00:00:00"), saturday: at("06-13 00:00:00") };
const rotated = (path) => [
  { file: `${path}.2.gz`, until: NIGHTS.wednesday },
  { file: `${path}.1`, until: NIGHTS.saturday },
  { file: path, until: Infinity },
];
export const STREAMS = {
  firewall: { source: "firewall", exact: SECOND, parts: rotated("logs/firewall/fw1.log") },
  ids: { source: "ids", exact: 1, parts: rotated("logs/ids/eve.json") },
  linux: { source: "linux", exact: SECOND, parts: rotated("logs/linux/secure.log") },
  windows: { source: "windows", exact: 1, parts: rotated("logs/windows/winlogbeat.ndjson") },
  network: { source: "network", exact: SECOND, parts: [{ file: "logs/network/ios.log", until: Infinity }] },
  web: { source: "web", exact: SECOND, parts: rotated("logs/web1/access.log") },
  portal: { source: "portal", exact: 1, parts: rotated("logs/app1/portal.json") },
  database: { source: "database", exact: SECOND, parts: rotated("logs/db1/audit.log") },
  slow: { source: "slow_query", exact: 1, parts: [{ file: "logs/db1/slow.log", until: Infinity }] },
};

/** Every entry: `{ stream, time, arrives, text, marks, fate, lines }`. */
export const entries = [];

/**
 * Writes one record. `marks` name it for the story; `arrives` is when the collector got it (its place in the file); `fate`
 * is what becomes of a line that is no record: `unparsed`, `filtered`, `late`.
 */
export function write(stream, time, text, { marks = [], arrives = time, fate = null } = {}) {
  entries.push({ stream, time, arrives, text, marks, fate, order: entries.length });
}

// ---- how the systems spell times ----
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const wall = (time) => new Date(time + OFFSET);
const two = (n) => String(n).padStart(2, "0");
const clock = (d) => `${two(d.getUTCHours())}:${two(d.getUTCMinutes())}:${two(d.getUTCSeconds())}`;

/** `Jun  8 09:12:04` */
export function syslogTime(time) {
  const d = wall(time);
  return `${MONTHS[d.getUTCMonth()]} ${String(d.getUTCDate()).padStart(2)} ${clock(d)}`;
}
/** `11/Jun/2026:22:55:10 +0200` */
export function accessTime(time) {
  const d = wall(time);
  return `${two(d.getUTCDate())}/${MONTHS[d.getUTCMonth()]}/${d.getUTCFullYear()}:${clock(d)} +0200`;
}
/** `2026-06-11T22:55:10.123456+0200`; the last three digits follow from the time itself. */
export function eveTime(time) {
  const micros = String((time / SECOND) % 1000).replace(/\D/g, "");
  return `${wall(time).toISOString().slice(0, -1)}${micros.slice(-3).padStart(3, "0")}+0200`;
}
/** `2026-06-11T20:55:10.123Z` */
export const isoTime = (time) => new Date(time).toISOString();
/** `2026-06-11T20:55:10 UTC`, as Percona's audit log has it. */
export const auditTime = (time) => `${isoTime(time).slice(0, 19)} UTC`;
