/**
 * What detection costs as rules are added: the same JSON process events through 10 to 2,000 rules, each run as a multiple
 * of J, the time to split the bytes into lines and `JSON.parse` each. Rules are made like public ones: texts to be
 * contained, begun or ended with, about ten comparisons each, a few with a sequence. Prints ratios, judges nothing.
 *
 *     node test/bench/rules.ts [--events 100000] [--rules 10,100,1000,2000] [--rounds 3]
 */
import { parseArgs } from "node:util";
import { compilePlan } from "../../server/engine/detect/compile.ts";
import { LineSplitter } from "../../server/engine/intake/lines.ts";
import { sourceSchemas } from "../../server/engine/normalize/schema.ts";
import { Replay } from "../../server/engine/replay.ts";
import type { Program } from "../../server/model/program.ts";
import { Model } from "../../server/model/workspace.ts";
import { generator } from "./generator.ts";

const { values: options } = parseArgs({
  options: {
    events: { type: "string", default: "100000" },
    rules: { type: "string", default: "10,100,500,1000,2000" },
    rounds: { type: "string", default: "3" },
  },
});

const random = generator(7);
const pick = <T>(all: readonly T[]): T => all[Math.floor(random() * all.length)]!;
const word = (): string =>
  Array.from({ length: 4 + Math.floor(random() * 7) }, () => pick([..."abcdefghijklmnopqrstuvwxyz0123456789"])).join(
    "",
  );
const words = Array.from({ length: 3000 }, word);
const programs = ["cmd.exe", "powershell.exe", "svchost.exe", "chrome.exe", "rundll32.exe", "reg.exe", "wscript.exe"];
const programPath = (): string =>
  `C:\\Windows\\${pick(words)}\\${random() < 0.7 ? pick(programs) : `${pick(words)}.exe`}`;

function event(index: number): string {
  const line = Array.from({ length: 12 }, () => `${pick(["-", "/", ""])}${pick(words)}`).join(" ");
  return JSON.stringify({
    "@timestamp": new Date(Date.UTC(2026, 0, 1) + index * 20).toISOString(),
    event: { code: pick(["1", "3", "11", "4688"]), provider: "Microsoft-Windows-Sysmon", category: ["process"] },
    host: { name: `host${Math.floor(random() * 50)}`, os: { family: "windows", version: "10.0.19045" } },
    user: { name: `user${Math.floor(random() * 200)}`, domain: "CORP", id: `S-1-5-21-${Math.floor(random() * 1e9)}` },
    process: {
      executable: programPath(),
      command_line: `${programPath()} ${line}`,
      pid: Math.floor(random() * 60_000),
      hash: { sha256: Array.from({ length: 16 }, () => Math.floor(random() * 65_536).toString(16)).join("") },
      parent: { executable: programPath(), command_line: `${programPath()} ${pick(words)}`, pid: 4 },
      working_directory: `C:\\Users\\user\\${pick(words)}\\`,
      args: line.split(" "),
    },
    message: `Process Create: ${Array.from({ length: 20 }, () => pick(words)).join(" ")}`,
  });
}

const text = (): string => pick(words) + pick(["", "", " ", "-"]) + pick(words).slice(0, 3);
const list = (count: number, make: () => string): string =>
  `[${Array.from({ length: count }, () => JSON.stringify(make())).join(", ")}]`;

/** Each of the parts is what public rules are made of; some use words that the events have. */
function rule(index: number): string {
  const parts = [
    `process.command_line contains ${list(3 + Math.floor(random() * 4), text)}`,
    `process.executable endswith ${list(2 + Math.floor(random() * 3), () => `\\${pick(programs)}`)}`,
    `not (process.parent.executable startswith ${list(2, () => `C:\\Program Files\\${pick(words)}`)})`,
    `user.name != "SYSTEM"`,
  ];
  if (random() < 0.3) parts.push(`process.working_directory like "*\\\\${pick(words)}\\\\*"`);
  const where = `where ${parts.join(" and ")}`;
  const once = `rule r${index} { severity medium  by host.name  when log ${where} suppress 1h }`;
  if (random() > 0.1) return once;
  return `rule r${index} { severity high  by host.name  when sequence within 5m {
    log ${where}
    log where event.code == "3" and process.command_line contains ${JSON.stringify(text())}
  } }`;
}

function program(rules: number): Program {
  const model = new Model();
  const texts = Array.from({ length: rules }, (_, index) => rule(index));
  model.set(
    "a.grove",
    `source log from operating_system { files "*.json"  format json  time \`@timestamp\` }\n${texts.join("\n")}`,
  );
  const analysis = model.analysis();
  if (analysis.program.rules.length !== rules)
    throw new Error(`${rules - analysis.program.rules.length} rules have errors`);
  return analysis.program;
}

const CHUNK = 256 << 10;

function* chunks(bytes: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += CHUNK) yield bytes.subarray(at, at + CHUNK);
}

/** Milliseconds of CPU time. */
function spent(run: () => void): number {
  const before = process.threadCpuUsage();
  run();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}

function parseOnly(bytes: Uint8Array): number {
  return spent(() => {
    const splitter = new LineSplitter();
    for (const chunk of chunks(bytes)) for (const line of splitter.push(chunk)) JSON.parse(line.text!);
    for (const line of splitter.end()) JSON.parse(line.text!);
  });
}

function replay(whole: Program, bytes: Uint8Array): { readonly time: number; readonly detections: number } {
  let detections = 0;
  const time = spent(() => {
    const run = new Replay({
      program: whole,
      files: [{ path: "a.json", sources: ["log"], size: bytes.length }],
      emit: (each) => {
        if (each.kind === "detection") detections++;
      },
    });
    const parts = chunks(bytes);
    do {
      if (run.wants() === null) continue;
      const { done, value } = parts.next();
      if (done) run.end(0);
      else run.push(0, value);
    } while (run.step(10_000));
  });
  return { time, detections };
}

const lines = Array.from({ length: Number(options.events) }, (_, index) => event(index));
const bytes = new TextEncoder().encode(`${lines.join("\n")}\n`);
const rate = (milliseconds: number): string => `${Math.round(lines.length / milliseconds)}k events/s`.padStart(16);
parseOnly(bytes);
console.log(`${lines.length} events of ${Math.round(bytes.length / lines.length)} bytes; J: ${rate(parseOnly(bytes))}`);
for (const count of options.rules.split(",").map(Number)) {
  const whole = program(count);
  const compiling = spent(() => compilePlan(whole, sourceSchemas(whole)));
  let base = parseOnly(bytes);
  const cold = replay(whole, bytes);
  const firstBase = base;
  // Turn by turn, and the quickest of each: what else the machine does hits both alike, or is left out.
  let best = Infinity;
  for (let round = 0; round < Number(options.rounds); round++) {
    best = Math.min(best, replay(whole, bytes).time);
    base = Math.min(base, parseOnly(bytes));
  }
  console.log(
    `${String(count).padStart(6)} rules: ${(base / best).toFixed(2)} J warm, ${(firstBase / cold.time).toFixed(2)} J cold,${rate(best)}, ${cold.detections} detections, plan made in ${compiling.toFixed(0)} ms`,
  );
}
