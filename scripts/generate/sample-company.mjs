/**
 * Writes samples/company, or the folder that is given: a week of a company's logs, and expected.json: what its rules must
 * find, by which lines. The cases are told once, line by line; the logs and the expectations both come from there, so the
 * expectations owe nothing to the engine. Chance is a seeded generator: the same bytes on every run.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { entries, isoTime, STREAMS } from "./sample-company/book.mjs";
import { insider, INSIDER } from "./sample-company/insider.mjs";
import { intrusion, INTRUDER } from "./sample-company/intrusion.mjs";
import { ordinaryWeek } from "./sample-company/office.mjs";
import { overtake, weather } from "./sample-company/weather.mjs";

const here = path.dirname(fileURLToPath(import.meta.url));
const folder = process.argv[2] ?? path.join(here, "..", "..", "samples", "company");

const detections = [];
/** `after`: how long the rule waits behind its last line. */
const found = (rule, severity, key, marks, { after = 0 } = {}) =>
  detections.push({ rule, severity, key, marks, after });
ordinaryWeek();
intrusion(found);
insider(found);
weather(found);
overtake(entries);

/** How many lines the night's rotation copied: they end one file and begin the next. */
const COPIED = 12;
const FATES = ["unparsed", "filtered", "late", "duplicate"];
const counts = {};
const late = [];
for (const [stream, { source, exact, parts }] of Object.entries(STREAMS)) {
  const all = entries.filter((e) => e.stream === stream).sort((a, b) => a.arrives - b.arrives || a.order - b.order);
  let from = -Infinity;
  let copies = [];
  for (const { file, until } of parts) {
    const own = all.filter(({ arrives }) => arrives >= from && arrives < until);
    const lines = [...copies.map((entry) => ({ ...entry, fate: entry.fate ?? "duplicate", marks: [] })), ...own];
    counts[file] = { records: lines.length, ...Object.fromEntries(FATES.map((fate) => [fate, 0])) };
    let line = 1;
    for (const entry of lines) {
      if (entry.fate !== "duplicate")
        entry.place = { source, file, line, time: Math.floor(entry.time / exact) * exact };
      if (entry.fate !== null) counts[file][entry.fate]++;
      if (entry.fate === "late") late.push(`${file}:${line}`);
      line += entry.text.split("\n").length;
    }
    const text = lines.map((entry) => `${entry.text}\n`).join("");
    mkdirSync(path.join(folder, path.dirname(file)), { recursive: true });
    writeFileSync(path.join(folder, file), file.endsWith(".gz") ? gzipSync(text, { level: 9 }) : text);
    copies = stream === "linux" ? own.slice(-COPIED) : [];
    from = until;
  }
}

const smaller = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
function places(marks) {
  return entries
    .filter((entry) => entry.marks.some((mark) => marks.includes(mark)))
    .map(({ place }) => place)
    .sort((a, b) => a.time - b.time || smaller(a.source, b.source) || smaller(a.file, b.file) || a.line - b.line);
}
/** Who answers which detection, and who is worst of all: what the story is about. */
const ANSWERS = {
  port_scan: "shut_out",
  web_probe: "shut_out",
  password_guessing: "shut_out",
  web_foothold: "contain_server",
  database_theft: "stop_theft",
  data_collection: "insider_case",
  insider_theft: "insider_case",
};
const runs = Object.entries(ANSWERS).flatMap(([rule, playbook]) =>
  detections.filter((detection) => detection.rule === rule).map(() => ({ rule, playbook })),
);
const expected = {
  detections: detections
    .map(({ rule, severity, key, marks, after }) => {
      const records = places(marks);
      const time = isoTime(records.at(-1).time + after);
      return { rule, severity, key, time, records: records.map(({ file, line }) => `${file}:${line}`) };
    })
    .sort((a, b) => smaller(a.time, b.time) || smaller(a.rule, b.rule)),
  runs,
  worst: { accounts: INSIDER, attackers: INTRUDER },
  late,
  counts,
};
writeFileSync(path.join(folder, "expected.json"), JSON.stringify(expected, null, 2) + "\n");
