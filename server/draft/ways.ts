/**
 * Which formats a log's lines may be of. Invariant: the ones that say more of a line stand in front: what is CEF is also pairs
 * behind a syslog header, and everything is text.
 */
import type { RawLine } from "../engine/intake/lines.ts";
import type { FormatName, FormatOption } from "../model/program.ts";
import type { Way } from "./trial.ts";

const ORDER = [
  ...(["evtx", "cef", "leef", "json", "w3c", "access", "mysql", "cisco"] as const),
  ...(["logfmt", "kv", "tsv", "csv", "syslog", "text"] as const),
] as const satisfies readonly FormatName[];

/** The formats that are worth a trial for these lines, the most telling one first. */
export function waysOf(lines: readonly RawLine[]): readonly Way[] {
  const texts = lines.flatMap(({ text }) => (text === null || text.trim() === "" ? [] : [text.slice(0, MOST)]));
  return ORDER.flatMap((format): readonly Way[] => {
    if (!LOOKS[format]?.(texts)) return [];
    return format === "csv" || format === "tsv" ? tableWays(format, texts) : [{ format, options: [] }];
  });
}

/** Of a line, so many characters tell what it is. */
const MOST = 2_000;

const most = (texts: readonly string[], holds: (text: string) => boolean): boolean =>
  texts.length > 0 && texts.filter(holds).length >= 0.8 * texts.length;

const LOOKS: Readonly<Record<(typeof ORDER)[number], (texts: readonly string[]) => boolean>> = {
  evtx: (texts) => most(texts, (text) => /<Event\b|^\s*</.test(text) || /"(?:EventID|event_id|winlog)"/i.test(text)),
  cef: (texts) => most(texts, (text) => text.includes("CEF:")),
  leef: (texts) => most(texts, (text) => text.includes("LEEF:")),
  json: (texts) => most(texts, (text) => text.trimStart().startsWith("{")),
  w3c: (texts) => texts.some((text) => text.startsWith("#Fields:")),
  access: (texts) =>
    most(texts, (text) => /\[\d{1,2}\/[A-Z][a-z]{2}\/\d{4}:|\[\d{4}-\d\d-\d\dT/.test(text) && text.includes('"')),
  mysql: (texts) =>
    texts.some((text) =>
      /^# Time: |^# User@Host: |^\S+\t *\d+ (?:Connect|Query|Quit|Init DB)\b|^\d{8} \d\d:\d\d:\d\d,[^,]*,[^,]*,[^,]*,\d+,\d+,[A-Z_]+,/.test(
        text,
      ),
    ),
  cisco: (texts) => most(texts, (text) => /%[A-Z][A-Z0-9_-]*-\d-[A-Z0-9_]+:/.test(text)),
  logfmt: (texts) =>
    most(texts, isPairs) && !most(texts, (text) => /^<\d+>/.test(text)) && most(texts, (text) => /^\w+=/.test(text)),
  kv: (texts) => most(texts, isPairs),
  tsv: (texts) => most(texts, (text) => text.startsWith("#") || text.split("\t").length > 3),
  csv: (texts) => SEPARATORS.some((separator) => cells(texts, separator) > 3),
  syslog: () => true,
  text: () => true,
};

/** Words are pairs but for few: what is in quotes counts as one. */
function isPairs(text: string): boolean {
  const words = text
    .replace(/^<\d+>/, "")
    .replaceAll(/"(?:[^"\\]|\\.)*"/g, "q")
    .split(/\s+/);
  const pairs = words.filter((word) => /^[\w.\-/]+=/.test(word)).length;
  return pairs >= 3 && pairs >= 0.7 * words.length;
}

const SEPARATORS = [",", ";", "|"] as const;

/** How many cells nearly all lines have, if they have equally many; else 0. */
function cells(texts: readonly string[], separator: string): number {
  const counts = texts.map((text) => text.replaceAll(/"[^"]*"/g, "q").split(separator).length);
  const usual = counts[Math.floor(counts.length / 2)] ?? 0;
  return counts.filter((count) => count === usual).length >= 0.95 * counts.length ? usual : 0;
}

function tableWays(format: "csv" | "tsv", texts: readonly string[]): readonly Way[] {
  const separators = format === "tsv" ? ["\t"] : SEPARATORS.filter((separator) => cells(texts, separator) > 3);
  return separators.map((separator) => {
    const options: FormatOption[] = format === "csv" && separator !== "," ? [separator] : [];
    const first = texts[0]!.split(separator).map((cell) => cell.replaceAll('"', "").trim());
    const isHead = texts[0]!.startsWith("#") || first.every((cell) => /^[A-Za-z_][\w .\-/]*$/.test(cell));
    return { format, options: isHead ? options : [...options, first.map(columnName)] };
  });
}

/** Of a table that does not name its columns: what the first row holds tells most. */
function columnName(cell: string, index: number): string {
  if (/^\d{1,3}(?:\.\d{1,3}){3}$/.test(cell)) return `ip${index + 1}`;
  return /\d{1,2}:\d{2}/.test(cell) || /^\d{10}(?:\d{3})?(?:\.\d+)?$/.test(cell)
    ? `time${index + 1}`
    : `column${index + 1}`;
}
